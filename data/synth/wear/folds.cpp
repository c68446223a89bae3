#include <algorithm>
#include <cmath>

#include "data/synth/wear/axis_shade.h"
#include "data/synth/wear/shape_wear.h"
#include "data/synth/wear/tones.h"

namespace ductus::data {
namespace {

/// A sheet that lay folded, across mostly: flat facets, each turned a little from its neighbours and lit
/// differently, with the print cracked along the folds.
struct Folds : ShapeWear {
  int count = 3;  // the most
  float shear_px = 5;
  float shade = 0.3F;
  float cracked = 0.7F;

  bool draws_edges() const override { return true; }

  Warp bend(Sheet& sheet, float strength, Rng& rng) const override {
    const bool longer = rng.uniform() < 0.8F;
    const Axis axis = (sheet.height >= sheet.width) == longer ? Axis::kDown : Axis::kAcross;
    const std::vector<float> places = fold_places(static_cast<float>(length_along(sheet, axis)), rng);
    draw(sheet, axis, places, strength, rng);

    const float facet = places.back() / static_cast<float>(places.size() - 1);
    const float most = std::min(strength * shear_px, 0.15F * facet);
    std::vector<float> moved;  // at each place, along the other axis
    for (std::size_t i = 0; i < places.size(); ++i) moved.push_back(rng.uniform(-most, most));
    return Warp::of(sheet.width, sheet.height, [&](Point at) {
      if (axis == Axis::kDown) return Point{at.x + between(places, moved, at.y), at.y};
      return Point{at.x, at.y + between(places, moved, at.x)};
    });
  }

  /// Folds from edge to edge, both included; no two nearer than half of their mean distance.
  std::vector<float> fold_places(float length, Rng& rng) const {
    const uint32_t folds = count == 0 ? 0 : 1 + rng.below(static_cast<uint32_t>(count));
    std::vector<float> places = {0};
    for (uint32_t i = 1; i <= folds; ++i) {
      const float place = static_cast<float>(i) + rng.uniform(-0.25F, 0.25F);
      places.push_back(length * place / static_cast<float>(folds + 1));
    }
    places.push_back(length);
    return places;
  }

  void draw(Sheet& sheet, Axis axis, const std::vector<float>& places, float strength, Rng& rng) const {
    const auto length = static_cast<std::size_t>(length_along(sheet, axis));
    std::vector<float> kept(length), lost(length);
    for (std::size_t i = 0; i + 1 < places.size(); ++i) {
      const float first = 1 - strength * shade * rng.uniform(), last = 1 - strength * shade * rng.uniform();
      for (auto t = static_cast<std::size_t>(places[i]); t < length; ++t) {
        const float way = cut((static_cast<float>(t) - places[i]) / (places[i + 1] - places[i]));
        kept[t] = first + way * (last - first);
      }
    }
    for (std::size_t i = 1; i + 1 < places.size(); ++i) {
      const float crack = strength * cracked * rng.uniform(0.3F, 1);
      for (std::size_t t = 0; t < length; ++t) {
        const float off = static_cast<float>(t) - places[i];
        lost[t] = std::max(lost[t], crack * std::exp(-off * off));
        kept[t] *= 1 - 0.2F * crack * std::exp(-0.1F * off * off);
      }
    }
    lose_ink_along(sheet, axis, lost);
    shade_along(sheet, axis, kept);
  }

  static float between(const std::vector<float>& places, const std::vector<float>& values, float place) {
    std::size_t i = 0;
    while (i + 2 < places.size() && place > places[i + 1]) ++i;
    const float way = cut((place - places[i]) / (places[i + 1] - places[i]));
    return values[i] + way * (values[i + 1] - values[i]);
  }
};

}  // namespace

std::unique_ptr<Wear> make_wear_folds(config::Fields& options) {
  auto wear = std::make_unique<Folds>();
  options.optional("count", wear->count, config::Range{0, 20});
  options.optional("shear_px", wear->shear_px, config::Range<float>{0, 100});
  options.optional("shade", wear->shade, config::Range<float>{0, 1});
  options.optional("cracked", wear->cracked, config::Range<float>{0, 1});
  return wear;
}

}  // namespace ductus::data
