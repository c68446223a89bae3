// Keras's random affine transform as a sampling map.
#pragma once

#include <array>

#include "data/augmentations/plan.h"

namespace ductus::data {

/// One draw of ImageDataGenerator's parameters (keras-preprocessing): angles in radians, shifts in pixels.
struct KerasAffine {
  double theta = 0;
  double shift_x = 0, shift_y = 0;
  double shear = 0;
  double zoom_x = 1, zoom_y = 1;  ///< of the sampling grid: above 1 the content shrinks
};

/// M = R(theta) T(shift) Sh(shear) Z(zoom) about the image's centre, output (x, y) to input (x, y), row-major
/// 2x3.
std::array<double, 6> keras_map(const KerasAffine& draw, ImageSize size);

}  // namespace ductus::data
