#include "eval/confusion.h"

#include <algorithm>
#include <tuple>

#include "eval/text_table.h"

namespace ductus::eval {
namespace {

using Key = uint64_t;  // truth, then prediction: sorted keys are sorted cells

Key key_of(int32_t truth, int32_t predicted) {
  return static_cast<Key>(truth) << 32 | static_cast<uint32_t>(predicted);
}

std::vector<ConfusionCell> count_runs(std::vector<Key>& keys) {
  std::sort(keys.begin(), keys.end());
  std::vector<ConfusionCell> cells;
  for (auto run = keys.begin(); run != keys.end();) {
    const auto end = std::upper_bound(run, keys.end(), *run);
    cells.push_back({static_cast<int32_t>(*run >> 32), static_cast<int32_t>(*run & 0xFFFFFFFFU), end - run});
    run = end;
  }
  return cells;
}

}  // namespace

ConfusionMatrix::ConfusionMatrix(const std::vector<int32_t>& truth, const std::vector<int32_t>& predicted,
                                 std::size_t classes)
    : correct_(classes),
      support_(classes),
      predicted_(classes),
      samples_(static_cast<int64_t>(truth.size())) {
  std::vector<Key> errors;
  for (std::size_t i = 0; i < truth.size(); ++i) {
    ++support_[truth[i]];
    ++predicted_[predicted[i]];
    if (truth[i] == predicted[i]) {
      ++correct_[truth[i]];
    } else {
      errors.push_back(key_of(truth[i], predicted[i]));
    }
  }
  correct_samples_ = samples_ - static_cast<int64_t>(errors.size());
  errors_ = count_runs(errors);
}

int64_t ConfusionMatrix::count(int32_t truth, int32_t predicted) const {
  if (truth == predicted) return correct_[truth];
  const auto cell =
      std::lower_bound(errors_.begin(), errors_.end(), key_of(truth, predicted),
                       [](const ConfusionCell& a, Key key) { return key_of(a.truth, a.predicted) < key; });
  const bool found = cell != errors_.end() && cell->truth == truth && cell->predicted == predicted;
  return found ? cell->count : 0;
}

std::vector<int32_t> ConfusionMatrix::occurring() const {
  std::vector<int32_t> labels;
  for (std::size_t label = 0; label < classes(); ++label) {
    if (support_[label] + predicted_[label] > 0) labels.push_back(static_cast<int32_t>(label));
  }
  return labels;
}

std::vector<ConfusionCell> ConfusionMatrix::top_confusions(std::size_t limit) const {
  std::vector<ConfusionCell> top(std::min(limit, errors_.size()));
  std::partial_sort_copy(errors_.begin(), errors_.end(), top.begin(), top.end(),
                         [](const ConfusionCell& a, const ConfusionCell& b) {
                           return std::tuple(-a.count, a.truth, a.predicted) <
                                  std::tuple(-b.count, b.truth, b.predicted);
                         });
  return top;
}

std::string confusion_csv(const ConfusionMatrix& matrix, const std::vector<int32_t>& labels,
                          const std::vector<std::string>& names) {
  std::string csv;
  if (!names.empty()) {
    csv = "truth\\predicted";
    for (const std::string& name : names) csv += ',' + csv_field(name);
    csv += '\n';
  }
  for (std::size_t row = 0; row < labels.size(); ++row) {
    if (!names.empty()) csv += csv_field(names[row]) + ',';
    for (std::size_t column = 0; column < labels.size(); ++column) {
      if (column > 0) csv += ',';
      csv += std::to_string(matrix.count(labels[row], labels[column]));
    }
    csv += '\n';
  }
  return csv;
}

}  // namespace ductus::eval
