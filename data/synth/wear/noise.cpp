#include <cmath>

#include "data/simd.h"
#include "data/synth/wear/pixel_hash.h"
#include "data/synth/wear/tones.h"
#include "data/synth/wear/wear.h"

namespace ductus::data {
namespace {

/// Variance is even^2 + shot^2 v: the same everywhere, and in proportion to the light.
DUCTUS_CLONES void add_noise(float even, float shot, float offset, uint32_t first, uint32_t key, int width,
                             float* __restrict row) {
  for (int x = 0; x < width; ++x) {
    const float deviation = std::sqrt(even * even + shot * shot * row[x]);
    const uint32_t hash = pixel_hash(first + static_cast<uint32_t>(x), key);
    row[x] = cut(row[x] + offset + deviation * hashed_normal(hash));
  }
}

/// A camera's noise: of its electronics (Gaussian), of the light itself (shot noise), and of the rows, as
/// scanners read them one after the other.
struct Noise : Wear {
  float deviation = 0.07F;
  float shot = 0.07F;  // deviation on white paper
  float rows = 0.02F;  // deviation of whole rows

  void change(Sheet& sheet, float strength, Rng& rng) const override {
    const float even = strength * deviation * rng.uniform(0.3F, 1);
    const float light = strength * shot * rng.uniform(0.3F, 1);
    const float striped = strength * rows * rng.uniform(0.3F, 1);
    const uint32_t key = rng.next(), row_key = rng.next();
    for (int y = 0; y < sheet.height; ++y) {
      const auto row = static_cast<uint32_t>(y);
      add_noise(even, light, striped * hashed_normal(pixel_hash(row, row_key)),
                row * static_cast<uint32_t>(sheet.width), key, sheet.width, sheet.row(y));
    }
  }
};

}  // namespace

std::unique_ptr<Wear> make_wear_noise(config::Fields& options) {
  auto wear = std::make_unique<Noise>();
  options.optional("deviation", wear->deviation, config::Range<float>{0, 1});
  options.optional("shot", wear->shot, config::Range<float>{0, 1});
  options.optional("rows", wear->rows, config::Range<float>{0, 1});
  return wear;
}

}  // namespace ductus::data
