// What augmentation does to one text line, drawn once.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "data/augmentations/plan.h"

namespace ductus::data {

/// A line's pixels, ink bright: [height, width] uint8.
struct LinePicture {
  const uint8_t* pixels = nullptr;
  int height = 0;
  int width = 0;
};

/// A strip of another line at the top or bottom edge, as a box cut too large has it.
struct Sliver {
  uint32_t donor = 0;    ///< a random number: the caller takes line `donor % N` of the training part
  float rows_px = 0;     ///< how far it reaches into the image; 0: none
  float shift_frac = 0;  ///< where in the donor the strip starts, in [0, 1)
};

/// One line's draw. The identity by default, for a line of `width_px`. Carried out in this order: slivers,
/// warp, thickness, blur, gamma and contrast, noise, erase, JPEG.
struct LinePlan {
  int width_px = 0;  ///< of the result
  Sliver above, below;
  std::array<float, 6> map = {1, 0, 0, 0, 1, 0};  ///< output (x, y) samples the input there, as Plan::map
  int grid_columns = 0;                           ///< control points of the elastic displacement; 0: none
  std::vector<float> displacement;                // [2, kGridRows, grid_columns]: all x, then all y, px
  float thickness = 0;                            ///< in [-1, 1], as Plan::thickness
  float blur_px = 0;                              ///< deviation of a Gaussian
  float gamma = 1;
  float contrast = 1, brightness = 0;  ///< v * contrast + brightness, v in [0, 1]
  float noise = 0;                     ///< deviation of normal noise, of 1
  uint64_t noise_seed = 0;
  std::vector<PixelBox> erase;  ///< set to paper
  int jpeg_quality = 0;         ///< [1, 100]; 0: none

  static constexpr int kGridRows = 3;
};

}  // namespace ductus::data
