// Characters as a pen writes them: strokes without width, and the ink that a round pen leaves along them.
#pragma once

#include <vector>

#include "data/synth/outline.h"

namespace ductus::data {

/// Open polylines: where the middle of the pen goes. A stroke of a single point is a dot.
struct PenStrokes {
  std::vector<Point> points;
  std::vector<int> ends;  ///< one past the last point of each stroke

  bool empty() const { return points.empty(); }
};

/// Leaves out points closer than `shortest` to the one before (a stroke's last point stays), and puts points
/// on segments longer than `longest`, so that moving the points bends straight lines too.
void space_out(PenStrokes& strokes, float shortest, float longest);

/// What a round pen `width` wide inks: joined and capped round, one contour a stroke, every part of which is
/// wound as often as the pen has come by. Filled by the non-zero rule that is the union of discs along the
/// strokes; arcs deviate from the circle by at most kArcDeviation. A raster that adds up coverage counts
/// pixels on the edge of two passes twice: lines that are gone over again come out a little bolder.
Outline pen_outline(const PenStrokes& strokes, float width);

constexpr float kArcDeviation = 0.04F;  ///< in the unit of `width`: px

}  // namespace ductus::data
