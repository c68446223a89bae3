#include "data/split.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>
#include <set>
#include <utility>
#include <vector>

#include "configs/schema/error.h"
#include "data/sklearn_split.h"

using namespace ductus;
using data::Alphabet;
using data::Buffer;
using data::ImageSet;
using data::make_splits;
using data::SplitMethod;
using data::SplitOptions;

namespace {

/// A set of labels alone: no split looks at a pixel.
ImageSet labelled(std::vector<int32_t> labels, std::vector<int32_t> group = {}) {
  ImageSet set;
  set.alphabet = Alphabet({"A", "B", "C"});
  set.labels = std::move(labels);
  set.group = std::move(group);
  return set;
}

ImageSet counts(int64_t a, int64_t b, int64_t c) {
  std::vector<int32_t> labels;
  labels.insert(labels.end(), a, 0);
  labels.insert(labels.end(), b, 1);
  labels.insert(labels.end(), c, 2);
  return labelled(labels);
}

std::vector<int64_t> list(const Buffer<int64_t>& values) { return {values.begin(), values.end()}; }

SplitOptions options(SplitMethod like, double test, double validation, uint32_t seed = 1) {
  return {like, test, validation, seed, true, {}};
}

/// Every sample is in one part, once.
void check_partition(const ImageSet& set, const std::map<std::string, Buffer<int64_t>>& splits) {
  std::vector<int64_t> all;
  for (const auto& split : splits) all.insert(all.end(), split.second.begin(), split.second.end());
  std::sort(all.begin(), all.end());
  std::vector<int64_t> expected(set.labels.size());
  std::iota(expected.begin(), expected.end(), 0);
  CHECK(all == expected);
}

}  // namespace

TEST_CASE("split: ours takes the nearest whole number of each class, validation from what test leaves") {
  // test 0.2: 2, 4 and 1 of 10, 20 and 4; validation 0.25 of the rest: 2, 4 and 1 of 8, 16 and 3.
  const ImageSet set = counts(10, 20, 4);
  const auto splits = make_splits(set, options(SplitMethod::kDuctus, 0.2, 0.25));
  check_partition(set, splits);
  CHECK(set.class_counts(list(splits.at("test"))) == std::vector<int64_t>{2, 4, 1});
  CHECK(set.class_counts(list(splits.at("validation"))) == std::vector<int64_t>{2, 4, 1});
  CHECK(set.class_counts(list(splits.at("train"))) == std::vector<int64_t>{6, 12, 2});
}

TEST_CASE("split: ours keeps the order of the data within a part, and follows the seed") {
  const ImageSet set = counts(50, 50, 50);
  const auto first = list(make_splits(set, options(SplitMethod::kDuctus, 0.2, 0.0, 1)).at("test"));
  const auto again = list(make_splits(set, options(SplitMethod::kDuctus, 0.2, 0.0, 1)).at("test"));
  const auto other = list(make_splits(set, options(SplitMethod::kDuctus, 0.2, 0.0, 2)).at("test"));
  CHECK(std::is_sorted(first.begin(), first.end()));
  CHECK(first == again);
  CHECK(first != other);
}

TEST_CASE("split: ours gives a rare class at least one sample in every part") {
  const ImageSet set = counts(1000, 3, 0);
  const auto splits = make_splits(set, options(SplitMethod::kDuctus, 0.01, 0.01));
  for (const auto& split : splits) CHECK(set.class_counts(list(split.second))[1] == 1);
}

TEST_CASE("split: ours names a class with too few samples") {
  CHECK_THROWS_WITH_AS(
      make_splits(counts(10, 1, 10), options(SplitMethod::kDuctus, 0.2, 0.0)),
      "split: class \"B\" has 1 sample to cut a fraction of 0.2 from, expected at least one on both sides "
      "(add samples, or leave the class out)",
      Error);
}

TEST_CASE("split: without fractions everything is the train part") {
  const ImageSet set = counts(1, 2, 0);
  const auto splits = make_splits(set, options(SplitMethod::kDuctus, 0.0, 0.0));
  CHECK(splits.size() == 1);
  CHECK(list(splits.at("train")) == std::vector<int64_t>{0, 1, 2});
}

TEST_CASE("split: a test part that the set has is kept when none is asked for") {
  ImageSet set = counts(10, 10, 10);
  std::vector<int64_t> test = {0, 10, 20};
  std::vector<int64_t> train;
  for (int64_t i = 0; i < 30; ++i) {
    if (i % 10 != 0) train.push_back(i);
  }
  set.splits["test"] = test;
  set.splits["train"] = train;
  for (const SplitMethod method : {SplitMethod::kDuctus, SplitMethod::kSklearn}) {
    const auto splits = make_splits(set, options(method, 0.0, 0.2));
    check_partition(set, splits);
    CHECK(list(splits.at("test")) == test);
    CHECK(splits.at("validation").size() == 6);
  }
}

TEST_CASE("split: to split again is to cut anew all that is not the test part") {
  ImageSet set = counts(40, 40, 40);
  set.splits = make_splits(set, options(SplitMethod::kDuctus, 0.2, 0.25));  // 24 of 120, and 24 of 96
  for (const SplitMethod method : {SplitMethod::kDuctus, SplitMethod::kSklearn, SplitMethod::kKeras}) {
    const auto whole = make_splits(set, options(method, 0.0, 0.0));
    check_partition(set, whole);
    CHECK(whole.count("validation") == 0);
    CHECK(list(whole.at("test")) == list(set.splits.at("test")));
    CHECK(whole.at("train").size() == 96);
  }
  const auto again = make_splits(set, options(SplitMethod::kDuctus, 0.0, 0.5));
  check_partition(set, again);
  CHECK(again.at("validation").size() == 48);
  set.splits.erase("train");
  check_partition(set, make_splits(set, options(SplitMethod::kDuctus, 0.0, 0.5)));
}

TEST_CASE("split: what the parts of a set leave out stays out") {
  ImageSet set = counts(4, 4, 4);  // as of IAM, whose lists do not have all lines
  set.splits["test"] = std::vector<int64_t>{0, 4, 8};
  set.splits["train"] = std::vector<int64_t>{9, 5, 1};
  set.splits["validation"] = std::vector<int64_t>{2, 6, 10};
  const auto splits = make_splits(set, options(SplitMethod::kDuctus, 0.0, 0.0));
  CHECK(list(splits.at("train")) == std::vector<int64_t>{1, 2, 5, 6, 9, 10});
  set.splits.erase("validation");  // a train part alone keeps its order, which scikit-learn's split goes by
  CHECK(list(make_splits(set, options(SplitMethod::kSklearn, 0.0, 0.0)).at("train")) ==
        std::vector<int64_t>{9, 5, 1});
}

TEST_CASE("split: a group stays on one side, and classes are shared out by groups") {
  // 40 writers of 3 to 7 samples; a writer's samples are of two classes.
  std::vector<int32_t> labels;
  std::vector<int32_t> group;
  for (int32_t writer = 0; writer < 40; ++writer) {
    for (int32_t k = 0; k < 3 + writer % 5; ++k) {
      labels.push_back((writer + k % 2) % 3);
      group.push_back(1000 - writer);
    }
  }
  const ImageSet set = labelled(labels, group);
  const auto splits = make_splits(set, options(SplitMethod::kDuctus, 0.25, 0.25));
  check_partition(set, splits);
  std::set<int32_t> seen;
  for (const auto& split : splits) {
    std::set<int32_t> here;
    for (const int64_t i : split.second) here.insert(set.group[i]);
    for (const int32_t writer : here) CHECK(seen.insert(writer).second);
  }
  const auto all = set.class_counts();
  const auto test = set.class_counts(list(splits.at("test")));
  for (int label = 0; label < 3; ++label) {
    CHECK(static_cast<double>(test[label]) / static_cast<double>(all[label]) ==
          doctest::Approx(0.25).epsilon(0.2));
  }
}

TEST_CASE("split: one group cannot be cut") {
  CHECK_THROWS_WITH_AS(
      make_splits(labelled({0, 0, 1, 1}, {7, 7, 7, 7}), options(SplitMethod::kDuctus, 0.2, 0.0)),
      "split: 1 group cannot be cut at a fraction of 0.2, since a group stays on one side (another "
      "fraction, or more groups)",
      Error);
}

TEST_CASE("split: keras takes the first int(f * n) samples for validation, as they lie") {
  const ImageSet set = labelled({0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1});
  // int(0.3 * 11) = int(3.3) = 3
  const auto splits = make_splits(set, options(SplitMethod::kKeras, 0.0, 0.3));
  CHECK(list(splits.at("validation")) == std::vector<int64_t>{0, 1, 2});
  CHECK(list(splits.at("train")) == std::vector<int64_t>{3, 4, 5, 6, 7, 8, 9, 10});
}

TEST_CASE("split: keras refuses a class that is missing on one side") {
  CHECK_THROWS_WITH_AS(
      make_splits(counts(5, 5, 5), options(SplitMethod::kKeras, 0.0, 0.2)),
      "split: class \"B\" is missing in the validation part: Keras's validation_split takes the first 3 "
      "samples as they lie (another order of the data, or another method)",
      Error);
}

TEST_CASE("split: keras has no test part, and fractions are below 1") {
  CHECK_THROWS_WITH_AS(make_splits(counts(5, 5, 5), options(SplitMethod::kKeras, 0.2, 0.1)),
                       "split: Keras's validation_split makes no test part, found test 0.2 (set it to 0)",
                       Error);
  CHECK_THROWS_WITH_AS(make_splits(counts(5, 5, 5), options(SplitMethod::kDuctus, 1.0, 0.0)),
                       "split: a fraction of 1, expected [0, 1)", Error);
}

TEST_CASE("split: sklearn's parts are in its own order, and validation is a second call on its train part") {
  const ImageSet set = counts(50, 70, 90);
  const auto splits = make_splits(set, options(SplitMethod::kSklearn, 0.2, 0.25, 42));
  check_partition(set, splits);
  const std::vector<int32_t> labels(set.labels.begin(), set.labels.end());
  const auto first = data::sklearn_split(labels, set.alphabet, 0.2, 42, true);
  CHECK(list(splits.at("test")) == first.test);
  std::vector<int32_t> kept;
  for (const int64_t i : first.train) kept.push_back(labels[i]);
  const auto second = data::sklearn_split(kept, set.alphabet, 0.25, 42, true);
  CHECK(splits.at("validation")[0] == first.train[second.test[0]]);
  CHECK(splits.at("train")[5] == first.train[second.train[5]]);
}
