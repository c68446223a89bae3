#include <cmath>

#include "data/simd.h"
#include "data/synth/wear/pixel_hash.h"
#include "data/synth/wear/tones.h"
#include "data/synth/wear/wear.h"

namespace ductus::data {
namespace {

/// Variance is even^2 + shot^2 v: the same everywhere, and in proportion to the light.
DUCTUS_CLONES void add_noise(float even, float shot, uint32_t key, int count, float* __restrict pixels) {
  for (int i = 0; i < count; ++i) {
    const float deviation = std::sqrt(even * even + shot * shot * pixels[i]);
    pixels[i] = cut(pixels[i] + deviation * hashed_normal(pixel_hash(static_cast<uint32_t>(i), key)));
  }
}

/// A camera's noise: of its electronics (Gaussian), and of the light itself (shot noise).
struct Noise : Wear {
  float deviation = 0.07F;
  float shot = 0.07F;  // deviation on white paper

  void change(Sheet& sheet, float strength, Rng& rng) const override {
    const float even = strength * deviation * rng.uniform(0.3F, 1);
    const float light = strength * shot * rng.uniform(0.3F, 1);
    add_noise(even, light, rng.next(), static_cast<int>(sheet.count()), sheet.grey.data());
  }
};

}  // namespace

std::unique_ptr<Wear> make_wear_noise(config::Fields& options) {
  auto wear = std::make_unique<Noise>();
  options.optional("deviation", wear->deviation, config::Range<float>{0, 1});
  options.optional("shot", wear->shot, config::Range<float>{0, 1});
  return wear;
}

}  // namespace ductus::data
