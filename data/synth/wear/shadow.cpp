#include <algorithm>
#include <array>
#include <cmath>

#include "data/simd.h"
#include "data/synth/wear/tones.h"
#include "data/synth/wear/wear.h"

namespace ductus::data {
namespace {

/// How deep in the shadow of one straight edge a place is: soft_step(start + step x).
struct Edge {
  float start, step_x, step_y;
};

DUCTUS_CLONES void shade_row(Edge a, Edge b, float depth, int width, float* __restrict row) {
  for (int x = 0; x < width; ++x) {
    const float place = static_cast<float>(x);
    row[x] *= 1 - depth * soft_step(a.start + a.step_x * place) * soft_step(b.start + b.step_x * place);
  }
}

/// A shadow over a part of the sheet, with soft edges: a wedge between two straight ones.
struct Shadow : Wear {
  float depth = 0.55F;
  std::array<float, 2> softness = {0.05F, 1};  // width of an edge, of the sheet's longer side

  void change(Sheet& sheet, float strength, Rng& rng) const override {
    const Edge a = edge(sheet, rng), b = edge(sheet, rng);
    for (int y = 0; y < sheet.height; ++y) {
      const auto down = static_cast<float>(y);
      shade_row({a.start + a.step_y * down, a.step_x, 0}, {b.start + b.step_y * down, b.step_x, 0},
                strength * depth, sheet.width, sheet.row(y));
    }
  }

  /// Through a random place of the sheet, in a random direction.
  Edge edge(const Sheet& sheet, Rng& rng) const {
    const float x = rng.uniform(0, static_cast<float>(sheet.width));
    const float y = rng.uniform(0, static_cast<float>(sheet.height));
    const float angle = rng.uniform(0, 6.2831853F);
    const float wide =
        rng.uniform(softness[0], softness[1]) * static_cast<float>(std::max(sheet.width, sheet.height));
    const float step_x = std::cos(angle) / wide, step_y = std::sin(angle) / wide;
    return {0.5F - step_x * x - step_y * y, step_x, step_y};
  }
};

}  // namespace

std::unique_ptr<Wear> make_wear_shadow(config::Fields& options) {
  auto wear = std::make_unique<Shadow>();
  options.optional("depth", wear->depth, config::Range<float>{0, 1});
  options.optional("softness", wear->softness, config::Range<float>{0.001F, 10});
  if (wear->softness[0] > wear->softness[1]) {
    options.reject("softness", "expected the smaller share first");
  }
  return wear;
}

}  // namespace ductus::data
