#include <algorithm>
#include <cmath>

#include "data/simd.h"
#include "data/synth/wear/smooth_field.h"
#include "data/synth/wear/tones.h"
#include "data/synth/wear/wear.h"

namespace ductus::data {
namespace {

/// What fields of random numbers take, in patches and in specks.
struct Loss {
  const float *wide, *fine;
  float patches, specks;
};

/// The share of the ink kept is that of the row, that of the column, and what the fields leave.
DUCTUS_CLONES void fade_row(Loss lost, float kept, const float* __restrict columns, int width,
                            float* __restrict row) {
  for (int x = 0; x < width; ++x) {
    const float patch = lost.patches * soft_step(0.5F + 0.35F * lost.wide[x]);
    const float speck = lost.specks * soft_step(0.45F * lost.fine[x]);
    row[x] = lose_ink(row[x], 1 - kept * (1 - patch) * (1 - speck) * columns[x]);
  }
}

/// Thermal print: pale in patches, with gaps in its strokes, banded where the paper's feed was uneven, and
/// without ink under the dead dots of the head, which run down the whole sheet.
struct ThermalFading : Wear {
  float pale = 0.3F;
  float patches = 0.6F;
  float spacing_px = 70;
  float specks = 0.8F;
  float speck_px = 3;
  float banding = 0.35F;
  float band_px = 5;
  float dead_columns = 3;  // on average, on 600 px of width
  float dot_px = 1.6F;

  void change(Sheet& sheet, float strength, Rng& rng) const override {
    const SmoothField patches_field(rng, sheet.width, sheet.height, spacing_px);
    const SmoothField specks_field(rng, sheet.width, sheet.height, speck_px);
    const std::vector<float> bands = smooth_curve(rng, sheet.height, band_px);
    const std::vector<float> columns = dot_columns(rng, sheet.width, strength);
    std::vector<float> wide(static_cast<std::size_t>(sheet.width)), fine(wide.size());
    const Loss lost{wide.data(), fine.data(), strength * patches, strength * specks};
    for (int y = 0; y < sheet.height; ++y) {
      const float band = strength * banding * soft_step(0.3F * bands[static_cast<std::size_t>(y)]);
      patches_field.row(y, wide.data());
      specks_field.row(y, fine.data());
      fade_row(lost, (1 - strength * pale) * (1 - band), columns.data(), sheet.width, sheet.row(y));
    }
  }

  /// Share of the ink that each column of pixels keeps.
  std::vector<float> dot_columns(Rng& rng, int width, float strength) const {
    std::vector<float> kept(static_cast<std::size_t>(width), 1.0F);
    const float expected = 2 * dead_columns * static_cast<float>(width) / 600 * rng.uniform();
    const int count = static_cast<int>(expected + rng.uniform());
    for (int i = 0; i < count; ++i) {
      const float left = rng.uniform(0, static_cast<float>(width)), right = left + dot_px;
      const float lost = strength * rng.uniform(0.5F, 1);
      for (int x = static_cast<int>(left); x < std::min(width, static_cast<int>(std::ceil(right))); ++x) {
        const float covered =
            std::min(right, static_cast<float>(x + 1)) - std::max(left, static_cast<float>(x));
        kept[static_cast<std::size_t>(x)] *= 1 - lost * cut(covered);
      }
    }
    return kept;
  }
};

}  // namespace

std::unique_ptr<Wear> make_wear_thermal_fading(config::Fields& options) {
  auto wear = std::make_unique<ThermalFading>();
  options.optional("pale", wear->pale, config::Range<float>{0, 1});
  options.optional("patches", wear->patches, config::Range<float>{0, 1});
  options.optional("spacing_px", wear->spacing_px, config::Range<float>{4, 1024});
  options.optional("specks", wear->specks, config::Range<float>{0, 1});
  options.optional("speck_px", wear->speck_px, config::Range<float>{1, 64});
  options.optional("banding", wear->banding, config::Range<float>{0, 1});
  options.optional("band_px", wear->band_px, config::Range<float>{1, 256});
  options.optional("dead_columns", wear->dead_columns, config::Range<float>{0, 100});
  options.optional("dot_px", wear->dot_px, config::Range<float>{0.5F, 16});
  return wear;
}

}  // namespace ductus::data
