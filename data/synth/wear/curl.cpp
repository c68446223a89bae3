#include <algorithm>
#include <cmath>

#include "data/synth/wear/axis_shade.h"
#include "data/synth/wear/shape_wear.h"

namespace ductus::data {
namespace {

/// Paper bent over a cylinder and seen from above its axis and a little from the side: print gets narrower
/// towards the edges, lines bow, light falls off on one side.
struct Cylinder {
  float middle, reach;    // px: its axis, and the edge further from it
  float angle;            // of the paper at that edge
  float bow_px, bow_end;  // how far lines move at the axis; cosine at the edge

  /// The paper's angle at a place of the picture.
  float angle_at(float place) const {
    return std::asin(std::clamp((place - middle) / reach * std::sin(angle), -1.0F, 1.0F));
  }
  float source(float place) const { return middle + reach * angle_at(place) / angle; }
  float bow(float place) const { return bow_px * (std::cos(angle_at(place)) - bow_end) / (1 - bow_end); }
};

struct Curl : ShapeWear {
  float angle_deg = 45;
  float bow_px = 6;
  float shade = 0.35F;

  Warp bend(Sheet& sheet, float strength, Rng& rng) const override {
    const Axis axis = rng.below(2) == 0 ? Axis::kAcross : Axis::kDown;
    const int length = length_along(sheet, axis);
    Cylinder c;
    c.middle = static_cast<float>(length) * rng.uniform(0.2F, 0.8F);
    c.reach = std::max(c.middle, static_cast<float>(length) - c.middle);
    c.angle = std::max(strength * angle_deg * 3.1415927F / 180, 1e-3F);
    c.bow_px = strength * rng.uniform(-bow_px, bow_px);
    c.bow_end = std::cos(c.angle);
    draw(sheet, axis, c, strength, rng.below(2) == 0 ? 1.0F : -1.0F);
    return Warp::of(sheet.width, sheet.height, [&](Point at) {
      if (axis == Axis::kAcross) return Point{c.source(at.x), at.y + c.bow(at.x)};
      return Point{at.x + c.bow(at.y), c.source(at.y)};
    });
  }

  void draw(Sheet& sheet, Axis axis, const Cylinder& c, float strength, float side) const {
    std::vector<float> kept;
    for (int t = 0; t < length_along(sheet, axis); ++t) {
      const float away = 0.5F * (1 + side * (static_cast<float>(t) - c.middle) / c.reach);  // from the light
      kept.push_back(1 - strength * shade * away * away);
    }
    shade_along(sheet, axis, kept);
  }
};

}  // namespace

std::unique_ptr<Wear> make_wear_curl(config::Fields& options) {
  auto wear = std::make_unique<Curl>();
  options.optional("angle_deg", wear->angle_deg, config::Range<float>{0, 60});
  options.optional("bow_px", wear->bow_px, config::Range<float>{0, 200});
  options.optional("shade", wear->shade, config::Range<float>{0, 1});
  return wear;
}

}  // namespace ductus::data
