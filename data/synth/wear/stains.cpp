#include <algorithm>
#include <array>
#include <cmath>

#include "data/simd.h"
#include "data/synth/wear/tones.h"
#include "data/synth/wear/wear.h"

namespace ductus::data {
namespace {

constexpr int kDrops = 4;  // to a stain

/// Gaussian bumps, separable: one factor along x times one along y.
using Drops = std::vector<float>;  // [kDrops, size]

void add_drop(float middle, float radius, int size, Drops& drops) {
  for (int i = 0; i < size; ++i) {
    const float d = (static_cast<float>(i) - middle) / radius;
    drops.push_back(std::exp(-d * d));
  }
}

/// A stain is where the bumps' sum is high, darkest at its rim, as a drop dries.
DUCTUS_CLONES void stain_row(const float* __restrict across, const float* __restrict down, float darkness,
                             int width, float* __restrict row) {
  constexpr float kSharpness = 5, kFlat = 0.55F;
  const float a = down[0], b = down[1], c = down[2], d = down[3];
  for (int x = 0; x < width; ++x) {
    const float height =
        a * across[x] + b * across[width + x] + c * across[2 * width + x] + d * across[3 * width + x];
    const float inside = soft_step((height - 0.5F) * kSharpness);
    const float rim = 4 * inside * (1 - inside);
    row[x] *= 1 - darkness * (kFlat * inside + (1 - kFlat) * rim);
  }
}

/// A few blotches of coffee, grease or water.
struct Stains : Wear {
  int count = 3;  // the most
  float darkness = 0.45F;
  std::array<float, 2> radius_px = {12, 60};

  void change(Sheet& sheet, float strength, Rng& rng) const override {
    const uint32_t drawn = count == 0 ? 0 : 1 + rng.below(static_cast<uint32_t>(count));
    for (uint32_t i = 0; i < drawn; ++i) stain(sheet, strength * darkness * rng.uniform(0.4F, 1), rng);
  }

  void stain(Sheet& sheet, float dark, Rng& rng) const {
    const float radius = rng.uniform(radius_px[0], radius_px[1]);
    const float x = rng.uniform(0, static_cast<float>(sheet.width));
    const float y = rng.uniform(0, static_cast<float>(sheet.height));
    const int reach = static_cast<int>(3 * radius) + 1;  // the furthest drop's edge lies nearer
    const int left = std::clamp(static_cast<int>(x) - reach, 0, sheet.width - 1);
    const int top = std::clamp(static_cast<int>(y) - reach, 0, sheet.height - 1);
    const int width = std::clamp(static_cast<int>(x) + reach, left, sheet.width) - left;
    const int height = std::clamp(static_cast<int>(y) + reach, top, sheet.height) - top;
    Drops across, down;
    for (int i = 0; i < kDrops; ++i) {
      const float size = radius * rng.uniform(0.3F, 0.7F);
      const float off_x = radius * rng.uniform(-1, 1), off_y = radius * rng.uniform(-1, 1);
      add_drop(x + off_x - static_cast<float>(left), size, width, across);
      add_drop(y + off_y - static_cast<float>(top), size, height, down);
    }
    for (int r = 0; r < height; ++r) {
      float factors[kDrops];
      for (int i = 0; i < kDrops; ++i) factors[i] = down[static_cast<std::size_t>(i * height + r)];
      stain_row(across.data(), factors, dark, width, sheet.row(top + r) + left);
    }
  }
};

}  // namespace

std::unique_ptr<Wear> make_wear_stains(config::Fields& options) {
  auto wear = std::make_unique<Stains>();
  options.optional("count", wear->count, config::Range{0, 100});
  options.optional("darkness", wear->darkness, config::Range<float>{0, 1});
  options.optional("radius_px", wear->radius_px, config::Range<float>{1, 2048});
  if (wear->radius_px[0] > wear->radius_px[1]) {
    options.reject("radius_px", "expected the smaller radius first");
  }
  return wear;
}

}  // namespace ductus::data
