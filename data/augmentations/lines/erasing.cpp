#include <algorithm>

#include "data/augmentations/lines/line_augmentation.h"

namespace ductus::data {
namespace {

/// Small rectangles of paper over the line, after Zhong et al., "Random erasing data augmentation" (AAAI
/// 2020), or specks of ink. Their size goes by the line's height: a box hides a part of a letter, however
/// long the line.
struct Erasing : LineAugmentation {
  float probability = 0.15F;
  int max_boxes = 3;
  float max_side_frac = 0.2F;
  float ink_probability = 0.3F;

  void draw(Rng& rng, ImageSize size, LinePlan& plan) const override {
    const bool drawn = rng.uniform() < probability;
    const uint32_t boxes = max_boxes > 0 ? 1 + rng.below(static_cast<uint32_t>(max_boxes)) : 0;
    if (!drawn || max_side_frac == 0) return;
    for (uint32_t i = 0; i < boxes; ++i) plan.patches.push_back(patch(rng, {size.height, plan.width_px}));
  }

  Patch patch(Rng& rng, ImageSize size) const {
    const bool speck = rng.uniform() < ink_probability;
    const float longest = static_cast<float>(size.height) * max_side_frac * (speck ? 0.3F : 1.0F);
    const int height = side(rng, longest, size.height), width = side(rng, longest, size.width);
    Patch patch;
    patch.box.top = static_cast<int>(rng.below(static_cast<uint32_t>(size.height - height + 1)));
    patch.box.left = static_cast<int>(rng.below(static_cast<uint32_t>(size.width - width + 1)));
    patch.box.bottom = patch.box.top + height;
    patch.box.right = patch.box.left + width;
    patch.ink = speck ? rng.uniform(0.4F, 1) : 0;
    return patch;
  }

  static int side(Rng& rng, float longest, int bound) {
    return std::clamp(static_cast<int>(rng.uniform(0, longest)) + 1, 1, bound);
  }
};

}  // namespace

std::unique_ptr<LineAugmentation> make_line_erasing(const config::Node& options) {
  auto erasing = std::make_unique<Erasing>();
  auto fields = options.fields();
  fields.optional("probability", erasing->probability, config::Range<float>{0, 1});
  fields.optional("max_boxes", erasing->max_boxes, config::Range{0, 1000});
  fields.optional("max_side_frac", erasing->max_side_frac, config::Range<float>{0, 1});
  fields.optional("ink_probability", erasing->ink_probability, config::Range<float>{0, 1});
  fields.finish();
  return erasing;
}

}  // namespace ductus::data
