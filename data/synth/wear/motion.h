// A picture smeared along a line.
#pragma once

#include "data/synth/wear/sheet.h"

namespace ductus::data {

/// What a place of the picture takes of its neighbour at (x, y).
struct Tap {
  int x, y;
  float weight;
};

/// An even line of `length_px` through (0, 0), from the x axis towards y by `angle` (radians), spread over
/// whole pixels. Weights sum to 1.
std::vector<Tap> line_taps(float length_px, float angle);

/// Each pixel becomes the weighted sum of its neighbours; the pixels at the edge repeat.
void smear(Sheet& sheet, const std::vector<Tap>& taps);

}  // namespace ductus::data
