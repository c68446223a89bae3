// The frames that numbers are written into.
#pragma once

#include "data/rng.h"
#include "data/synth/forms/colour_sheet.h"

namespace ductus::data {

struct BoxStyle {
  float line_px = 2;    ///< width of the line
  float radius_px = 0;  ///< of the corners; 0 square
  float uneven = 0;     ///< how pale and thin print gets in places, [0, 1]
  bool ticks = false;   ///< lines between a comb's cells reach up half of its height only
  Colour ink{};
};

/// Draws a frame; `box` is the middle of its line. `cells` above 1: a comb of so many cells.
void draw_box(ColourSheet& sheet, const Box& box, int cells, const BoxStyle& style, Rng& rng);

/// Cell `number` of a comb.
Box comb_cell(const Box& box, int cells, int number);

}  // namespace ductus::data
