#include "eval/metrics.h"

#include <cmath>
#include <limits>
#include <unordered_set>

#include "configs/schema/error.h"
#include "eval/text_table.h"

namespace ductus::eval {
namespace {

/// Groups cut down to the symbols of the alphabet; those left with fewer than two fall away.
SymbolGroups applicable(const data::Alphabet& alphabet, const SymbolGroups& groups) {
  SymbolGroups result;
  std::unordered_set<std::string> seen;
  for (const auto& group : groups) {
    std::vector<std::string> present;
    for (const std::string& symbol : group) {
      DUCTUS_CHECK(seen.insert(symbol).second, "confusable groups: symbol {} is in two groups", symbol);
      if (alphabet.find(symbol) >= 0) present.push_back(symbol);
    }
    if (present.size() > 1) result.push_back(present);
  }
  return result;
}

/// The label that stands for each label: the group's first, or itself.
std::vector<int32_t> representatives(const data::Alphabet& alphabet, const SymbolGroups& groups) {
  std::vector<int32_t> result(alphabet.size());
  for (std::size_t label = 0; label < result.size(); ++label) result[label] = static_cast<int32_t>(label);
  for (const auto& group : groups) {
    for (const std::string& symbol : group) result[alphabet.find(symbol)] = alphabet.find(group.front());
  }
  return result;
}

/// Mean of correct / support where there is support.
double mean_recall(const std::vector<int64_t>& correct, const std::vector<int64_t>& support) {
  double sum = 0;
  int64_t classes = 0;
  for (std::size_t i = 0; i < support.size(); ++i) {
    if (support[i] == 0) continue;
    sum += static_cast<double>(correct[i]) / static_cast<double>(support[i]);
    ++classes;
  }
  return classes == 0 ? std::numeric_limits<double>::quiet_NaN() : sum / static_cast<double>(classes);
}

}  // namespace

Proportion proportion(int64_t count, int64_t of) {
  const double value = of == 0 ? std::numeric_limits<double>::quiet_NaN()
                               : static_cast<double>(count) / static_cast<double>(of);
  return {count, of, value, wilson_interval(count, of)};
}

Proportion accuracy(const ConfusionMatrix& matrix) { return proportion(matrix.correct(), matrix.samples()); }

Proportion class_accuracy(const ConfusionMatrix& matrix, int32_t label) {
  return proportion(matrix.correct(label), matrix.support(label));
}

double balanced_accuracy(const ConfusionMatrix& matrix) {
  std::vector<int64_t> correct;
  std::vector<int64_t> support;
  for (std::size_t label = 0; label < matrix.classes(); ++label) {
    correct.push_back(matrix.correct(static_cast<int32_t>(label)));
    support.push_back(matrix.support(static_cast<int32_t>(label)));
  }
  return mean_recall(correct, support);
}

std::string error_rate_line(double accuracy) { return "CNN error " + fixed(100 - accuracy * 100, 2) + " %"; }

Proportion top_k_accuracy(const Predictions& predictions, int k) {
  const std::size_t classes = predictions.alphabet.size();
  DUCTUS_CHECK(k > 0 && !predictions.log_probs.empty(),
               "top-{} accuracy: needs log-probabilities and k of at least 1", k);
  int64_t hits = 0;
  for (std::size_t i = 0; i < predictions.truth.size(); ++i) {
    const float* row = predictions.log_probs.data() + i * classes;
    const auto truth = static_cast<std::size_t>(predictions.truth[i]);
    int likelier = 0;
    for (std::size_t c = 0; c < classes; ++c)
      likelier += row[c] > row[truth] || (row[c] == row[truth] && c < truth);
    hits += likelier < k;
  }
  return proportion(hits, predictions.size());
}

const SymbolGroups& default_confusables() {
  static const SymbolGroups groups = {{"0", "O"}, {"1", "I"}, {"5", "S"}, {"2", "Z"}};
  return groups;
}

MergedScores merged_scores(const ConfusionMatrix& matrix, const data::Alphabet& alphabet,
                           const SymbolGroups& groups) {
  MergedScores merged;
  merged.groups = applicable(alphabet, groups);
  const std::vector<int32_t> merged_label = representatives(alphabet, merged.groups);
  std::vector<int64_t> correct(alphabet.size());
  std::vector<int64_t> support(alphabet.size());
  for (std::size_t label = 0; label < alphabet.size(); ++label) {
    correct[merged_label[label]] += matrix.correct(static_cast<int32_t>(label));
    support[merged_label[label]] += matrix.support(static_cast<int32_t>(label));
  }
  int64_t hits = matrix.correct();
  for (const ConfusionCell& cell : matrix.error_cells()) {
    if (merged_label[cell.truth] != merged_label[cell.predicted]) continue;
    correct[merged_label[cell.truth]] += cell.count;
    hits += cell.count;
  }
  merged.accuracy = proportion(hits, matrix.samples());
  merged.macro_recall = mean_recall(correct, support);
  return merged;
}

}  // namespace ductus::eval
