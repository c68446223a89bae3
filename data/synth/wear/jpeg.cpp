#include <cmath>

#include "data/augmentations/lines/jpeg_blocks.h"
#include "data/simd.h"
#include "data/synth/wear/tones.h"
#include "data/synth/wear/wear.h"

namespace ductus::data {
namespace {

DUCTUS_CLONES void invert(int count, float* __restrict pixels) {
  for (int i = 0; i < count; ++i) pixels[i] = cut(1 - pixels[i]);
}

/// A JPEG file, of quality 95 just above strength 0.
struct Jpeg : Wear {
  int quality = 12;  // at strength 1

  void change(Sheet& sheet, float strength, Rng&) const override {
    constexpr float kBest = 95;
    const float drawn = kBest + strength * (static_cast<float>(quality) - kBest);
    const int count = static_cast<int>(sheet.count());
    FilterScratch scratch;
    invert(count, sheet.grey.data());  // the filter takes ink
    through_jpeg(sheet.plane(), static_cast<int>(std::lround(drawn)), scratch);
    invert(count, sheet.grey.data());
  }
};

}  // namespace

std::unique_ptr<Wear> make_wear_jpeg(config::Fields& options) {
  auto wear = std::make_unique<Jpeg>();
  options.optional("quality", wear->quality, config::Range{1, 95});
  return wear;
}

}  // namespace ductus::data
