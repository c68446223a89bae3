// Cuts a set into train, validation and test parts: our way, scikit-learn's and Keras's.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "configs/schema/checks.h"
#include "data/buffer.h"
#include "data/image_set.h"

namespace ductus::data {

enum class SplitMethod {
  kDuctus,   ///< stratified, each part in the order of the data; whole groups where the set has groups
  kSklearn,  ///< train_test_split(test_size, random_state, stratify), bit for bit
  kKeras,    ///< validation_split: the first int(f * n) samples are the validation part
};

/// Their names in recipes and on command lines: ductus, sklearn, keras.
config::Choice<SplitMethod> split_methods();

struct SplitOptions {
  SplitMethod like = SplitMethod::kDuctus;
  double test = 0.2;        ///< fraction of all samples, [0, 1)
  double validation = 0.0;  ///< fraction of what the test part leaves, [0, 1)
  uint32_t seed = 1;
  bool one_hot = true;  ///< kSklearn: stratified by one-hot rows (one column a class) or by integer labels
};

/// Sample indices by part: "train", and "test" and "validation" where their fraction is not 0.
/// With `test` 0, a set that already has a test part keeps it, and the rest is cut from its train part.
///
/// Throws ductus::Error when a class has too few samples to be in every part (kKeras: is missing in one).
std::map<std::string, Buffer<int64_t>> make_splits(const ImageSet& set, const SplitOptions& options);

}  // namespace ductus::data
