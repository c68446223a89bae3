#include "data/simd.h"
#include "data/synth/wear/smooth_field.h"
#include "data/synth/wear/tones.h"
#include "data/synth/wear/wear.h"

namespace ductus::data {
namespace {

DUCTUS_CLONES void darken_row(const float* __restrict field, float darkness, float uneven, int width,
                              float* __restrict row) {
  for (int x = 0; x < width; ++x) row[x] *= 1 - cut(darkness * (1 + uneven * field[x]));
}

/// Paper that is not white: grey or yellowed all over, more so in places.
struct BackgroundTint : Wear {
  float darkness = 0.35F;
  float uneven = 0.15F;  // deviation of the darkness, as a share of it
  float spacing_px = 250;

  void change(Sheet& sheet, float strength, Rng& rng) const override {
    const SmoothField field(rng, sheet.width, sheet.height, spacing_px);
    std::vector<float> values(static_cast<std::size_t>(sheet.width));
    for (int y = 0; y < sheet.height; ++y) {
      field.row(y, values.data());
      darken_row(values.data(), strength * darkness, uneven, sheet.width, sheet.row(y));
    }
  }
};

}  // namespace

std::unique_ptr<Wear> make_wear_background_tint(config::Fields& options) {
  auto wear = std::make_unique<BackgroundTint>();
  options.optional("darkness", wear->darkness, config::Range<float>{0, 1});
  options.optional("uneven", wear->uneven, config::Range<float>{0, 1});
  options.optional("spacing_px", wear->spacing_px, config::Range<float>{4, 4096});
  return wear;
}

}  // namespace ductus::data
