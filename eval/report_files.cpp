#include <algorithm>
#include <numeric>

#include "configs/schema/error.h"
#include "eval/report.h"
#include "eval/report_folder.h"
#include "eval/text_table.h"

namespace ductus::eval {
namespace {

constexpr std::size_t kMontageTiles = 60;

/// Wrong ones by falling confidence, then, where few are wrong, right ones by rising confidence.
std::vector<int64_t> worst_first(const Predictions& predictions, const std::vector<double>& confidence) {
  std::vector<int64_t> order(predictions.truth.size());
  std::iota(order.begin(), order.end(), 0);
  const auto key = [&](int64_t i) {
    const bool wrong = predictions.truth[i] != predictions.predicted[i];
    const double sure = confidence.empty() ? 0 : confidence[i];
    return std::pair(!wrong, wrong ? -sure : sure);
  };
  const std::size_t shown = std::min(kMontageTiles, order.size());
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(shown), order.end(),
                    [&](int64_t a, int64_t b) { return std::pair(key(a), a) < std::pair(key(b), b); });
  order.resize(shown);
  return order;
}

data::Picture montage(const ReleaseReport& report, const Predictions& predictions,
                      const SampleImages& images) {
  const std::vector<double> confidence = predictions.confidences();
  std::vector<MontageTile> tiles;
  int64_t wrong = 0;
  for (const int64_t i : worst_first(predictions, confidence)) {
    const int32_t truth = predictions.truth[i];
    const int32_t predicted = predictions.predicted[i];
    tiles.push_back({i, report.names[truth], report.names[predicted],
                     confidence.empty() ? "" : percent(confidence[i], 1), truth == predicted});
    wrong += truth != predicted;
  }
  std::string title = fmt::format("{} of {} errors, the most confident first (truth -> predicted)",
                                  thousands(wrong), thousands(report.confusion.errors()));
  if (wrong < static_cast<int64_t>(tiles.size())) title += ", then the least confident right ones";
  return plot_montage(images, tiles, title);
}

std::string titled(const std::string& what, const ReleaseReport& report) {
  return report.title.empty() ? what : what + ", " + report.title;
}

void write_class_files(ReportFolder& files, const ReleaseReport& report) {
  const ClassificationReport& table = report.table;
  std::vector<Proportion> accuracies;
  for (const ClassResult& result : report.classes) accuracies.push_back(result.accuracy);
  files.text("confusion.csv", confusion_csv(report.confusion, table.labels, table.names));
  files.picture("confusion.png", plot_confusion(report.confusion, table.labels, table.names,
                                                titled("Confusion matrix", report)));
  files.picture("per_class.png",
                plot_class_accuracy(accuracies, table.names, titled("Accuracy by class", report)));
}

}  // namespace

std::vector<std::filesystem::path> write_files(const std::filesystem::path& folder,
                                               const ReleaseReport& report, const Predictions& predictions,
                                               const ReportExtras& extras) {
  const std::string text = to_text(report), json = to_json(report);  // before any file is there
  ReportFolder files(folder);
  files.text("report.txt", text);
  files.text("report.json", json);
  if (report.classes.size() <= kMaxPlotClasses) write_class_files(files, report);
  if (report.calibrated)
    files.picture("reliability.png", plot_reliability(*report.calibrated, titled("Reliability", report)));
  if (extras.images) files.picture("montage.png", montage(report, predictions, *extras.images));
  if (!extras.curves.empty()) files.picture("curves.png", plot_lines(extras.curves));
  return std::move(files).written();
}

}  // namespace ductus::eval
