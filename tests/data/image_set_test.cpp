#include "data/image_set.h"

#include <doctest/doctest.h>

#include "tests/support/errors.h"

using namespace ductus;
using data::Alphabet;
using data::ImageSet;
using test::error_of;

namespace {

/// Images of 1 x 2 pixels, (10 i, 10 i + 1), with the given labels.
ImageSet small_set(const std::string& alphabet, std::vector<int32_t> labels, const std::string& source) {
  ImageSet set;
  set.height = 1;
  set.width = 2;
  set.alphabet = Alphabet::from_characters(alphabet);
  std::vector<uint8_t> pixels;
  std::vector<uint32_t> number;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    pixels.push_back(static_cast<uint8_t>(10 * i));
    pixels.push_back(static_cast<uint8_t>(10 * i + 1));
    number.push_back(static_cast<uint32_t>(i));
  }
  set.source = std::vector<uint16_t>(labels.size());
  set.ledger.use(static_cast<int64_t>(labels.size()));
  set.pixels = std::move(pixels);
  set.labels = std::move(labels);
  set.number = std::move(number);
  set.sources = {source};
  return set;
}

template <typename T>
std::vector<T> values(const data::Buffer<T>& buffer) {
  return {buffer.begin(), buffer.end()};
}

}  // namespace

TEST_CASE("image_set: an id is the sample's own name, or its source and number") {
  ImageSet set = small_set("ab", {0, 1, 1}, "az.csv");
  CHECK(set.id(2) == "az.csv#2");
  set.names = {"a/1.png", "b/2.png", "b/3.png"};
  CHECK(set.id(2) == "b/3.png");
}

TEST_CASE("image_set: counts a class, of all samples or of some") {
  const ImageSet set = small_set("abc", {0, 2, 2, 0, 0}, "s");
  CHECK(set.class_counts() == std::vector<int64_t>{3, 0, 2});
  CHECK(set.class_counts({1, 3}) == std::vector<int64_t>{1, 0, 1});
}

TEST_CASE("image_set: check finds arrays that contradict each other") {
  const ImageSet good = small_set("ab", {0, 1, 1}, "s");
  CHECK_NOTHROW(good.check("x"));
  ImageSet set = good;
  set.labels = std::vector<int32_t>{0, 1, 2};
  CHECK(error_of([&] { set.check("x"); }) == "x: s#2 has label 2, expected 0 to 1");
  set = good;
  set.pixels = std::vector<uint8_t>(5);
  CHECK(error_of([&] { set.check("x"); }) == "x: expected 6 bytes of pixels for 3 labels, found 5");
  set = good;
  set.source = std::vector<uint16_t>{0, 0, 4};
  CHECK(error_of([&] { set.check("x"); }) == "x: sample 2 is of source 4, expected one of 1");
  set = good;
  set.number = std::vector<uint32_t>{0};
  CHECK(error_of([&] { set.check("x"); }) ==
        "x: expected a source and number for each of 3 samples, found 3 and 1");
  set = good;
  set.names = {"one"};
  CHECK(error_of([&] { set.check("x"); }) == "x: expected 3 names, found 1");
  set = good;
  set.splits["train"] = std::vector<int64_t>{0, 3};
  CHECK(error_of([&] { set.check("x"); }) == "x: split 'train': index 3 is outside a set of 3 samples");
}

TEST_CASE("image_set: the content hash depends on samples, order, size and alphabet, and on nothing else") {
  const ImageSet set = small_set("ab", {0, 1, 1}, "s");
  const std::string hash = set.content_hash();
  CHECK(hash.size() == 32);
  CHECK(small_set("ab", {0, 1, 1}, "other").content_hash() == hash);
  CHECK(small_set("ab", {0, 1, 0}, "s").content_hash() != hash);
  CHECK(small_set("ac", {0, 1, 1}, "s").content_hash() != hash);
  CHECK(data::subset(set, {0, 1, 2}).content_hash() == hash);
  CHECK(data::subset(set, {0, 2, 1}).content_hash() != hash);
  ImageSet turned = set;
  std::swap(turned.height, turned.width);
  CHECK(turned.content_hash() != hash);
}

TEST_CASE("join: labels are translated, ids and splits kept") {
  ImageSet letters = small_set("AB", {1, 0}, "az.csv");
  ImageSet digits = small_set("01", {0, 1, 1}, "mnist");
  letters.splits["train"] = std::vector<int64_t>{0, 1};
  digits.splits["train"] = std::vector<int64_t>{2};
  digits.splits["test"] = std::vector<int64_t>{0, 1};
  const ImageSet joined = data::join({letters, digits}, Alphabet::from_characters("01AB"));
  joined.check("joined");
  CHECK(values(joined.labels) == std::vector<int32_t>{3, 2, 0, 1, 1});
  CHECK(values(joined.pixels) == std::vector<uint8_t>{0, 1, 10, 11, 0, 1, 10, 11, 20, 21});
  CHECK(joined.id(1) == "az.csv#1");
  CHECK(joined.id(4) == "mnist#2");
  CHECK(joined.ledger.used() == 5);
  CHECK(values(joined.splits.at("train")) == std::vector<int64_t>{0, 1, 4});
  CHECK(values(joined.splits.at("test")) == std::vector<int64_t>{2, 3});
}

TEST_CASE("join: a set without splits is training data beside one that has some") {
  data::ImageSet split = small_set("a", {0, 0, 0}, "s");
  split.splits["train"] = std::vector<int64_t>{0, 1};
  split.splits["test"] = std::vector<int64_t>{2};
  const auto joined = data::join({small_set("a", {0}, "t"), split}, split.alphabet);
  CHECK(values(joined.splits.at("train")) == std::vector<int64_t>{0, 1, 2});
  CHECK(values(joined.splits.at("test")) == std::vector<int64_t>{3});
}

TEST_CASE("join: sources of one name stay apart") {
  const ImageSet set = small_set("a", {0}, "train-images-idx3-ubyte");
  const ImageSet joined = data::join({set, set, set}, set.alphabet);
  CHECK(joined.id(0) == "train-images-idx3-ubyte#0");
  CHECK(joined.id(1) == "train-images-idx3-ubyte(2)#0");
  CHECK(joined.id(2) == "train-images-idx3-ubyte(3)#0");
}

TEST_CASE("join: groups of different sets never meet, and a sample without one is alone") {
  ImageSet grouped = small_set("a", {0, 0, 0}, "s");
  grouped.group = std::vector<int32_t>{5, 5, 0};
  const ImageSet lone = small_set("a", {0, 0}, "t");
  const std::vector<int32_t> expected = {0, 0, 1, 2, 3, 4, 4, 5};
  CHECK(values(data::join({grouped, lone, grouped}, lone.alphabet).group) == expected);
  grouped.group = std::vector<int32_t>{INT32_MAX, INT32_MAX, INT32_MIN};  // numbers without names may be any
  CHECK(values(data::join({grouped, lone, grouped}, lone.alphabet).group) == expected);
  grouped.group = std::vector<int32_t>{-1, -1, 1500000000};
  CHECK(values(data::join({grouped, lone, grouped}, lone.alphabet).group) == expected);
}

TEST_CASE("join: beside groups with names, numbers and lone samples get some") {
  ImageSet numbered = small_set("a", {0, 0, 0}, "s"), named = small_set("a", {0, 0}, "t");
  numbered.group = std::vector<int32_t>{7, -1, 7};
  named.group = std::vector<int32_t>{2, 0};
  named.groups = {"ann", "bob", "eve"};
  const ImageSet joined = data::join({numbered, named, small_set("a", {0}, "u"), numbered}, named.alphabet);
  joined.check("joined");
  CHECK(values(joined.group) == std::vector<int32_t>{0, 1, 0, 4, 2, 5, 6, 7, 6});
  CHECK(joined.groups == std::vector<std::string>{"group 7", "group -1", "ann", "bob", "eve", "u#0",
                                                  "group 7(2)", "group -1(2)"});
}

TEST_CASE("join: names of some become ids of all") {
  ImageSet named = small_set("a", {0}, "folder");
  named.names = {"a/x.png"};
  const ImageSet joined = data::join({small_set("a", {0}, "az.csv"), named}, named.alphabet);
  CHECK(joined.id(0) == "az.csv#0");
  CHECK(joined.id(1) == "a/x.png");
}

TEST_CASE("join: samples of one name are told apart, those of one set too") {
  ImageSet named = small_set("a", {0, 0, 0}, "folder");
  named.names = {"x.png", "y.png", "x.png"};
  const ImageSet joined = data::join({named, named}, named.alphabet);
  std::vector<std::string> ids;
  for (int64_t i = 0; i < joined.size(); ++i) ids.push_back(joined.id(i));
  CHECK(ids == std::vector<std::string>{"x.png", "y.png", "x.png(2)", "x.png(3)", "y.png(2)", "x.png(4)"});
}

TEST_CASE("join: a symbol that occurs must be in the alphabet, one that does not need not") {
  const ImageSet set = small_set("abc", {0, 1}, "s");
  CHECK(data::join({set}, Alphabet::from_characters("ba")).labels[0] == 1);
  CHECK(error_of([&] { data::join({set}, Alphabet::from_characters("a")); }) ==
        "join: s#1 is a 'b', which is not in the alphabet of 1 symbols");
}

TEST_CASE("join: images of different sizes are an error") {
  ImageSet other = small_set("a", {0}, "t");
  other.height = 2;
  other.width = 1;
  CHECK(error_of([&] {
          data::join({small_set("a", {0}, "s"), other}, other.alphabet);
        }).find("join: images of one set are 1 x 2 pixels") == 0);
}

TEST_CASE("join: parts of a drawing keep its origin where they follow each other, and nowhere else") {
  ImageSet first = small_set("a", {0, 0, 0}, "A-Z"), second = first;
  second.number = std::vector<uint32_t>{3, 4, 5};
  first.origin = second.origin = "drawn";
  const auto origin = [&](const std::vector<ImageSet>& sets) {
    return data::join(sets, first.alphabet).origin;
  };
  CHECK(origin({first}) == "drawn");
  CHECK(origin({first, second}) == "drawn");
  CHECK(origin({second, first}).empty());
  CHECK(origin({first, first}).empty());
  CHECK(origin({first, second, second}).empty());
  ImageSet other = second;
  other.origin = "drawn otherwise";
  CHECK(origin({first, other}).empty());
}

TEST_CASE("join: nothing joined is an empty set") {
  CHECK(data::join({}, Alphabet::from_characters("a")).size() == 0);
}

TEST_CASE("subset: the samples at the indices, in that order") {
  ImageSet set = small_set("ab", {0, 1, 1}, "s");
  set.group = std::vector<int32_t>{4, 5, 6};
  const ImageSet part = data::subset(set, {2, 0, 2});
  part.check("part");
  CHECK(values(part.pixels) == std::vector<uint8_t>{20, 21, 0, 1, 20, 21});
  CHECK(values(part.labels) == std::vector<int32_t>{1, 0, 1});
  CHECK(values(part.group) == std::vector<int32_t>{6, 4, 6});
  CHECK(part.id(0) == "s#2");
  CHECK(error_of([&] { data::subset(set, {3}); }) == "subset: index 3 is outside a set of 3 samples");
}
