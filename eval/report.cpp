#include "eval/report.h"

#include "eval/report_parts.h"

namespace ductus::eval {
namespace {

std::vector<ClassResult> class_results(const ConfusionMatrix& matrix, const ClassificationReport& table) {
  std::vector<ClassResult> results;
  for (std::size_t row = 0; row < table.labels.size(); ++row) {
    results.push_back({table.labels[row], table.names[row], class_accuracy(matrix, table.labels[row])});
  }
  return results;
}

/// The table's names where it has the label, symbols elsewhere.
std::vector<std::string> label_names(const data::Alphabet& alphabet, const ClassificationReport& table) {
  std::vector<std::string> names = alphabet.symbols();
  for (std::size_t row = 0; row < table.labels.size(); ++row) names[table.labels[row]] = table.names[row];
  return names;
}

std::vector<uint8_t> hits(const Predictions& predictions) {
  std::vector<uint8_t> correct(predictions.truth.size());
  for (std::size_t i = 0; i < correct.size(); ++i)
    correct[i] = predictions.truth[i] == predictions.predicted[i];
  return correct;
}

void add_probabilities(ReleaseReport& report, const Predictions& predictions, const ReportOptions& options) {
  const std::vector<double> confidence = predictions.confidences();
  if (!confidence.empty())
    report.calibrated = calibration(confidence, hits(predictions), options.calibration_bins);
  if (predictions.log_probs.empty()) return;
  const std::size_t classes = predictions.alphabet.size();
  report.nll = mean_nll(predictions.log_probs, predictions.truth, classes);
  report.brier = brier_score(predictions.log_probs, predictions.truth, classes);
  for (const int k : options.top_k) {
    if (k < static_cast<int>(classes)) report.top_k.emplace_back(k, top_k_accuracy(predictions, k));
  }
}

}  // namespace

ReleaseReport make_report(const Predictions& predictions, const ReportOptions& options,
                          const Provenance& provenance) {
  predictions.check("report");
  const data::Alphabet& alphabet = predictions.alphabet;
  ReleaseReport report;
  report.confusion = ConfusionMatrix(predictions.truth, predictions.predicted, alphabet.size());
  report.table = classification_report(report.confusion, alphabet.symbols(), options.table);
  report.names = label_names(alphabet, report.table);
  report.classes = class_results(report.confusion, report.table);
  report.accuracy = accuracy(report.confusion);
  report.balanced_accuracy = balanced_accuracy(report.confusion);
  report.merged = merged_scores(report.confusion, alphabet, options.confusables);
  add_probabilities(report, predictions, options);
  report.top_confusions = options.top_confusions;
  report.title = options.title.empty() ? default_title(provenance) : options.title;
  report.provenance = provenance;
  return report;
}

}  // namespace ductus::eval
