#include <algorithm>
#include <array>

#include "data/synth/wear/shape_wear.h"

namespace ductus::data {
namespace {

using Homography = std::array<double, 9>;  // row-major

/// From the unit square to a quadrilateral with the corners of (0, 0), (1, 0), (1, 1), (0, 1): Heckbert,
/// "Fundamentals of texture mapping and image warping" (1989), section 2.2.3.
Homography square_to(const std::array<Point, 4>& q) {
  const double sum_x = q[0].x - q[1].x + q[2].x - q[3].x, sum_y = q[0].y - q[1].y + q[2].y - q[3].y;
  const double dx1 = q[1].x - q[2].x, dx2 = q[3].x - q[2].x;
  const double dy1 = q[1].y - q[2].y, dy2 = q[3].y - q[2].y;
  const double area = dx1 * dy2 - dx2 * dy1;
  const double g = (sum_x * dy2 - dx2 * sum_y) / area, h = (dx1 * sum_y - sum_x * dy1) / area;
  return {q[1].x - q[0].x + g * q[1].x,
          q[3].x - q[0].x + h * q[3].x,
          q[0].x,  //
          q[1].y - q[0].y + g * q[1].y,
          q[3].y - q[0].y + h * q[3].y,
          q[0].y,  //
          g,
          h,
          1};
}

/// Up to a factor, which places do not depend on.
Homography inverse(const Homography& m) {
  return {m[4] * m[8] - m[5] * m[7], m[2] * m[7] - m[1] * m[8], m[1] * m[5] - m[2] * m[4],
          m[5] * m[6] - m[3] * m[8], m[0] * m[8] - m[2] * m[6], m[2] * m[3] - m[0] * m[5],
          m[3] * m[7] - m[4] * m[6], m[1] * m[6] - m[0] * m[7], m[0] * m[4] - m[1] * m[3]};
}

/// A camera that looked from the side: each corner of the sheet moves inwards on its own.
struct Perspective : ShapeWear {
  float corner_frac = 0.08F;  // the most along each axis, of the shorter side

  Warp bend(Sheet& sheet, float strength, Rng& rng) const override {
    const auto w = static_cast<float>(sheet.width), h = static_cast<float>(sheet.height);
    const float most = strength * corner_frac * std::min(w, h);
    std::array<Point, 4> corners = {Point{0, 0}, {w, 0}, {w, h}, {0, h}};
    for (Point& p : corners) {
      p.x += (p.x > 0 ? -most : most) * rng.uniform();
      p.y += (p.y > 0 ? -most : most) * rng.uniform();
    }
    const Homography m = inverse(square_to(corners));
    return Warp::of(sheet.width, sheet.height, [&](Point at) {
      const double x = at.x + 0.5, y = at.y + 0.5, z = m[6] * x + m[7] * y + m[8];
      return Point{static_cast<float>((m[0] * x + m[1] * y + m[2]) / z * w - 0.5),
                   static_cast<float>((m[3] * x + m[4] * y + m[5]) / z * h - 0.5)};
    });
  }
};

}  // namespace

std::unique_ptr<Wear> make_wear_perspective(config::Fields& options) {
  auto wear = std::make_unique<Perspective>();
  options.optional("corner_frac", wear->corner_frac, config::Range<float>{0, 0.25F});
  return wear;
}

}  // namespace ductus::data
