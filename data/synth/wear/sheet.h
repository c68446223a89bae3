// The picture that wears change: a grey sheet and the points that lie on it.
#pragma once

#include <cstddef>
#include <vector>

#include "data/augmentations/lines/line_filters.h"
#include "data/synth/outline.h"

namespace ductus::data {

/// At least 1 x 1. Its size never changes: leave room around the print for wears that move it.
struct Sheet {
  int width = 0, height = 0;  ///< px
  std::vector<float> grey;    ///< [height, width], 1 paper .. 0 black
  /// Travel with the picture, exactly. px, as the edges of boxes are: the sheet's corner is (0, 0), the
  /// middle of its first pixel (0.5, 0.5). They may lie outside the sheet.
  std::vector<Point> points;

  float* row(int y) { return grey.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width); }
  std::size_t count() const { return grey.size(); }

  /// The same pixels, for filters that know no points. What they call ink is grey here.
  InkPlane plane() { return {grey.data(), height, width}; }
};

/// The grey of the sheet's paper: the median of the pixels along its edges, where no print is.
float paper_level(Sheet& sheet);

/// Pixels to [0, 1]: sums of weighted neighbours may leave it by rounding.
void cut_to_range(Sheet& sheet);

}  // namespace ductus::data
