// Which class was taken for which: the confusion matrix, kept by its errors so that any number of classes
// fits.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace ductus::eval {

/// Samples of class `truth` that were predicted as `predicted`.
struct ConfusionCell {
  int32_t truth = 0;
  int32_t predicted = 0;
  int64_t count = 0;
};

class ConfusionMatrix {
 public:
  ConfusionMatrix() = default;

  /// Labels lie in [0, classes); truth and predicted are equally long.
  ConfusionMatrix(const std::vector<int32_t>& truth, const std::vector<int32_t>& predicted,
                  std::size_t classes);

  std::size_t classes() const { return correct_.size(); }
  int64_t samples() const { return samples_; }
  int64_t errors() const { return samples_ - correct_samples_; }
  int64_t correct() const { return correct_samples_; }

  int64_t correct(int32_t label) const { return correct_[label]; }      ///< the diagonal
  int64_t support(int32_t label) const { return support_[label]; }      ///< row sum: samples of the class
  int64_t predicted(int32_t label) const { return predicted_[label]; }  ///< column sum
  int64_t count(int32_t truth, int32_t predicted) const;

  /// Labels that occur as truth or prediction, ascending.
  std::vector<int32_t> occurring() const;

  /// The cells off the diagonal that are not zero, by truth, then prediction.
  const std::vector<ConfusionCell>& error_cells() const { return errors_; }

  /// The `limit` largest of them, most frequent first, ties in the order above.
  std::vector<ConfusionCell> top_confusions(std::size_t limit) const;

 private:
  std::vector<int64_t> correct_;    // [K]
  std::vector<int64_t> support_;    // [K]
  std::vector<int64_t> predicted_;  // [K]
  std::vector<ConfusionCell> errors_;
  int64_t samples_ = 0;
  int64_t correct_samples_ = 0;
};

/// Rows true, columns predicted, both in the order of `labels`: counts alone, as numpy writes scikit-learn's
/// confusion_matrix, or with `names` (one a label) a header row "truth\predicted",name,... and the name
/// before each row, quoted as in RFC 4180 where needed.
std::string confusion_csv(const ConfusionMatrix& matrix, const std::vector<int32_t>& labels,
                          const std::vector<std::string>& names = {});

}  // namespace ductus::eval
