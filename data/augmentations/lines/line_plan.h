// What augmentation does to one text line, drawn once.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "data/augmentations/lines/control_grid.h"
#include "data/augmentations/plan.h"

namespace ductus::data {

/// A line's pixels, ink bright: [height, width] uint8.
struct LinePicture {
  const uint8_t* pixels = nullptr;
  int height = 0;
  int width = 0;
};

/// A strip of another line that lies directly beyond the top or bottom edge, as in the page around a line. It
/// is seen where the map samples there: `slivers` squeezes the line to make room, as a box cut too large
/// does.
struct Sliver {
  uint32_t donor = 0;    ///< a random number: the caller takes line `donor % N` of the training part
  int rows_px = 0;       ///< 0: none
  float shift_frac = 0;  ///< where in the donor the strip starts, in [0, 1); beyond its end the donor repeats
};

/// A row or column of pixels that lost ink: a scratch, a dead dot of a thermal print head.
struct Streak {
  bool vertical = false;
  int at = 0;      ///< row or column of the result; outside it: nothing
  float lost = 0;  ///< share of the ink, [0, 1]
};

/// A rectangle set to one value, cut to the result.
struct Patch {
  PixelBox box;
  float ink = 0;  ///< [0, 1], 0: paper
};

/// One line's draw. The identity by default, for a line of `width_px`. Its members stand in the order in
/// which they are carried out: the page, its print, its paper, the camera, the file. v is ink in [0, 1];
/// after every step it is cut to that range.
struct LinePlan {
  int width_px = 0;  ///< of the result; at least 1

  // The page.
  Sliver above, below;
  std::array<float, 6> map = {1, 0, 0, 0, 1, 0};  ///< output (x, y) samples the line there, as Plan::map
  ControlGrid displace_x, displace_y;             ///< added to the sampling place, px

  // The print.
  float thickness = 0;   ///< in [-1, 1], as Plan::thickness
  ControlGrid ink_lost;  ///< v (1 - l), l cut to [0, 1]
  std::vector<Streak> streaks;

  // The paper.
  ControlGrid shade;  ///< share of the light missing: 1 - (1 - v)(1 - s)

  // The camera.
  float blur_px = 0;                   ///< deviation of a Gaussian
  float coarseness = 1;                ///< at least 1: pixels this much larger a side, enlarged again
  float gamma = 1;                     ///< v^gamma: above 1, grey gets lighter
  float contrast = 1, brightness = 0;  ///< v * contrast + brightness
  float noise = 0;                     ///< deviation of normal noise
  float grain = 0;                     ///< the same in proportion to the ink: v * grain
  uint64_t noise_seed = 0;

  // The file.
  std::vector<Patch> patches;
  int jpeg_quality = 0;  ///< [1, 100]; 0: none

  bool moves() const {
    return map != std::array<float, 6>{1, 0, 0, 0, 1, 0} || !displace_x.empty() || !displace_y.empty();
  }
};

/// Appends a sampling map that acts on output coordinates before the plan's present one.
void compose(LinePlan& plan, const std::array<double, 6>& inner);

/// Stretches or shrinks the result to another width.
void set_width(LinePlan& plan, int width_px);

}  // namespace ductus::data
