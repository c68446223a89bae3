#include "data/synth/pen_strokes.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "data/rng.h"
#include "data/synth/raster.h"

using namespace ductus::data;

namespace {

constexpr int kSize = 28;
constexpr double kPi = 3.14159265;

PenStrokes one_stroke(const std::vector<Point>& points) {
  return {points, {static_cast<int>(points.size())}};
}

std::array<uint8_t, kSize * kSize> drawn(const PenStrokes& strokes, float width) {
  std::array<uint8_t, kSize * kSize> pixels{};
  Raster(kSize).fill(pen_outline(strokes, width), pixels.data());
  return pixels;
}

float distance_to_segment(const Point& at, const Point& p, const Point& q) {
  const float x = q.x - p.x, y = q.y - p.y, square = x * x + y * y;
  const float t = square > 0 ? std::clamp(((at.x - p.x) * x + (at.y - p.y) * y) / square, 0.0F, 1.0F) : 0;
  return std::hypot(at.x - p.x - t * x, at.y - p.y - t * y);
}

/// How far a point is from one stroke's line.
float distance_to(const std::vector<Point>& stroke, const Point& at) {
  float least = distance_to_segment(at, stroke[0], stroke[0]);
  for (std::size_t i = 1; i < stroke.size(); ++i)
    least = std::min(least, distance_to_segment(at, stroke[i - 1], stroke[i]));
  return least;
}

Point middle_of(int pixel) {
  return {static_cast<float>(pixel % kSize) + 0.5F, static_cast<float>(pixel / kSize) + 0.5F};
}

}  // namespace

TEST_CASE("pen_outline: a straight stroke is a bar with two half discs, wound outwards") {
  const Outline bar = pen_outline(one_stroke({{5, 10}, {20, 10}}), 3);  // 15 x 3 and a disc of radius 1.5
  CHECK(bar.ends.size() == 1);
  CHECK(signed_area(bar) == doctest::Approx(15 * 3 + kPi * 2.25).epsilon(0.01));
  CHECK(bounds(bar).low.y == doctest::Approx(8.5));
  CHECK(bounds(bar).high.x == doctest::Approx(21.5).epsilon(0.002));
}

TEST_CASE("pen_outline: a single point is a disc, and so is a pen that did not move") {
  CHECK(signed_area(pen_outline(one_stroke({{14, 14}}), 6)) == doctest::Approx(kPi * 9).epsilon(0.02));
  CHECK(signed_area(pen_outline(one_stroke({{14, 14}, {14, 14}}), 6)) ==
        doctest::Approx(kPi * 9).epsilon(0.02));
}

TEST_CASE("pen_outline: going back over a line inks it just once, but for pixels that its edge cuts") {
  const auto once = drawn(one_stroke({{6, 14}, {22, 14}}), 4);
  const auto there_and_back = drawn(one_stroke({{6, 14}, {22, 14}, {6, 14}}), 4);
  for (int i = 0; i < kSize * kSize; ++i) {
    if (once[i] == 0 || once[i] == 255) CHECK(there_and_back[i] == once[i]);
  }
}

TEST_CASE("pen_outline: whatever the stroke, ink is where the pen came by and nowhere else") {
  for (uint64_t seed = 0; seed < 60; ++seed) {
    Rng rng(seed, 0, 0, Purpose::kSynth);
    const float width = rng.uniform(1.5F, 9);
    std::vector<Point> stroke;  // sharp turns, cusps, crossings, and steps shorter than the pen is wide
    const uint32_t points = 2 + rng.below(12);
    for (uint32_t i = 0; i < points; ++i) {
      const bool near = i > 0 && rng.uniform() < 0.5F;
      const float x = near ? stroke.back().x + rng.uniform(-1, 1) : rng.uniform(6, 22);
      stroke.push_back({x, near ? stroke.back().y + rng.uniform(-1, 1) : rng.uniform(6, 22)});
      if (i > 1 && rng.uniform() < 0.2F) stroke.push_back(stroke[stroke.size() - 2]);
    }
    const auto pixels = drawn(one_stroke(stroke), width);
    CAPTURE(seed);
    int wrong = 0;
    for (int i = 0; i < kSize * kSize; ++i) {
      const float inside = width / 2 - distance_to(stroke, middle_of(i));
      // a pixel whose middle is 0.71 from the edge lies on one side of it, but for the arcs' deviation
      if (inside > 0.71F + kArcDeviation && pixels[i] < 253) ++wrong;
      if (inside < -0.72F && pixels[i] > 2) ++wrong;
    }
    CHECK(wrong == 0);
  }
}

TEST_CASE("space_out: points far apart get some between them, points too close go, ends stay") {
  PenStrokes strokes{{{0, 0}, {0.1F, 0}, {10, 0}, {10, 0.2F}, {3, 3}}, {4, 5}};
  space_out(strokes, 1, 3);
  REQUIRE(strokes.ends == std::vector<int>{5, 6});
  CHECK(strokes.points[0].x == 0);
  CHECK(strokes.points[1].x == doctest::Approx(2.5));  // four steps of 2.5: three would be longer than 3
  CHECK(strokes.points[4].y == doctest::Approx(0.2));
  CHECK(strokes.points[5].x == 3);
}
