// scikit-learn's stratified train_test_split, bit for bit.
#pragma once

#include <cstdint>
#include <vector>

#include "data/alphabet.h"

namespace ductus::data {

/// Two parts of what was split, by position in the labels given.
struct TwoParts {
  std::vector<int64_t> train;
  std::vector<int64_t> test;
};

/// train_test_split(range(n), test_size=test, random_state=seed, stratify=labels), in scikit-learn's own
/// order: StratifiedShuffleSplit over numpy's legacy RandomState.
///
/// `one_hot`: stratified by rows of one column a class, which scikit-learn sorts as strings, so that the
/// classes come in descending order; else by integer labels. `alphabet` names the class in an error; every
/// label is inside it. Throws ductus::Error where scikit-learn raises: a class with one sample, a part
/// smaller than the number of classes.
TwoParts sklearn_split(const std::vector<int32_t>& labels, const Alphabet& alphabet, double test,
                       uint32_t seed, bool one_hot);

}  // namespace ductus::data
