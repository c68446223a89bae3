#include "data/augmentations/lines/line_filters.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>

#include "tests/data/line_support.h"

using namespace ductus::data;
using ductus::test::farthest;

namespace {

/// A plane that owns its pixels.
struct Plane {
  int height, width;
  std::vector<float> v;
  FilterScratch scratch;
  GridField field;

  Plane(int h, int w, float value = 0) : height(h), width(w), v(static_cast<std::size_t>(h) * w, value) {}

  InkPlane ink() { return {v.data(), height, width}; }
  float& at(int y, int x) { return v[static_cast<std::size_t>(y) * width + x]; }
  double sum() const { return std::accumulate(v.begin(), v.end(), 0.0); }
};

Plane dot(int height, int width) {
  Plane plane(height, width);
  plane.at(height / 2, width / 2) = 1;
  return plane;
}

}  // namespace

TEST_CASE("line thickness: 1 is the 3x3 maximum, -1 the minimum, and a half lies half way") {
  Plane thick = dot(5, 7);
  change_thickness(thick.ink(), 1, thick.scratch);
  CHECK(std::count(thick.v.begin(), thick.v.end(), 1.0F) == 9);
  CHECK(thick.at(1, 2) == 1);
  CHECK(thick.at(3, 4) == 1);
  Plane thin = dot(5, 7);
  change_thickness(thin.ink(), -1, thin.scratch);
  CHECK(thin.sum() == 0);
  Plane half = dot(5, 7);
  change_thickness(half.ink(), 0.5F, half.scratch);
  CHECK(half.at(2, 3) == 1);
  CHECK(half.at(1, 3) == 0.5F);
}

TEST_CASE("line fading: ink is kept in proportion, lost shares beyond [0, 1] are cut") {
  Plane plane(3, 3, 0.8F);
  ControlGrid grid{3, {0, 0.5F, 1, 0, 0.5F, 1, -1, 0.5F, 2}};
  lose_ink(plane.ink(), grid, plane.field, plane.scratch);
  const std::vector<float> expected{0.8F, 0.4F, 0, 0.8F, 0.4F, 0, 0.8F, 0.4F, 0};
  CHECK(farthest(plane.v, expected) < 1e-6);
}

TEST_CASE("line streaks: a row or a column loses its share. One outside the picture is none") {
  Plane plane(2, 3, 1);
  draw_streaks(plane.ink(), {{false, 1, 0.5F}, {true, 2, 1}, {true, 3, 1}, {false, 2, 1}, {false, -1, 1}});
  CHECK(plane.v == std::vector<float>{1, 1, 0, 0.5F, 0.5F, 0});
}

TEST_CASE(
    "line background: shade takes its share of the light, and what would be brighter than paper is paper") {
  Plane plane(3, 2);
  for (int y = 0; y < 3; ++y) plane.at(y, 1) = 0.5F;
  ControlGrid grid{2, {0.2F, 0.2F, 0, 0, -0.2F, -0.2F}};
  shade_paper(plane.ink(), grid, plane.field, plane.scratch);
  // 1 - (1 - v)(1 - s): 1 - 0.8, 1 - 0.5 * 0.8; unchanged; cut at 0, 1 - 0.5 * 1.2
  CHECK(farthest(plane.v, std::vector<float>{0.2F, 0.6F, 0, 0.5F, 0, 0.4F}) < 1e-6);
}

TEST_CASE("line blur: a dot becomes a Gaussian of this deviation and keeps its ink") {
  Plane plane = dot(21, 33);
  blur(plane.ink(), 1.5F, plane.scratch);
  CHECK(plane.sum() == doctest::Approx(1).epsilon(1e-5));
  double variance = 0;
  for (int y = 0; y < 21; ++y) {
    for (int x = 0; x < 33; ++x) variance += (x - 16) * (x - 16) * static_cast<double>(plane.at(y, x));
  }
  CHECK(variance == doctest::Approx(2.25).epsilon(0.03));  // cut at three deviations: a little less
  CHECK(plane.at(10, 18) == doctest::Approx(plane.at(12, 16)));
  CHECK(plane.at(10, 18) / plane.at(10, 16) == doctest::Approx(std::exp(-0.5 * 4 / 2.25)).epsilon(1e-5));
}

TEST_CASE("line resolution: pixels twice as large are means, with straight lines between their centres") {
  Plane plane(1, 4);
  plane.v = {0.2F, 0.4F, 0.8F, 1};
  coarsen(plane.ink(), 2, plane.scratch);
  // means 0.3 and 0.9 at 0.5 and 2.5; beyond the centres they repeat
  CHECK(farthest(plane.v, std::vector<float>{0.3F, 0.45F, 0.75F, 0.9F}) < 1e-6);
}

TEST_CASE(
    "line blur and resolution: an even picture stays as it is up to its edges, for any size and strength") {
  const struct {
    void (*filter)(const InkPlane&, float, FilterScratch&);
    std::vector<float> strengths;
    double rounding;
  } filters[] = {{blur, {0.5F, 1.5F, 4}, 1e-6}, {coarsen, {1.1F, 1.7F, 3, 8}, 1e-5}};  // of edges up to 170
  for (const auto& [filter, strengths, rounding] : filters) {
    for (const float strength : strengths) {
      for (const int width : {1, 2, 3, 4, 17, 170}) {
        Plane plane(7, width, 0.6F);
        filter(plane.ink(), strength, plane.scratch);
        REQUIRE(farthest(plane.v, std::vector<float>(plane.v.size(), 0.6F)) < rounding);
      }
    }
  }
}

TEST_CASE("line gamma: the power, then contrast and brightness, cut to [0, 1]") {
  for (const float gamma : {0.6F, 1.0F, 2.0F}) {
    Plane plane(1, 1001);
    for (int i = 0; i <= 1000; ++i) plane.at(0, i) = static_cast<float>(i) / 1000;
    std::vector<double> expected;
    for (const float v : plane.v)
      expected.push_back(
          std::clamp(std::pow(static_cast<double>(v), static_cast<double>(gamma)) * 1.2 - 0.05, 0.0, 1.0));
    change_tone(plane.ink(), gamma, 1.2F, -0.05F);
    CHECK(farthest(plane.v, expected) <
          0.01);  // the table's first step, the steepest: v^0.6 within 0.009 of its chord
    if (gamma >= 1) CHECK(farthest(plane.v, expected) < 1e-5);
  }
}

TEST_CASE("line noise: mean 0, the deviation asked for, and the shape of a normal distribution") {
  constexpr int kCount = 200000;
  Plane plane(100, kCount / 100, 0.5F);
  add_noise(plane.ink(), 0.05F, 0.1F, 77);  // 0.05 + 0.1 * 0.5
  double mean = 0, square = 0, fourth = 0, within = 0;
  for (const float v : plane.v) {
    const double n = (v - 0.5) / 0.1;
    mean += n / kCount, square += n * n / kCount, fourth += n * n * n * n / kCount, within += std::abs(n) < 1;
  }
  CHECK(std::abs(mean) < 0.01);  // 4 / sqrt(200000)
  CHECK(square == doctest::Approx(1).epsilon(0.015));
  CHECK(fourth == doctest::Approx(2.7).epsilon(0.03));  // Irwin-Hall of n: 3 - 6 / (5 n); normal: 3
  CHECK(within / kCount == doctest::Approx(0.6827).epsilon(0.02));
}

TEST_CASE("line noise: neighbours, rows and seeds know nothing of each other") {
  const auto noise = [](uint64_t seed) {
    Plane plane(200, 200, 0.5F);
    add_noise(plane.ink(), 0.1F, 0, seed);
    for (float& v : plane.v) v = (v - 0.5F) / 0.1F;
    return plane.v;
  };
  const auto correlation = [](const std::vector<float>& a, const std::vector<float>& b, std::size_t lag) {
    double sum = 0;
    for (std::size_t i = 0; i + lag < a.size(); ++i) sum += static_cast<double>(a[i] * b[i + lag]);
    return std::abs(sum / static_cast<double>(a.size() - lag));
  };
  const auto one = noise(1), next = noise(2), far = noise(1ULL << 32 | 1);
  for (const std::size_t lag : {1, 2, 3, 200}) CHECK(correlation(one, one, lag) < 0.02);  // 4 / sqrt(40000)
  for (const std::size_t lag : {0, 1, 2}) {
    CHECK(correlation(one, next, lag) < 0.02);
    CHECK(correlation(one, far, lag) < 0.02);
  }
}

TEST_CASE("line patches: exactly the box, cut to the picture") {
  Plane plane(3, 4, 0.5F);
  paste_patches(plane.ink(), {{{1, 1, 2, 3}, 1}, {{2, 3, 9, 9}, 0}, {{0, 7, 3, 9}, 0}});
  CHECK(plane.v == std::vector<float>{0.5F, 0.5F, 0.5F, 0.5F, 0.5F, 1, 1, 0.5F, 0.5F, 0.5F, 0.5F, 0});
}

TEST_CASE("control grid: a curve passes through its points and is straight between points on a line") {
  const float points[] = {1, 2, 3, 4, 0};
  std::vector<float> out(41);  // a point every 10 pixels
  curve_through(points, 5, 41, out.data());
  for (int k = 0; k < 5; ++k) CHECK(out[10 * k] == doctest::Approx(points[k]));
  for (int i = 10; i <= 20; ++i) CHECK(out[i] == doctest::Approx(1 + i / 10.0));  // four points on a line
}

TEST_CASE("control grid: a column about every spacing_px, and two at least") {
  CHECK(ControlGrid::over(200, 20).columns == 11);
  CHECK(ControlGrid::over(1, 20).columns == 2);
  CHECK(ControlGrid::over(200, 20).values.size() == 33);
}
