#include "data/sample_sketch.h"

#include <doctest/doctest.h>

#include <random>

#include "tests/support/errors.h"
#include "tests/support/line_set.h"

using namespace ductus;
using data::SampleSketch;
using test::error_of;

namespace {

using Hashes = std::vector<uint64_t>;

/// One image of eight pixels.
data::ImageSet image(const std::string& alphabet, int32_t label, int height, int width, uint8_t ink = 255) {
  data::ImageSet set;
  set.alphabet = data::Alphabet::from_characters(alphabet);
  set.height = height;
  set.width = width;
  set.pixels = std::vector<uint8_t>{0, 0, ink, 0, 0, 0, 0, 0};
  set.labels = std::vector<int32_t>{label};
  return set;
}

uint64_t hash_of(const data::ImageSet& set) { return data::sample_hashes(set, {0}).at(0); }

Hashes random_hashes(std::size_t count, uint32_t seed) {
  std::mt19937_64 random(seed);
  Hashes hashes(count);
  for (uint64_t& hash : hashes) hash = random() >> 16;
  return hashes;
}

}  // namespace

TEST_CASE("sample_hashes: the symbol, the pixels and their shape tell, not the alphabet around the symbol") {
  const uint64_t hash = hash_of(image("0123", 3, 2, 4));
  CHECK(hash < uint64_t{1} << 48);
  CHECK(hash_of(image("A3", 1, 2, 4)) == hash);
  CHECK(hash_of(image("0123", 2, 2, 4)) != hash);
  CHECK(hash_of(image("0123", 3, 4, 2)) != hash);
  CHECK(hash_of(image("0123", 3, 2, 4, 254)) != hash);
}

TEST_CASE("sample_hashes: lines, in the order asked for, wherever they stand and in any alphabet") {
  const data::LineSet lines = test::make_lines(6, 1);
  const Hashes hashes = data::sample_hashes(lines, {4, 1});
  CHECK(hashes[0] != hashes[1]);
  const data::LineSet part =
      data::join({data::subset(lines, {1, 4})}, data::Alphabet::from_characters("9876543210xyz"));
  CHECK(data::sample_hashes(part, {1, 0}) == hashes);
  data::LineSet other = lines;
  other.texts[4] += "0";
  CHECK(data::sample_hashes(other, {4})[0] != hashes[0]);
}

TEST_CASE("sample sketch: of a small set all is told, of none nothing") {
  const SampleSketch sketch({7, 3, 7, 5});
  const auto overlap = sketch.overlap({3, 4, 5, 5, 1000000});
  CHECK(overlap.told == 5);
  CHECK(overlap.found == 3);
  CHECK(SampleSketch().empty());
  CHECK(SampleSketch().overlap({3}).told == 0);
}

TEST_CASE("sample sketch: of a large set it tells of samples up to the largest hash that is kept") {
  Hashes tens(2000);
  for (std::size_t i = 0; i < tens.size(); ++i) tens[i] = 10 * (tens.size() - 1 - i);
  const auto overlap = SampleSketch(tens).overlap({0, 5, 10230, 10231, 10240, 19990});
  CHECK(overlap.told == 3);  // 0, 5, and 10230, the 1024th
  CHECK(overlap.found == 2);
}

TEST_CASE("sample sketch: what it finds is the share of the samples that the set has") {
  const Hashes known = random_hashes(20000, 1);
  Hashes judged(known.begin(), known.begin() + 3000);
  const Hashes others = random_hashes(1000, 2);
  judged.insert(judged.end(), others.begin(), others.end());
  const auto overlap = SampleSketch(known).overlap(judged);
  CHECK(overlap.told > 150);  // 4000 * 1024 / 20000 = 205 are expected
  CHECK(overlap.told < 260);
  CHECK(static_cast<double>(overlap.found) / static_cast<double>(overlap.told) ==
        doctest::Approx(0.75).epsilon(0.12));
  CHECK(SampleSketch(known).overlap(others).found == 0);
}

TEST_CASE("sample sketch: its text is read back, and nothing else is") {
  CHECK(SampleSketch({0xabc, 1}).text() == "000000000001000000000abc");
  const SampleSketch large(random_hashes(5000, 3));
  CHECK(large.text().size() == 12 * SampleSketch::kKept);
  CHECK(SampleSketch::from_text(large.text()).text() == large.text());
  CHECK(SampleSketch::from_text("").empty());
  const auto error = [](const std::string& text) { return error_of([&] { SampleSketch::from_text(text); }); };
  CHECK(error("00000000000") ==
        "a sketch of samples: expected at most 1024 numbers of 12 digits, found 11 digits");
  CHECK(error(large.text() + "ffffffffffff") ==
        "a sketch of samples: expected at most 1024 numbers of 12 digits, found 12300 digits");
  CHECK(error("000000000001-00000000002") ==
        "a sketch of samples: expected ascending hexadecimal numbers of 12 digits, at digit 12");
  CHECK(error("000000000001000000000001").find("ascending") != std::string::npos);
}
