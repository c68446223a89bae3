#include <algorithm>
#include <cmath>

#include "data/augmentations/render_cpu.h"

namespace ductus::data {
namespace {

double pixel(const uint8_t* image, ImageSize size, int x, int y) {
  const bool inside = x >= 0 && y >= 0 && x < size.width && y < size.height;
  return inside ? image[y * size.width + x] / 255.0 : 0.0;
}

double sample(const uint8_t* image, ImageSize size, double x, double y, Fill fill) {
  const double border = fill == Fill::kPaper ? 1 : 0;
  x = std::clamp(x, -border, size.width - 1 + border);
  y = std::clamp(y, -border, size.height - 1 + border);
  const int ix = static_cast<int>(std::floor(x)), iy = static_cast<int>(std::floor(y));
  const double wx = x - ix, wy = y - iy;
  const double top = (1 - wx) * pixel(image, size, ix, iy) + wx * pixel(image, size, ix + 1, iy);
  const double bottom = (1 - wx) * pixel(image, size, ix, iy + 1) + wx * pixel(image, size, ix + 1, iy + 1);
  return (1 - wy) * top + wy * bottom;
}

double displacement(const Plan& plan, int axis, int x, int y, ImageSize size) {
  const auto wx = control_weights(x, size.width), wy = control_weights(y, size.height);
  double sum = 0;
  for (int r = 0; r < Plan::kGrid; ++r) {
    for (int k = 0; k < Plan::kGrid; ++k)
      sum += wy[r] * wx[k] * plan.displacement[(axis * Plan::kGrid + r) * Plan::kGrid + k];
  }
  return sum;
}

float extreme3(const std::vector<float>& in, ImageSize size, int x, int y, bool largest) {
  float found = in[y * size.width + x];
  for (int v = std::max(y - 1, 0); v <= std::min(y + 1, size.height - 1); ++v) {
    for (int u = std::max(x - 1, 0); u <= std::min(x + 1, size.width - 1); ++u) {
      const float value = in[v * size.width + u];
      found = largest ? std::max(found, value) : std::min(found, value);
    }
  }
  return found;
}

}  // namespace

std::vector<float> render_reference(const uint8_t* image, ImageSize size, const Plan& plan) {
  std::vector<float> warped(static_cast<std::size_t>(size.height) * size.width);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      double sx = plan.map[0] * x + plan.map[1] * y + plan.map[2],
             sy = plan.map[3] * x + plan.map[4] * y + plan.map[5];
      if (plan.elastic) sx += displacement(plan, 0, x, y, size), sy += displacement(plan, 1, x, y, size);
      warped[y * size.width + x] = static_cast<float>(sample(image, size, sx, sy, plan.fill));
    }
  }
  std::vector<float> out = warped;
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      float& value = out[y * size.width + x];
      if (plan.thickness != 0)
        value += std::abs(plan.thickness) * (extreme3(warped, size, x, y, plan.thickness > 0) - value);
      const PixelBox& box = plan.erase;
      if (y >= box.top && y < box.bottom && x >= box.left && x < box.right) value = 0;
    }
  }
  return out;
}

}  // namespace ductus::data
