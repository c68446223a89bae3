#include "data/synth/receipts/quad.h"

#include <algorithm>
#include <cmath>

namespace ductus::data {
namespace {

Point moved(Point p, Point along, float by) { return {p.x + along.x * by, p.y + along.y * by}; }

/// Of length 1; to the right where there is no direction.
Point unit(Point from, Point to) {
  const float x = to.x - from.x, y = to.y - from.y, length = std::hypot(x, y);
  return length < 1e-6F ? Point{1, 0} : Point{x / length, y / length};
}

}  // namespace

Quad hull_along_line(const Quad* quads, std::size_t count) {
  Point sum;  // of upper and lower sides: a comma at the end does not turn the line
  for (std::size_t i = 0; i < count; ++i) {
    const Quad& q = quads[i];
    sum = {sum.x + q[1].x - q[0].x + q[2].x - q[3].x, sum.y + q[1].y - q[0].y + q[2].y - q[3].y};
  }
  const Point along = unit({}, sum), down{-along.y, along.x}, origin = quads[0][0];
  float left = 0, right = 0, top = 0, bottom = 0;
  for (std::size_t i = 0; i < count; ++i) {
    for (const Point p : quads[i]) {
      const float x = p.x - origin.x, y = p.y - origin.y;
      left = std::min(left, x * along.x + y * along.y);
      right = std::max(right, x * along.x + y * along.y);
      top = std::min(top, x * down.x + y * down.y);
      bottom = std::max(bottom, x * down.x + y * down.y);
    }
  }
  const auto corner = [&](float x, float y) { return moved(moved(origin, along, x), down, y); };
  return {corner(left, top), corner(right, top), corner(right, bottom), corner(left, bottom)};
}

Quad grown(const Quad& q, float margin, float height) {
  const Point along = unit(q[0], q[1]), down{-along.y, along.x};
  const float high = std::hypot(q[3].x - q[0].x, q[3].y - q[0].y);
  const float more = std::max(margin, (height - high) / 2);
  const auto corner = [&](Point p, float x, float y) { return moved(moved(p, along, x), down, y); };
  return {corner(q[0], -margin, -more), corner(q[1], margin, -more), corner(q[2], margin, more),
          corner(q[3], -margin, more)};
}

Quad on_page(const Quad& quad, int width, int height) {
  Quad cut = quad;
  for (Point& p : cut) {
    p = {std::clamp(p.x, 0.0F, static_cast<float>(width)), std::clamp(p.y, 0.0F, static_cast<float>(height))};
  }
  return cut;
}

}  // namespace ductus::data
