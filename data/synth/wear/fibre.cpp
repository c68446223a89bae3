#include <cmath>

#include "data/simd.h"
#include "data/synth/wear/pixel_hash.h"
#include "data/synth/wear/tones.h"
#include "data/synth/wear/wear.h"

namespace ductus::data {
namespace {

DUCTUS_CLONES void white_row(uint32_t first, uint32_t key, int count, float* __restrict out) {
  for (int x = 0; x < count; ++x) {
    out[x] = hashed_normal(pixel_hash(first + static_cast<uint32_t>(x), key));
  }
}

/// Sums of two values `apart`; called with 1, 2, 4 it makes sums of eight neighbours.
DUCTUS_CLONES void add_shifted(int apart, int count, float* values) {
  for (int x = 0; x < count; ++x) values[x] += values[x + apart];
}

DUCTUS_CLONES void fibre_row(const float* __restrict fresh, float kept, float scale, float amount, int width,
                             float* __restrict fibre, float* __restrict row) {
  constexpr float kMean = 1.5F;  // deviations: most fibres are darker than white
  for (int x = 0; x < width; ++x) {
    fibre[x] = kept * fibre[x] + scale * fresh[x];
    row[x] *= 1 - cut(amount * (kMean + fibre[x]));
  }
}

/// The grain of paper: noise that is longer one way than the other.
struct Fibre : Wear {
  float deviation = 0.04F;

  void change(Sheet& sheet, float strength, Rng& rng) const override {
    constexpr int kMargin = 8;
    const bool upright = rng.below(2) == 0;
    const int doublings = upright ? 1 : 3;  // two or eight pixels along x
    const float kept = upright ? 0.85F : 0.4F;
    // a sum of n has n times the variance; x' = k x + s n has s^2 / (1 - k^2) of it
    const float scale = std::sqrt((1 - kept * kept) / static_cast<float>(1 << doublings));
    const uint32_t key = rng.next();
    const int width = sheet.width + kMargin;
    std::vector<float> fresh(static_cast<std::size_t>(width + kMargin)), fibre(fresh.size());
    for (int y = 0; y < sheet.height; ++y) {
      white_row(static_cast<uint32_t>(y) * static_cast<uint32_t>(width), key, width, fresh.data());
      for (int i = 0; i < doublings; ++i) add_shifted(1 << i, width - (2 << i) + 1, fresh.data());
      fibre_row(fresh.data(), kept, scale, strength * deviation, sheet.width, fibre.data(), sheet.row(y));
    }
  }
};

}  // namespace

std::unique_ptr<Wear> make_wear_fibre(config::Fields& options) {
  auto wear = std::make_unique<Fibre>();
  options.optional("deviation", wear->deviation, config::Range<float>{0, 0.5F});
  return wear;
}

}  // namespace ductus::data
