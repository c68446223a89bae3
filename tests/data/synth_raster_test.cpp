#include "data/synth/raster.h"

#include <doctest/doctest.h>

#include <array>
#include <numeric>

#include "tests/support/outlines.h"

using namespace ductus::data;
using ductus::test::rectangle;
using ductus::test::ring;

namespace {

std::array<uint8_t, 64> drawn(const Outline& outline) {
  std::array<uint8_t, 64> pixels;
  pixels.fill(77);  // fill() replaces all of it
  Raster(8).fill(outline, pixels.data());
  return pixels;
}

}  // namespace

TEST_CASE("raster: whole pixels are 255, half covered ones about half, others 0, the first row on top") {
  const std::array<uint8_t, 64> pixels = drawn(rectangle(1, 2, 4.5F, 3));
  CHECK(int{pixels[2 * 8 + 1]} == 255);
  CHECK(int{pixels[2 * 8 + 3]} == 255);
  CHECK(int{pixels[2 * 8 + 4]} == doctest::Approx(128).epsilon(0.02));
  CHECK(int{pixels[2 * 8 + 5]} == 0);
  CHECK(std::accumulate(pixels.begin(), pixels.end(), 0) == doctest::Approx(3.5 * 255).epsilon(0.01));
}

TEST_CASE("raster: a hole is paper") {
  const std::array<uint8_t, 64> pixels = drawn(ring(0, 0, 8, 2));
  CHECK(int{pixels[0]} == 255);
  CHECK(int{pixels[4 * 8 + 4]} == 0);
}

TEST_CASE("raster: what lies outside is clipped, and nothing draws an empty image") {
  CHECK(int{drawn(rectangle(-100, -100, 100, 100))[63]} == 255);
  CHECK(drawn(Outline{}) == std::array<uint8_t, 64>{});
}
