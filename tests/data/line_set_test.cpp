#include "data/line_set.h"

#include <doctest/doctest.h>

#include <functional>

#include "tests/support/errors.h"
#include "tests/support/line_set.h"

using namespace ductus;
using data::Alphabet;
using data::LineSet;
using test::error_of;

namespace {

/// Lines two pixels high, as wide as their text has bytes; the pixels of line i are all 10 i + 1.
LineSet small_set(const std::string& alphabet, const std::vector<std::string>& texts,
                  const std::string& source) {
  LineSet set;
  set.height = 2;
  set.alphabet = Alphabet::from_characters(alphabet);
  std::vector<uint8_t> pixels;
  std::vector<int64_t> offset;
  std::vector<int32_t> width;
  std::vector<uint32_t> number;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    offset.push_back(static_cast<int64_t>(pixels.size()));
    width.push_back(static_cast<int32_t>(texts[i].size()));
    pixels.insert(pixels.end(), 2 * texts[i].size(), static_cast<uint8_t>(10 * i + 1));
    number.push_back(static_cast<uint32_t>(i));
  }
  set.texts = texts;
  set.pixels = pixels;
  set.offset = offset;
  set.width = width;
  set.number = number;
  set.source = std::vector<uint16_t>(texts.size());
  set.sources = {source};
  set.ledger.use(static_cast<int64_t>(texts.size()));
  return set;
}

template <typename T>
std::vector<T> values(const data::Buffer<T>& buffer) {
  return {buffer.begin(), buffer.end()};
}

}  // namespace

TEST_CASE("line_set: an id is the image's name, or source and number") {
  LineSet set = small_set("ab", {"a", "b", "ab"}, "lines.tsv");
  CHECK(set.id(2) == "lines.tsv#2");
  set.names = {"1.png", "2.png", "3.png"};
  CHECK(set.id(2) == "3.png");
}

TEST_CASE("line_set: labels count code points, and so do the counts of symbols") {
  const LineSet set = small_set("a€b ", {"€a", "b €€"}, "s");
  CHECK(set.labels(0) == std::vector<int32_t>{1, 0});
  CHECK(set.labels(1) == std::vector<int32_t>{2, 3, 1, 1});
  CHECK(set.symbol_counts() == std::vector<int64_t>{1, 3, 1, 1});
  CHECK(set.symbol_counts({1}) == std::vector<int64_t>{0, 2, 1, 1});
}

TEST_CASE("line_set: check finds arrays that contradict each other") {
  const LineSet good = small_set("ab", {"a", "b", "ab"}, "s");
  CHECK_NOTHROW(good.check("x"));
  const auto error_after = [&](const std::function<void(LineSet&)>& change) {
    LineSet set = good;
    change(set);
    return error_of([&] { set.check("x"); });
  };
  CHECK(error_after([](LineSet& set) { set.height = 0; }) ==
        "x: lines are 0 pixels high, expected at least 1");
  CHECK(error_after([](LineSet& set) { set.width = std::vector<int32_t>{1}; }) ==
        "x: expected an offset and a width for each of 3 texts, found 3 and 1");
  CHECK(error_after([](LineSet& set) {
          set.width = std::vector<int32_t>{1, 0, 2};
        }) == "x: s#1 is 0 pixels wide, expected at least 1");
  CHECK(error_after([](LineSet& set) {
          set.width = std::vector<int32_t>{1, 1, 3};
        }) == "x: s#2 claims 6 bytes of pixels from byte 4, there are 8");
  CHECK(error_after([](LineSet& set) {
          set.offset = std::vector<int64_t>{0, -2, 4};
        }) == "x: s#1 claims 2 bytes of pixels from byte -2, there are 8");
  CHECK(error_after([](LineSet& set) {
          set.offset = std::vector<int64_t>{0, INT64_MAX, 4};
        }).find("x: s#1") == 0);
  CHECK(error_after([](LineSet& set) { set.texts[1] = ""; }) == "x: s#1 has no text");
  CHECK(error_after([](LineSet& set) { set.texts[1] = "ac"; }) ==
        "x: the text of s#1 has 'c', which is not in the alphabet of 2 symbols");
  CHECK(error_after([](LineSet& set) { set.texts[1] = "a\xC3"; }) ==
        "x: the text of s#1 is not UTF-8 at byte 1");
  CHECK(error_after([](LineSet& set) {
          set.alphabet = Alphabet({"a", "b", "XX"});
        }) == "x: symbol 'XX' of the alphabet is not one code point, as symbols of lines are");
  CHECK(error_after([](LineSet& set) { set.number = std::vector<uint32_t>{0}; }) ==
        "x: expected a source and number for each of 3 samples, found 3 and 1");
  CHECK(error_after([](LineSet& set) { set.names = {"one"}; }) == "x: expected 3 names, found 1");
  CHECK(error_after([](LineSet& set) {
          set.group = std::vector<int32_t>{0, 0, 0};
        }) == "x: the groups have no names");
  CHECK(error_after([](LineSet& set) {
          set.group = std::vector<int32_t>{0, 1, 2};
          set.groups = {"r1", "r2"};
        }) == "x: s#2 is of group 2, expected one of 2");
  CHECK(error_after([](LineSet& set) { set.splits["test"] = std::vector<int64_t>{3}; }) ==
        "x: split 'test': index 3 is outside a set of 3 samples");
}

TEST_CASE("line_set: the content hash depends on samples, order, height and alphabet, and on nothing else") {
  const LineSet set = small_set("ab", {"a", "b", "ab"}, "s");
  const std::string hash = set.content_hash();
  CHECK(hash.size() == 32);
  CHECK(small_set("ab", {"a", "b", "ab"}, "other").content_hash() == hash);
  CHECK(small_set("ab", {"a", "b", "ba"}, "s").content_hash() != hash);
  CHECK(small_set("ba", {"a", "b", "ab"}, "s").content_hash() != hash);
  CHECK(data::subset(set, {0, 1, 2}).content_hash() == hash);
  CHECK(data::subset(set, {1, 0, 2}).content_hash() != hash);
  LineSet apart = set;  // the same lines with a hole between them
  apart.pixels = std::vector<uint8_t>{1, 1, 99, 11, 11, 21, 21, 21, 21};
  apart.offset = std::vector<int64_t>{0, 3, 5};
  CHECK(apart.content_hash() == hash);
  apart.offset = std::vector<int64_t>{0, 2, 5};
  CHECK(apart.content_hash() != hash);
}

TEST_CASE("join: lines keep ids, groups and splits, and are labelled in the new alphabet") {
  LineSet first = small_set("ab", {"a", "b", "ab"}, "lines.tsv");
  first.group = std::vector<int32_t>{1, 0, 1};
  first.groups = {"r1", "r2", "r3"};
  first.splits["train"] = std::vector<int64_t>{2, 0};
  first.splits["test"] = std::vector<int64_t>{1};
  const LineSet second = small_set("c", {"cc"}, "lines.tsv");
  const LineSet joined = data::join({first, second, first}, Alphabet::from_characters("cba"));
  joined.check("joined");
  CHECK(joined.texts == std::vector<std::string>{"a", "b", "ab", "cc", "a", "b", "ab"});
  CHECK(joined.labels(2) == std::vector<int32_t>{2, 1});
  CHECK(values(joined.width) == std::vector<int32_t>{1, 1, 2, 2, 1, 1, 2});
  CHECK(joined.image(3)[3] == 1);
  CHECK(joined.image(6)[3] == 21);
  CHECK(joined.id(3) == "lines.tsv(2)#0");
  CHECK(joined.groups ==
        std::vector<std::string>{"r1", "r2", "r3", "lines.tsv#0", "r1(2)", "r2(2)", "r3(2)"});
  CHECK(values(joined.group) == std::vector<int32_t>{1, 0, 1, 3, 5, 4, 5});
  CHECK(values(joined.splits.at("train")) == std::vector<int64_t>{2, 0, 3, 6, 4});
  CHECK(values(joined.splits.at("test")) == std::vector<int64_t>{1, 5});
  CHECK(joined.ledger.used() == 7);
}

TEST_CASE("join: lines of other heights or unknown symbols are errors") {
  const LineSet set = small_set("ab", {"a", "b"}, "s");
  LineSet high = set;
  high.height = 1;
  CHECK(error_of([&] {
          data::join({set, high}, set.alphabet);
        }) == "join: lines of one set are 2 pixels high, of another 1, expected one height");
  CHECK(error_of([&] { data::join({set}, Alphabet::from_characters("a")); }) ==
        "join: the text of s#1 has 'b', which is not in the alphabet of 1 symbols");
}

TEST_CASE("join: nothing joined is an empty set of lines") {
  const LineSet none = data::join(std::vector<LineSet>{}, Alphabet::from_characters("a"));
  CHECK(none.size() == 0);
  none.check("none");
}

TEST_CASE("subset: lines at the indices, in that order") {
  LineSet set = small_set("ab", {"a", "b", "ab"}, "s");
  set.group = std::vector<int32_t>{0, 1, 1};
  set.groups = {"r1", "r2"};
  set.splits["train"] = std::vector<int64_t>{0};
  const LineSet part = data::subset(set, {2, 0, 2});
  part.check("part");
  CHECK(part.texts == std::vector<std::string>{"ab", "a", "ab"});
  CHECK(values(part.pixels) == std::vector<uint8_t>{21, 21, 21, 21, 1, 1, 21, 21, 21, 21});
  CHECK(values(part.group) == std::vector<int32_t>{1, 0, 1});
  CHECK(part.id(0) == "s#2");
  CHECK(part.splits.empty());
  CHECK(part.ledger.used() == 3);
  CHECK(error_of([&] { data::subset(set, {3}); }) == "subset: index 3 is outside a set of 3 samples");
  data::subset(set, {}).check("none");
}

TEST_CASE("line_set: the lines that tests train on are sound, and each its own") {
  const LineSet set = test::make_lines(50, 7);
  set.check("made");
  CHECK(set.content_hash() == test::make_lines(50, 7).content_hash());
  CHECK(set.content_hash() != test::make_lines(50, 8).content_hash());
  CHECK(data::subset(set, {0, 1, 2}).content_hash() == test::make_lines(3, 7).content_hash());
  CHECK(set.groups.size() == 13);
  for (const int64_t count : set.symbol_counts()) CHECK(count > 0);
  for (int64_t i = 0; i < set.size(); ++i)
    CHECK(set.width[static_cast<std::size_t>(i)] >= 4 + 8 * static_cast<int>(set.labels(i).size()));
}
