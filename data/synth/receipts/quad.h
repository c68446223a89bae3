// Boxes that are no longer upright: four corners.
#pragma once

#include <array>

#include "data/synth/outline.h"

namespace ductus::data {

/// Corners clockwise from the upper left one, px.
using Quad = std::array<Point, 4>;

/// The smallest rectangle that holds all quads and whose sides run along the line that they stand on: the
/// mean direction of their upper and lower sides. `count` at least 1.
Quad hull_along_line(const Quad* quads, std::size_t count);

/// The rectangle with sides moved outwards by `margin` px, and upper and lower sides then so far that it is
/// at least `height` px high.
Quad grown(const Quad& rectangle, float margin, float height = 0);

/// Corners moved onto a page of that size.
Quad on_page(const Quad& quad, int width, int height);

}  // namespace ductus::data
