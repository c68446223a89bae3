#include <algorithm>

#include "data/simd.h"
#include "data/synth/wear/wear.h"

namespace ductus::data {
namespace {

DUCTUS_CLONES void show_through(const float* __restrict behind, float share, int count,
                                float* __restrict row) {
  for (int x = 0; x < count; ++x) row[x] *= 1 - share * (1 - behind[x]);
}

/// A row shifted around its end: the other side has print everywhere.
void rotate_into(const float* from, int width, int shift, float* to) {
  std::copy(from + shift, from + width, to);
  std::copy(from, from + shift, to + (width - shift));
}

/// The print of the other side, faint and blurred: the sheet's own, mirrored and shifted.
struct BleedThrough : Wear {
  float max_share = 0.3F;
  float blur_px = 1.5F;

  void change(Sheet& sheet, float strength, Rng& rng) const override {
    const int shift_x = static_cast<int>(rng.below(static_cast<uint32_t>(sheet.width)));
    const int shift_y = static_cast<int>(rng.below(static_cast<uint32_t>(sheet.height)));
    Sheet behind{sheet.width, sheet.height, std::vector<float>(sheet.count()), {}};
    std::vector<float> mirrored(static_cast<std::size_t>(sheet.width));
    for (int y = 0; y < sheet.height; ++y) {
      const float* row = sheet.row((y + shift_y) % sheet.height);
      std::reverse_copy(row, row + sheet.width, mirrored.begin());
      rotate_into(mirrored.data(), sheet.width, shift_x, behind.row(y));
    }
    FilterScratch scratch;
    if (blur_px > 0) blur(behind.plane(), blur_px, scratch);
    show_through(behind.grey.data(), strength * max_share, static_cast<int>(sheet.count()),
                 sheet.grey.data());
  }
};

}  // namespace

std::unique_ptr<Wear> make_wear_bleed_through(config::Fields& options) {
  auto wear = std::make_unique<BleedThrough>();
  options.optional("max_share", wear->max_share, config::Range<float>{0, 1});
  options.optional("blur_px", wear->blur_px, config::Range<float>{0, 8});
  return wear;
}

}  // namespace ductus::data
