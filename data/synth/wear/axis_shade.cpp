#include "data/synth/wear/axis_shade.h"

#include <algorithm>

#include "data/simd.h"
#include "data/synth/wear/tones.h"

namespace ductus::data {
namespace {

DUCTUS_CLONES void shade_row(const float* __restrict kept, int width, float* __restrict row) {
  for (int x = 0; x < width; ++x) row[x] *= kept[x];
}

DUCTUS_CLONES void lose_row(const float* __restrict lost, int width, float* __restrict row) {
  for (int x = 0; x < width; ++x) row[x] = lose_ink(row[x], lost[x]);
}

template <typename Filter>
void filter_along(Sheet& sheet, Axis axis, const std::vector<float>& values, const Filter& filter) {
  std::vector<float> same(axis == Axis::kDown ? static_cast<std::size_t>(sheet.width) : 0);
  for (int y = 0; y < sheet.height; ++y) {
    std::fill(same.begin(), same.end(), values[axis == Axis::kDown ? static_cast<std::size_t>(y) : 0]);
    filter(axis == Axis::kDown ? same.data() : values.data(), sheet.width, sheet.row(y));
  }
}

}  // namespace

void shade_along(Sheet& sheet, Axis axis, const std::vector<float>& kept) {
  filter_along(sheet, axis, kept, shade_row);
}

void lose_ink_along(Sheet& sheet, Axis axis, const std::vector<float>& lost) {
  filter_along(sheet, axis, lost, lose_row);
}

}  // namespace ductus::data
