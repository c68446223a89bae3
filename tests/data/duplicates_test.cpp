#include "data/duplicates.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/support/line_set.h"

using namespace ductus;
using data::ImageSet;

namespace {

/// One sample a character: of pixel `image[i]` and label `labels[i]` ('0' is 0).
ImageSet set_of(const std::string& image, const std::string& labels) {
  ImageSet set;
  set.height = set.width = 1;
  set.alphabet = data::Alphabet::from_characters("01");
  set.pixels = std::vector<uint8_t>(image.begin(), image.end());
  std::vector<int32_t> numbers;
  for (const char label : labels) numbers.push_back(label - '0');
  set.labels = numbers;
  return set;
}

}  // namespace

TEST_CASE("duplicates: a sample that equals an earlier one is counted, with another label apart") {
  const auto found = data::find_duplicates(set_of("abacaab", "0000101"));
  // a: 2, 4 and 5 repeat 0, of which 4 has another label; b: 6 repeats 1 with another label
  CHECK(found.repeated == 4);
  CHECK(found.conflicting == 2);
  CHECK(found.leaks.empty());
}

TEST_CASE("duplicates: parts are held against each other, what is judged on against train") {
  ImageSet set = set_of("abcdaabb", "00000000");
  set.splits["train"] = std::vector<int64_t>{0, 1, 2};
  set.splits["test"] = std::vector<int64_t>{3, 4, 5};
  set.splits["validation"] = std::vector<int64_t>{6, 7};
  const auto leaks = data::find_duplicates(set).leaks;
  REQUIRE(leaks.size() == 3);
  CHECK(leaks[0].part == "test");
  CHECK(leaks[0].other == "train");
  CHECK(leaks[0].samples == 2);  // the two a
  CHECK(leaks[1].part == "test");
  CHECK(leaks[1].other == "validation");
  CHECK(leaks[1].samples == 0);
  CHECK(leaks[2].part == "validation");
  CHECK(leaks[2].other == "train");
  CHECK(leaks[2].samples == 2);  // the two b
}

TEST_CASE("duplicates: without them every picture stays once, and the ledger names what left") {
  ImageSet set = set_of("abacaab", "0000101");
  set.sources = {"s"};
  set.source = std::vector<uint16_t>(7, 0);
  set.number = std::vector<uint32_t>{0, 1, 2, 3, 4, 5, 6};
  set.ledger.use(7);
  const ImageSet unique = data::without_duplicates(set);
  CHECK(std::string(unique.pixels.begin(), unique.pixels.end()) == "abc");
  CHECK(unique.ledger.used() == 3);
  CHECK(unique.ledger.seen() == 7);
  CHECK(unique.ledger.dropped().at("duplicate").ids == std::vector<std::string>{"s#2", "s#4", "s#5", "s#6"});
}

TEST_CASE("duplicates: without them the parts that the set came with stay") {
  ImageSet set = set_of("abacd", "00000");
  set.sources = {"s"};
  set.source = std::vector<uint16_t>(5, 0);
  set.number = std::vector<uint32_t>{0, 1, 2, 3, 4};
  set.splits["train"] = std::vector<int64_t>{0, 1, 2};
  set.splits["test"] = std::vector<int64_t>{4, 3};
  const ImageSet unique = data::without_duplicates(set);
  const auto part = [&](const char* name) {
    const auto& indices = unique.splits.at(name);
    return std::vector<int64_t>(indices.begin(), indices.end());
  };
  CHECK(part("train") == std::vector<int64_t>{0, 1});
  CHECK(part("test") == std::vector<int64_t>{3, 2});
}

TEST_CASE("duplicates: lines are the same when their pixels are, and may say different things") {
  data::LineSet set = data::subset(test::make_lines(4, 1), {0, 1, 0, 2, 1});
  set.splits["train"] = std::vector<int64_t>{0, 1};
  set.splits["test"] = std::vector<int64_t>{2, 3};
  set.texts[4] = set.texts[4] == "0" ? "1" : "0";
  const auto found = data::find_duplicates(set);
  CHECK(found.repeated == 2);
  CHECK(found.conflicting == 1);
  REQUIRE(found.leaks.size() == 1);
  CHECK(found.leaks[0].samples == 1);
  const data::LineSet unique = data::without_duplicates(set);
  CHECK(unique.size() == 3);
  CHECK(unique.ledger.summary() == "seen 5, used 3, dropped 2: duplicate 2 (lines#0, lines#1)");
}
