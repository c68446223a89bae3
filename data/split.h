// Cuts a set into train, validation and test parts: our way, scikit-learn's and Keras's.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "configs/schema/checks.h"
#include "data/buffer.h"
#include "data/image_set.h"
#include "data/line_set.h"

namespace ductus::data {

enum class SplitMethod {
  kDuctus,   ///< stratified, each part in the order of the data; whole groups where the set has groups
  kSklearn,  ///< train_test_split(test_size, random_state, stratify), bit for bit
  kKeras,    ///< validation_split: the first int(f * n) samples are the validation part
};

/// Their names in recipes and on command lines: ductus, sklearn, keras.
config::Choice<SplitMethod> split_methods();

/// What scikit-learn's stratify=y was given: one_hot (true), rows with one column a class, or integer labels.
config::Choice<bool> stratifications();

struct SplitOptions {
  SplitMethod like = SplitMethod::kDuctus;
  double test = 0.2;        ///< fraction of all samples, [0, 1)
  double validation = 0.0;  ///< fraction of what the test part leaves, [0, 1)
  uint32_t seed = 1;
  bool one_hot = true;                   ///< kSklearn: by stratifications()
  std::vector<std::string> test_groups;  ///< names of the groups that are the test part; `test` is then 0
};

/// Sample indices by part: "train", and "test" and "validation" where they are asked for.
/// With `test` 0 and no `test_groups`, a set that already has a test part keeps it, and the rest is cut from
/// its other parts (a validation part goes back to training), or where it has no train part from all other
/// samples.
using Splits = std::map<std::string, Buffer<int64_t>>;

/// Throws ductus::Error when a class has too few samples to be in every part (kKeras: is missing in one), or
/// when a group of `test_groups` is not in the set.
Splits make_splits(const ImageSet& set, const SplitOptions& options);

/// The same for lines, which have no classes: by chance, or by whole groups where the set has groups, so that
/// fractions (of lines) are met as nearly as groups allow. kDuctus alone.
Splits make_splits(const LineSet& set, const SplitOptions& options);

/// The parts of a set of `size` samples, once only the samples `kept` are left, in that order.
Splits remaining_splits(const Splits& splits, const std::vector<int64_t>& kept, int64_t size);

/// The names in a text file, one a line: not empty, without the spaces around them, a repeated one once.
/// Throws ductus::Error when there is none, and as text_lines() does.
std::vector<std::string> read_group_names(const std::filesystem::path& path);

}  // namespace ductus::data
