#include "data/sklearn_split.h"

#include <doctest/doctest.h>
#include <zlib.h>

#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <utility>

#include "configs/schema/error.h"

using namespace ductus;
using data::Alphabet;
using data::sklearn_split;

namespace {

// The 36-class set as reference 003 reads it: digits of all of MNIST, then A to Z with the A that the header
// line ate.
const std::vector<int64_t> kCounts = {6903,  7877,  6990,  7141,  6824,  6313,  6876,  7293,  6825,
                                      6958,  13869, 8668,  23409, 10134, 11440, 1163,  5762,  7218,
                                      1120,  8493,  5603,  11586, 12336, 19010, 57825, 19341, 5812,
                                      11566, 48419, 22495, 29008, 4182,  10784, 6272,  10859, 6076};

Alphabet symbols(std::size_t count) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < count; ++i) names.push_back("c" + std::to_string(i));
  return Alphabet(names);
}

/// Labels in ascending order, so that a sample's place less its class's start is its index within the class.
std::vector<int32_t> sorted_labels(const std::vector<int64_t>& counts) {
  std::vector<int32_t> labels;
  for (std::size_t c = 0; c < counts.size(); ++c)
    labels.insert(labels.end(), counts[c], static_cast<int32_t>(c));
  return labels;
}

using ClassAndIndex = std::pair<int64_t, int64_t>;

std::vector<ClassAndIndex> within_class(const std::vector<int64_t>& part,
                                        const std::vector<int64_t>& counts) {
  const auto labels = sorted_labels(counts);
  std::vector<int64_t> starts(counts.size());
  for (std::size_t c = 1; c < counts.size(); ++c) starts[c] = starts[c - 1] + counts[c - 1];
  std::vector<ClassAndIndex> pairs;
  for (const int64_t i : part) pairs.emplace_back(labels[i], i - starts[labels[i]]);
  return pairs;
}

uint32_t crc(const std::vector<ClassAndIndex>& pairs) {
  std::string lines;
  for (const auto& [label, index] : pairs)
    lines += std::to_string(label) + ":" + std::to_string(index) + "\n";
  return static_cast<uint32_t>(crc32(0, reinterpret_cast<const Bytef*>(lines.data()), lines.size()));
}

std::vector<int64_t> supports(const std::vector<ClassAndIndex>& pairs) {
  std::vector<int64_t> counts(36);
  for (const auto& pair : pairs) ++counts[pair.first];
  return counts;
}

template <typename T>
std::vector<T> slice(const std::vector<T>& values, std::ptrdiff_t from, std::ptrdiff_t to) {
  return {values.begin() + from, values.begin() + to};
}

struct GoldenCase {
  bool one_hot;
  std::size_t classes;
  uint32_t seed;
  double test;
  std::vector<int32_t> labels;
  data::TwoParts parts;
};

template <typename T>
std::vector<T> numbers_after(std::istream& file, const std::string& name) {
  std::string line;
  std::getline(file, line);
  std::istringstream words(line);
  std::string found;
  words >> found;
  REQUIRE(found == name);
  return {std::istream_iterator<T>(words), {}};
}

std::vector<GoldenCase> golden_cases() {
  std::ifstream file(DUCTUS_TESTS_DIR "/golden/split/cases.txt");
  std::vector<GoldenCase> cases;
  std::string line;
  while (std::getline(file, line)) {
    if (line[0] == '#') continue;
    std::istringstream words(line);
    std::string word;
    std::string kind;
    GoldenCase golden{};
    words >> word >> kind >> golden.classes >> golden.seed >> golden.test;
    golden.one_hot = kind == "one_hot";
    golden.labels = numbers_after<int32_t>(file, "labels");
    golden.parts.train = numbers_after<int64_t>(file, "train");
    golden.parts.test = numbers_after<int64_t>(file, "test");
    cases.push_back(std::move(golden));
  }
  return cases;
}

}  // namespace

TEST_CASE("sklearn_split: three small classes, one-hot") {
  const std::vector<int64_t> counts = {5, 7, 9};
  const auto parts = sklearn_split(sorted_labels(counts), symbols(3), 0.2, 1, true);
  CHECK(within_class(parts.test, counts) ==
        std::vector<ClassAndIndex>{{1, 6}, {2, 3}, {0, 1}, {1, 0}, {2, 5}});
  CHECK(parts.train.size() == 16);
}

TEST_CASE("sklearn_split: every golden case of scikit-learn, index by index") {
  const auto cases = golden_cases();
  CHECK(cases.size() == 30);
  for (const GoldenCase& golden : cases) {
    CAPTURE(golden.one_hot);
    CAPTURE(golden.classes);
    CAPTURE(golden.seed);
    const auto parts =
        sklearn_split(golden.labels, symbols(golden.classes), golden.test, golden.seed, golden.one_hot);
    CHECK(parts.train == golden.parts.train);
    CHECK(parts.test == golden.parts.test);
  }
}

TEST_CASE("sklearn_split: reference 003's split of 442,450 samples, bit for bit") {
  const auto parts = sklearn_split(sorted_labels(kCounts), symbols(36), 0.2, 1, true);
  const auto test = within_class(parts.test, kCounts);
  const auto train = within_class(parts.train, kCounts);
  REQUIRE(test.size() == 88490);
  REQUIRE(train.size() == 353960);
  CHECK(slice(test, 0, 10) == std::vector<ClassAndIndex>{{24, 34281},
                                                         {18, 646},
                                                         {23, 1527},
                                                         {12, 13489},
                                                         {6, 1201},
                                                         {28, 46336},
                                                         {25, 11531},
                                                         {6, 783},
                                                         {27, 2046},
                                                         {29, 18388}});
  CHECK(slice(test, 88487, 88490) == std::vector<ClassAndIndex>{{24, 9261}, {33, 4849}, {16, 2148}});
  CHECK(slice(train, 0, 3) == std::vector<ClassAndIndex>{{34, 4788}, {16, 1012}, {30, 28813}});
  CHECK(train.back() == ClassAndIndex{23, 535});
  CHECK(crc(test) == 1460256883U);
  CHECK(crc(train) == 2995830370U);
  CHECK(supports(test) == std::vector<int64_t>{1381, 1575, 1398, 1428, 1365, 1263, 1375,  1459, 1365,
                                               1392, 2774, 1734, 4682, 2027, 2288, 233,   1152, 1444,
                                               224,  1698, 1121, 2317, 2467, 3802, 11565, 3868, 1162,
                                               2313, 9684, 4499, 5801, 836,  2157, 1254,  2172, 1215});
}

TEST_CASE("sklearn_split: PyImageSearch's split of 442,451 samples has its published supports") {
  std::vector<int64_t> counts = kCounts;
  ++counts[10];
  const auto parts = sklearn_split(sorted_labels(counts), symbols(36), 0.2, 42, true);
  const auto found = supports(within_class(parts.test, counts));
  CHECK(parts.test.size() == 88491);
  CHECK(found[15] == 232);
  CHECK(found[19] == 1699);
  CHECK(found[30] == 5802);
}

TEST_CASE("sklearn_split: a class with one sample is an error that names it") {
  CHECK_THROWS_WITH_AS(
      sklearn_split({0, 0, 0, 1, 1, 2}, Alphabet({"A", "B", "C"}), 0.5, 1, true),
      "split: class \"C\" has 1 sample, a stratified split needs at least 2 of every class (add samples, "
      "or leave the class out)",
      Error);
}

TEST_CASE("sklearn_split: a part smaller than the number of classes is an error") {
  CHECK_THROWS_WITH_AS(
      sklearn_split({0, 0, 0, 1, 1, 1}, symbols(2), 0.1, 1, false),
      "split: 5 train and 1 test samples, expected at least one of each of the 2 classes in both "
      "(another fraction, or more samples)",
      Error);
}
