#include <algorithm>
#include <cmath>

#include "data/simd.h"
#include "data/synth/wear/shape_wear.h"
#include "data/synth/wear/tones.h"

namespace ductus::data {
namespace {

/// A straight line of some length; off(p) is the signed distance from it, along(p) the place on it, from -1
/// to 1 between its ends.
struct Crease {
  Point middle, normal;
  float half_length, light, dark, shift_px;

  float off(Point p) const { return (p.x - middle.x) * normal.x + (p.y - middle.y) * normal.y; }
  float along(Point p) const {
    return ((p.y - middle.y) * normal.x - (p.x - middle.x) * normal.y) / half_length;
  }
};

/// Fades out towards the ends.
float taper(float along) { return cut(2 * (1 - std::abs(along))); }

/// The rational stand-in for exp(-d^2): 1 at 0, thin.
float ridge(float d) { return cut(1.2F / (1 + 2 * d * d) - 0.1F); }

DUCTUS_CLONES void draw_row(const Crease& c, Point start, int first, int end, float* row) {
  for (int x = first; x < end; ++x) {
    const Point at{static_cast<float>(x), start.y};
    const float off = c.off(at), share = taper(c.along(at));
    row[x] =
        lose_ink(row[x], c.light * share * ridge(off)) * (1 - c.dark * share * ridge((off - 1.5F) / 1.5F));
  }
}

/// Paper that was crumpled: thin lines, bright on one side, where ink broke off, dark on the other, with the
/// paper around them pushed a little.
struct Creases : ShapeWear {
  int count = 10;  // the most
  float light = 0.7F;
  float dark = 0.35F;
  float shift_px = 1;

  bool draws_edges() const override { return true; }

  Warp bend(Sheet& sheet, float strength, Rng& rng) const override {
    std::vector<Crease> creases;
    const uint32_t drawn = count == 0 ? 0 : 1 + rng.below(static_cast<uint32_t>(count));
    for (uint32_t i = 0; i < drawn; ++i) creases.push_back(crease(sheet, strength, rng));
    for (const Crease& c : creases) draw(sheet, c);
    return Warp::of(sheet.width, sheet.height, [&](Point at) {
      Point from = at;
      for (const Crease& c : creases) {
        const float push = pushed(c, at);
        from = {from.x + push * c.normal.x, from.y + push * c.normal.y};
      }
      return from;
    });
  }

  Crease crease(const Sheet& sheet, float strength, Rng& rng) const {
    const auto w = static_cast<float>(sheet.width), h = static_cast<float>(sheet.height);
    Crease c;
    c.middle.x = rng.uniform(0, w);
    c.middle.y = rng.uniform(0, h);
    const float angle = rng.uniform(0, 3.1415927F);
    c.normal = {std::cos(angle), std::sin(angle)};
    c.half_length = rng.uniform(0.1F, 0.6F) * std::max(w, h);
    c.light = strength * light * rng.uniform(0.2F, 1);
    c.dark = strength * dark * rng.uniform(0.2F, 1);
    c.shift_px = strength * rng.uniform(-shift_px, shift_px);
    return c;
  }

  /// Greatest at kReach px to each side, 0 on the line.
  static float pushed(const Crease& c, Point at) {
    constexpr float kReach = 12;
    const float q = c.off(at) / kReach;
    return std::abs(q) > 4 ? 0 : c.shift_px * q * std::exp(0.5F * (1 - q * q)) * taper(c.along(at));
  }

  static void draw(Sheet& sheet, const Crease& c) {
    constexpr float kReach = 4;  // px to each side of the line
    const float slope = std::max(std::abs(c.normal.x), 1e-6F);
    for (int y = 0; y < sheet.height; ++y) {
      const Point start{0, static_cast<float>(y)};
      const float on_line = -c.off(start) / (c.normal.x < 0 ? -slope : slope), half = kReach / slope;
      const auto edge = [&](float x) {
        return static_cast<int>(std::clamp(x, 0.0F, static_cast<float>(sheet.width)));
      };
      draw_row(c, start, edge(on_line - half), edge(on_line + half + 1), sheet.row(y));
    }
  }
};

}  // namespace

std::unique_ptr<Wear> make_wear_creases(config::Fields& options) {
  auto wear = std::make_unique<Creases>();
  options.optional("count", wear->count, config::Range{0, 100});
  options.optional("light", wear->light, config::Range<float>{0, 1});
  options.optional("dark", wear->dark, config::Range<float>{0, 1});
  options.optional("shift_px", wear->shift_px, config::Range<float>{0, 8});
  return wear;
}

}  // namespace ductus::data
