#include "data/augmentations/lines/control_grid.h"

#include <algorithm>
#include <cmath>

#include "data/simd.h"

namespace ductus::data {
namespace {

DUCTUS_CLONES void interpolate(const float* __restrict points, int count, float step, int size,
                               float* __restrict out) {
  for (int i = 0; i < size; ++i) {
    const float place = static_cast<float>(i) * step;
    int cell = static_cast<int>(place);
    cell = cell > count - 2 ? count - 2 : cell;
    const int before = cell > 0 ? cell - 1 : 0, after = cell + 2 < count ? cell + 2 : count - 1;
    const float t = place - static_cast<float>(cell);
    const float p0 = points[before], p1 = points[cell], p2 = points[cell + 1], p3 = points[after];
    const float linear = p2 - p0, square = 2 * p0 - 5 * p1 + 4 * p2 - p3, cube = 3 * (p1 - p2) + p3 - p0;
    out[i] = p1 + 0.5F * t * (linear + t * (square + t * cube));
  }
}

DUCTUS_CLONES void add_blend(const float* __restrict curves, int width, float top, float middle, float bottom,
                             float* __restrict to) {
  static_assert(ControlGrid::kRows == 3, "a row of the field is a blend of three");
  for (int x = 0; x < width; ++x) {
    to[x] += top * curves[x] + middle * curves[width + x] + bottom * curves[2 * width + x];
  }
}

}  // namespace

ControlGrid ControlGrid::over(int width_px, float spacing_px) {
  ControlGrid grid;
  grid.columns = std::max(2, static_cast<int>(std::lround(static_cast<float>(width_px) / spacing_px)) + 1);
  grid.values.assign(static_cast<std::size_t>(kRows) * grid.columns, 0.0F);
  return grid;
}

void curve_through(const float* points, int count, int size, float* out) {
  const float step = size > 1 ? static_cast<float>(count - 1) / static_cast<float>(size - 1) : 0.0F;
  interpolate(points, count, step, size, out);
}

void GridField::set(const ControlGrid& grid, int height, int width) {
  height_ = height, width_ = width;
  curves_.resize(static_cast<std::size_t>(ControlGrid::kRows) * width);
  weights_.resize(static_cast<std::size_t>(ControlGrid::kRows) * height);
  for (int r = 0; r < ControlGrid::kRows; ++r) {
    curve_through(&grid.values[static_cast<std::size_t>(r) * grid.columns], grid.columns, width,
                  &curves_[static_cast<std::size_t>(r) * width]);
    float unit[ControlGrid::kRows] = {};
    unit[r] = 1;
    curve_through(unit, ControlGrid::kRows, height, &weights_[static_cast<std::size_t>(r) * height]);
  }
}

void GridField::add_row(int y, float* to) const {
  add_blend(curves_.data(), width_, weights_[y], weights_[height_ + y], weights_[2 * height_ + y], to);
}

}  // namespace ductus::data
