// Light that changes along one axis of the sheet only, as on paper that is bent or folded along the other.
#pragma once

#include <vector>

#include "data/synth/wear/sheet.h"

namespace ductus::data {

enum class Axis { kAcross, kDown };  ///< along x; along y

inline int length_along(const Sheet& sheet, Axis axis) {
  return axis == Axis::kAcross ? sheet.width : sheet.height;
}

/// grey * kept[place along the axis]
void shade_along(Sheet& sheet, Axis axis, const std::vector<float>& kept);

/// Takes this share of the ink off: where paper cracked along a fold.
void lose_ink_along(Sheet& sheet, Axis axis, const std::vector<float>& lost);

}  // namespace ductus::data
