#include "data/simd.h"
#include "data/synth/wear/pixel_hash.h"
#include "data/synth/wear/tones.h"
#include "data/synth/wear/wear.h"

namespace ductus::data {
namespace {

/// The grain of a row: half of the row before, half new, so that it is as coarse down as along a line.
DUCTUS_CLONES void grain_row(uint32_t first, uint32_t key, int width, float* __restrict grain) {
  for (int x = 0; x < width; ++x) {
    const uint32_t at = first + static_cast<uint32_t>(x);
    const float pair = hashed_normal(pixel_hash(at, key)) + hashed_normal(pixel_hash(at + 1, key));
    grain[x] = 0.5F * grain[x] + 0.6F * pair;
  }
}

DUCTUS_CLONES void lose_row(const float* __restrict grain, float first, float step, float rough, int width,
                            float* __restrict row) {
  for (int x = 0; x < width; ++x) {
    const float level = first + step * static_cast<float>(x);
    row[x] = lose_ink(row[x], cut(level * (1 + rough * grain[x])));
  }
}

/// A ribbon with little ink left: print is pale and grainy, more so towards one end of the line.
struct WornRibbon : Wear {
  float max_lost = 0.55F;
  float rough = 0.7F;  // deviation of what is lost, as a share of it

  void change(Sheet& sheet, float strength, Rng& rng) const override {
    const float from = strength * max_lost * rng.uniform(0.2F, 0.7F), to = strength * max_lost;
    const bool rising = rng.below(2) == 0;
    const float first = rising ? from : to;
    const float step = ((rising ? to : from) - first) / static_cast<float>(sheet.width);
    const uint32_t key = rng.next();
    std::vector<float> grain(static_cast<std::size_t>(sheet.width));
    for (int y = 0; y < sheet.height; ++y) {
      grain_row(static_cast<uint32_t>(y) * static_cast<uint32_t>(sheet.width + 1), key, sheet.width,
                grain.data());
      lose_row(grain.data(), first, step, rough, sheet.width, sheet.row(y));
    }
  }
};

}  // namespace

std::unique_ptr<Wear> make_wear_worn_ribbon(config::Fields& options) {
  auto wear = std::make_unique<WornRibbon>();
  options.optional("max_lost", wear->max_lost, config::Range<float>{0, 1});
  options.optional("rough", wear->rough, config::Range<float>{0, 4});
  return wear;
}

}  // namespace ductus::data
