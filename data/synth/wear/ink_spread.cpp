#include <algorithm>

#include "data/simd.h"
#include "data/synth/wear/smooth_field.h"
#include "data/synth/wear/tones.h"
#include "data/synth/wear/wear.h"

namespace ductus::data {
namespace {

/// `spread`: 0 leaves blurred ink as it is, above 0 more of a stroke's slope is ink, below less.
DUCTUS_CLONES void spread_row(const float* __restrict field, float spread, float uneven, float hardness,
                              int width, float* __restrict row) {
  constexpr float kMost = 0.35F;
  for (int x = 0; x < width; ++x) {
    float by = spread + uneven * field[x];
    by = by < kMost ? by : kMost;
    by = by > -kMost ? by : -kMost;
    // ink below `none` is paper, above `full` black; hardness narrows the way between
    const float level = 0.5F - by, reach = level < 0.5F ? level : 1 - level;
    row[x] = 1 - cut((1 - row[x] - level) * hardness / (2 * reach) + 0.5F);
  }
}

/// Ink that bled into the paper, or did not reach it: blur and a soft threshold, whose level changes slowly
/// over the sheet.
struct InkSpread : Wear {
  float gain = 0.3F;
  float loss = 0.16F;
  float uneven = 0.06F;
  float blur_px = 0.8F;
  float spacing_px = 30;

  void change(Sheet& sheet, float strength, Rng& rng) const override {
    const float spread = strength * rng.uniform(-loss, gain);
    const SmoothField field(rng, sheet.width, sheet.height, spacing_px);
    FilterScratch scratch;
    if (blur_px > 0) blur(sheet.plane(), strength * blur_px, scratch);
    std::vector<float> values(static_cast<std::size_t>(sheet.width));
    for (int y = 0; y < sheet.height; ++y) {
      field.row(y, values.data());
      spread_row(values.data(), spread, strength * uneven, 1 + 0.6F * strength, sheet.width, sheet.row(y));
    }
  }
};

}  // namespace

std::unique_ptr<Wear> make_wear_ink_spread(config::Fields& options) {
  auto wear = std::make_unique<InkSpread>();
  options.optional("gain", wear->gain, config::Range<float>{0, 0.35F});
  options.optional("loss", wear->loss, config::Range<float>{0, 0.35F});
  options.optional("uneven", wear->uneven, config::Range<float>{0, 0.35F});
  options.optional("blur_px", wear->blur_px, config::Range<float>{0, 8});
  options.optional("spacing_px", wear->spacing_px, config::Range<float>{2, 1024});
  return wear;
}

}  // namespace ductus::data
