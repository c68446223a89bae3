#include "data/augmentations/lines/jpeg_blocks.h"

#include <doctest/doctest.h>

#include "tests/data/line_support.h"

using namespace ductus;

namespace {

constexpr double kPi = 3.14159265358979323846;

std::vector<float> through(const test::OwnedLine& line, int quality) {
  data::LinePlan plan = test::identity(line.width);
  plan.jpeg_quality = quality;
  return test::render(line, plan);
}

/// T.81's own formulas (A.3.3), one coefficient after the other.
double reference_pixel(const test::OwnedLine& line, const std::array<int, 64>& steps, int row, int column) {
  const int top = row / 8 * 8, left = column / 8 * 8;
  const auto grey = [&](int y, int x) {
    const int inside_y = std::min(top + y, line.height - 1), inside_x = std::min(left + x, line.width - 1);
    return 127.0 - line.pixels[static_cast<std::size_t>(inside_y) * line.width + inside_x];
  };
  const auto wave = [](int u, int x) {
    return (u == 0 ? std::sqrt(0.5) : 1) * std::cos((2 * x + 1) * u * kPi / 16);
  };
  double value = 0;
  for (int v = 0; v < 8; ++v) {
    for (int u = 0; u < 8; ++u) {
      double sum = 0;
      for (int y = 0; y < 8; ++y) {
        for (int x = 0; x < 8; ++x) sum += grey(y, x) * wave(u, x) * wave(v, y) / 4;
      }
      const int step = steps[static_cast<std::size_t>(8 * v + u)];
      value += std::round(sum / step) * step * wave(u, column - left) * wave(v, row - top) / 4;
    }
  }
  return std::clamp((127 - value) / 255, 0.0, 1.0);
}

/// Letters' strokes rather than noise: vertical bars of soft edges.
test::OwnedLine bars(int height, int width) {
  test::OwnedLine line{height, width, {}};
  for (int i = 0; i < height * width; ++i) {
    line.pixels.push_back(
        static_cast<uint8_t>(127.5 + 127.5 * std::sin(0.7 * (i % width) + 0.05 * (i / width))));
  }
  return line;
}

double error(const test::OwnedLine& line, int quality) {
  const auto out = through(line, quality), plain = test::render(line, test::identity(line.width));
  double sum = 0;
  for (std::size_t i = 0; i < out.size(); ++i) sum += (out[i] - plain[i]) * (out[i] - plain[i]);
  return std::sqrt(sum / static_cast<double>(out.size()));
}

}  // namespace

TEST_CASE("jpeg: steps are the standard's table at quality 50, ones at 100, and libjpeg's between") {
  CHECK(data::jpeg_steps(50)[0] == 16);
  CHECK(data::jpeg_steps(50)[63] == 99);
  for (const int step : data::jpeg_steps(100)) CHECK(step == 1);
  // (16, 11, 10, 16, 24, 40, 51, 61) * 50 % + 1/2, whole part
  const int at75[] = {8, 6, 5, 8, 12, 20, 26, 31};
  for (std::size_t i = 0; i < 8; ++i) CHECK(data::jpeg_steps(75)[i] == at75[i]);
  CHECK(data::jpeg_steps(25)[0] == 32);
  CHECK(data::jpeg_steps(1)[0] == 255);  // 16 * 5000 %, cut
}

TEST_CASE("jpeg: quality 100 is the same to half a grey level on the mean") {
  CHECK(error(bars(32, 170), 100) < 0.5 / 255);
}

TEST_CASE("jpeg: the lower the quality, the larger the error") {
  double last = 0;
  for (const int quality : {100, 90, 70, 50, 30, 10}) {
    CAPTURE(quality);
    const double now = error(bars(32, 170), quality);
    CHECK(now > last);
    last = now;
  }
}

TEST_CASE("jpeg: equal to the standard's formulas, for sizes that are no multiple of 8 too") {
  for (const data::ImageSize size : {data::ImageSize{16, 24}, {13, 21}, {1, 1}}) {
    for (const int quality : {20, 55, 90}) {
      const auto line = test::random_line(size.height, size.width, 5);
      const auto out = through(line, quality);
      const auto steps = data::jpeg_steps(quality);
      int off = 0;
      for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x)
          off += std::abs(out[static_cast<std::size_t>(y) * size.width + x] -
                          reference_pixel(line, steps, y, x)) > 1e-4;
      }
      CHECK(off == 0);  // a coefficient on the edge between two multiples could differ: these have none
    }
  }
}

TEST_CASE("jpeg: an even picture stays even, within half a step of its mean") {
  const auto out = through({8, 8, std::vector<uint8_t>(64, 200)}, 50);
  // grey 127 - 200 = -73: DC 8 * -73 = -584 = -36.5 steps of 16, so -37: -592 / 8 = -74
  for (const float v : out) CHECK(v * 255 == doctest::Approx(201));
}
