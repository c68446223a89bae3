#include <algorithm>
#include <cmath>

#include "data/augmentations/lines/line_canvas.h"
#include "data/augmentations/lines/line_renderer.h"

namespace ductus::data {
namespace {

/// The page around a line, pixel by pixel.
struct Page {
  const LinePicture& line;
  Strip above, below;

  double ink(int x, int y) const {
    if (x < 0 || x >= line.width) return 0;
    if (y >= 0 && y < line.height) return byte(line, x, y);
    if (y < 0 && y >= -above.rows) return byte(*above.donor, above.column(x), above.donor->height + y);
    if (y >= line.height && y < line.height + below.rows)
      return byte(*below.donor, below.column(x), y - line.height);
    return 0;
  }

  double sample(double x, double y) const {
    const double left = std::floor(x), top = std::floor(y);
    const int ix = static_cast<int>(left), iy = static_cast<int>(top);
    const double wx = x - left, wy = y - top;
    return (1 - wy) * ((1 - wx) * ink(ix, iy) + wx * ink(ix + 1, iy)) +
           wy * ((1 - wx) * ink(ix, iy + 1) + wx * ink(ix + 1, iy + 1));
  }

  static double byte(const LinePicture& picture, int x, int y) {
    return picture.pixels[static_cast<std::size_t>(y) * picture.width + x] / 255.0;
  }
};

double keys(double distance) {
  constexpr double a = -0.5;
  const double d = std::abs(distance);
  if (d <= 1) return ((a + 2) * d - (a + 3)) * d * d + 1;
  return d < 2 ? ((a * d - 5 * a) * d + 8 * a) * d - 4 * a : 0;
}

/// Weight of control point k at a pixel, with those beyond the ends given to the ends.
double weight(int k, int count, int pixel, int size) {
  const double place = size > 1 ? static_cast<double>(pixel) * (count - 1) / (size - 1) : 0;
  double sum = keys(place - k);
  if (k == 0) sum += keys(place + 1) + keys(place + 2);
  if (k == count - 1) sum += keys(place - count) + keys(place - count - 1);
  return sum;
}

double field(const ControlGrid& grid, int x, int y, int width, int height) {
  double sum = 0;
  for (int r = 0; r < ControlGrid::kRows && !grid.empty(); ++r) {
    for (int k = 0; k < grid.columns; ++k)
      sum += weight(r, ControlGrid::kRows, y, height) * weight(k, grid.columns, x, width) *
             grid.values[static_cast<std::size_t>(r * grid.columns + k)];
  }
  return sum;
}

}  // namespace

std::vector<double> sample_reference(const LinePicture& line, const LinePicture* above,
                                     const LinePicture* below, const LinePlan& plan) {
  const Page page{line, Strip::of(plan.above, above), Strip::of(plan.below, below)};
  const auto& m = plan.map;
  std::vector<double> out;
  for (int y = 0; y < line.height; ++y) {
    for (int x = 0; x < plan.width_px; ++x) {
      const double sx = static_cast<double>(m[0]) * x + static_cast<double>(m[1]) * y + m[2];
      const double sy = static_cast<double>(m[3]) * x + static_cast<double>(m[4]) * y + m[5];
      out.push_back(page.sample(sx + field(plan.displace_x, x, y, plan.width_px, line.height),
                                sy + field(plan.displace_y, x, y, plan.width_px, line.height)));
    }
  }
  return out;
}

}  // namespace ductus::data
