// The outline of a glyph as closed polygons, and the geometry that bends it.
#pragma once

#include <vector>

namespace ductus::data {

struct Point {
  float x = 0;
  float y = 0;  ///< downwards
};

struct Box {
  Point low, high;

  float width() const { return high.x - low.x; }
  float height() const { return high.y - low.y; }
};

/// Closed polygons, filled by the non-zero rule; outer contours have a positive signed_area().
/// Points lie close together (about 3 % of the height), so that moving them bends straight lines too.
struct Outline {
  std::vector<Point> points;
  std::vector<int> ends;  ///< one past the last point of each contour

  bool empty() const { return points.empty(); }
};

Box bounds(const std::vector<Point>& points);
inline Box bounds(const Outline& outline) { return bounds(outline.points); }

/// Sum over contours of the shoelace formula; holes count negative.
float signed_area(const Outline& outline);

float perimeter(const Outline& outline);

/// Mean width of the strokes: twice the area over the perimeter, exact for a long bar.
float stroke_width(const Outline& outline);

/// p -> (a x + b y, c x + d y).
struct Linear {
  float a = 1, b = 0, c = 0, d = 1;
};
void transform(std::vector<Point>& points, const Linear& linear);
inline void transform(Outline& outline, const Linear& linear) { transform(outline.points, linear); }

/// What points lie closer than this to each other is one place: scaling it up would make a shape of rounding.
constexpr float kNoExtent = 1e-6F;

/// Scales and shifts so that `from` becomes `to`; an axis without extent keeps its scale.
void fit(std::vector<Point>& points, const Box& from, const Box& to);
inline void fit(Outline& outline, const Box& from, const Box& to) { fit(outline.points, from, to); }

/// Moves every point outwards along its normal by `distance` (inwards if negative): strokes get
/// 2 x distance wider. Corners are mitred up to twice the distance.
void embolden(Outline& outline, float distance);

/// Draws each point towards the middle of its neighbours: rounds corners as a pen does and takes out folds.
void smooth(Outline& outline);

}  // namespace ductus::data
