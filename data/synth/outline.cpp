#include "data/synth/outline.h"

#include <algorithm>
#include <cmath>

namespace ductus::data {
namespace {

/// Calls edge(p, q) for every side of every polygon.
template <typename F>
void for_edges(const Outline& outline, F edge) {
  int begin = 0;
  for (int end : outline.ends) {
    for (int i = begin, j = end - 1; i < end; j = i++) edge(outline.points[j], outline.points[i]);
    begin = end;
  }
}

Point direction(const Point& from, const Point& to) {
  const float x = to.x - from.x;
  const float y = to.y - from.y;
  const float length = std::sqrt(x * x + y * y);
  return length > 0 ? Point{x / length, y / length} : Point{};
}

/// Where a corner goes when both its sides move outwards by `distance`.
Point moved(const Point& before, const Point& corner, const Point& after, float distance) {
  constexpr float kMitreLimit = 2;
  const Point in = direction(before, corner);
  const Point out = direction(corner, after);
  const Point normal{in.y + out.y, -(in.x + out.x)};
  const float norm2 = normal.x * normal.x + normal.y * normal.y;
  if (norm2 < 1e-6F) return corner;  // the outline turns back on itself
  // A unit normal n with |in + out| = 2 cos(half the turn): the mitre is distance / cos.
  const float scale = std::min(2 / norm2, kMitreLimit / std::sqrt(norm2)) * distance;
  return {corner.x + normal.x * scale, corner.y + normal.y * scale};
}

/// Replaces every point by change(the point before it, itself, the point after it).
template <typename F>
void map_points(Outline& outline, F change) {
  const std::vector<Point> points = outline.points;
  int begin = 0;
  for (int end : outline.ends) {
    for (int i = begin; i < end; ++i) {
      const Point& before = points[i > begin ? i - 1 : end - 1];
      outline.points[i] = change(before, points[i], points[i + 1 < end ? i + 1 : begin]);
    }
    begin = end;
  }
}

}  // namespace

Box bounds(const std::vector<Point>& points) {
  if (points.empty()) return {};
  Box box{points[0], points[0]};
  for (const Point& p : points) {
    box.low = {std::min(box.low.x, p.x), std::min(box.low.y, p.y)};
    box.high = {std::max(box.high.x, p.x), std::max(box.high.y, p.y)};
  }
  return box;
}

float signed_area(const Outline& outline) {
  double twice = 0;
  for_edges(outline, [&](const Point& p, const Point& q) { twice += double{p.x} * q.y - double{q.x} * p.y; });
  return static_cast<float>(twice / 2);
}

float perimeter(const Outline& outline) {
  double sum = 0;
  for_edges(outline, [&](const Point& p, const Point& q) { sum += std::hypot(q.x - p.x, q.y - p.y); });
  return static_cast<float>(sum);
}

float stroke_width(const Outline& outline) {
  const float around = perimeter(outline);
  return around > 0 ? 2 * signed_area(outline) / around : 0;
}

void transform(std::vector<Point>& points, const Linear& linear) {
  for (Point& p : points) p = {linear.a * p.x + linear.b * p.y, linear.c * p.x + linear.d * p.y};
}

void fit(std::vector<Point>& points, const Box& from, const Box& to) {
  const float sx = from.width() > kNoExtent ? to.width() / from.width() : 1;
  const float sy = from.height() > kNoExtent ? to.height() / from.height() : 1;
  for (Point& p : points) {
    p = {to.low.x + (p.x - from.low.x) * sx, to.low.y + (p.y - from.low.y) * sy};
  }
}

void embolden(Outline& outline, float distance) {
  map_points(outline, [distance](const Point& before, const Point& point, const Point& after) {
    return moved(before, point, after, distance);
  });
}

void smooth(Outline& outline) {
  map_points(outline, [](const Point& before, const Point& point, const Point& after) {
    return Point{(before.x + 2 * point.x + after.x) / 4, (before.y + 2 * point.y + after.y) / 4};
  });
}

}  // namespace ductus::data
