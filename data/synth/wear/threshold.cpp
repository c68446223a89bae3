#include <array>

#include "data/simd.h"
#include "data/synth/wear/tones.h"
#include "data/synth/wear/wear.h"

namespace ductus::data {
namespace {

DUCTUS_CLONES void steepen(float level, float slope, int count, float* __restrict pixels) {
  for (int i = 0; i < count; ++i) pixels[i] = cut(level + (pixels[i] - level) * slope);
}

/// A scanner that gives black and white, or cleans paper to white on the way there: contrast about a level of
/// grey, which itself stays.
struct Threshold : Wear {
  std::array<float, 2> level = {0.55F, 0.75F};  // of the paper's grey
  float softness = 0.15F;  // the grey values that do not become black or white, at strength 1

  void change(Sheet& sheet, float strength, Rng& rng) const override {
    const float at = rng.uniform(level[0], level[1]) * paper_level(sheet);
    const float soft = 1 - strength * (1 - softness);
    steepen(at, 1 / soft, static_cast<int>(sheet.count()), sheet.grey.data());
  }
};

}  // namespace

std::unique_ptr<Wear> make_wear_threshold(config::Fields& options) {
  auto wear = std::make_unique<Threshold>();
  options.optional("level", wear->level, config::Range<float>{0, 1});
  options.optional("softness", wear->softness, config::Range<float>{0.001F, 1});
  if (wear->level[0] > wear->level[1]) options.reject("level", "expected the lower level first");
  return wear;
}

}  // namespace ductus::data
