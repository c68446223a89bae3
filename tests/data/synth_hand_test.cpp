#include "data/synth/hand.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "tests/support/outlines.h"

using namespace ductus::data;
using ductus::test::rectangle;
using ductus::test::ring;

namespace {

using Image = std::array<uint8_t, kCharacterSize * kCharacterSize>;

Image drawn(const Outline& glyph, const Hand& hand, bool fill_box, float strength = 0, uint64_t sample = 0) {
  Rng rng(1, 0, sample, Purpose::kSynth);
  Raster raster(kCharacterSize);
  Image image;
  draw_character(glyph, hand, fill_box, strength, rng, raster, image.data());
  return image;
}

int pixel(const Image& image, int row, int column) {
  return image[static_cast<std::size_t>(row * kCharacterSize + column)];
}

/// Rows (or columns) that hold ink, first and last.
std::pair<int, int> extent(const Image& image, bool rows) {
  int first = kCharacterSize, last = -1;
  for (int i = 0; i < kCharacterSize; ++i) {
    for (int j = 0; j < kCharacterSize; ++j) {
      if ((rows ? pixel(image, i, j) : pixel(image, j, i)) < 40) continue;
      first = std::min(first, i);
      last = i;
    }
  }
  return {first, last};
}

}  // namespace

TEST_CASE("hand: strength 0 fits the glyph as it is into the 20 x 20 box, centred") {
  Rng rng(1, 0, 0, Purpose::kSynth);
  const Image image = drawn(rectangle(0, 0, 1, 2), draw_hand(rng, 0), false);
  CHECK(extent(image, true) == std::pair{4, 23});   // 20 high
  CHECK(extent(image, false) == std::pair{9, 18});  // 10 wide
  CHECK(std::accumulate(image.begin(), image.end(), 0) == 200 * 255);
}

TEST_CASE("hand: a box that is filled is touched on all four sides") {
  const Image image = drawn(rectangle(0, 0, 1, 2), Hand(), true);
  CHECK(extent(image, true) == std::pair{4, 23});
  CHECK(extent(image, false) == std::pair{4, 23});
}

TEST_CASE("hand: slant moves the top to the right") {
  Hand hand;
  hand.slant = 0.5F;
  const Image image = drawn(rectangle(0, 0, 1, 4), hand, false);
  CHECK(pixel(image, 5, 17) > 200);
  CHECK(pixel(image, 5, 10) == 0);
  CHECK(pixel(image, 22, 10) > 200);
  CHECK(pixel(image, 22, 17) == 0);
}

TEST_CASE("hand: a turn to the right moves the top to the right") {
  Hand hand;
  hand.rotate_deg = 20;
  const Image image = drawn(rectangle(0, 0, 1, 8), hand, false);
  CHECK(pixel(image, 5, 17) > 200);
  CHECK(pixel(image, 5, 10) == 0);
}

TEST_CASE("hand: the pen decides the stroke width, whatever the glyph's own") {
  Hand hand;
  hand.pen_px = 3;
  Outline thin = ring(0, 0, 1, 0.02F);
  Outline thick = ring(0, 0, 1, 0.12F);
  const auto ink = [&](const Outline& glyph) {
    const Image image = drawn(glyph, hand, false);
    return std::accumulate(image.begin(), image.end(), 0) / 255.0;
  };
  // A ring of 20 x 20 with walls of 3 covers 400 - 14 x 14 = 204; corners are rounded a little.
  CHECK(ink(thin) == doctest::Approx(204).epsilon(0.15));
  CHECK(ink(thick) == doctest::Approx(204).epsilon(0.15));
}

TEST_CASE(
    "hand: distorted characters stay in their box, reach full ink and keep blurred edges inside the image") {
  const Outline glyph = ring(0, 0, 1, 0.1F);
  for (uint64_t sample = 0; sample < 200; ++sample) {
    Rng rng(5, 0, sample, Purpose::kSynth);
    const Hand hand = draw_hand(rng, 1);
    const Image image = drawn(glyph, hand, false, 1, sample);
    const auto [top, bottom] = extent(image, true);
    const auto [left, right] = extent(image, false);
    CHECK(top >= 3);
    CHECK(bottom <= 24);
    CHECK(left >= 3);
    CHECK(right <= 24);
    CHECK(std::max(bottom - top, right - left) >= 18);
    CHECK(int{*std::max_element(image.begin(), image.end())} == 255);
  }
}
