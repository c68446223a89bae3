#include <algorithm>

#include "data/augmentations/augmentation.h"

namespace ductus::data {
namespace {

/// A random rectangle set to paper, after Zhong et al., "Random erasing data augmentation" (AAAI 2020).
struct Erasing : Augmentation {
  float probability = 0.2F;
  float max_side_frac = 0.3F;

  void draw(Rng& rng, ImageSize size, Plan& plan) const override {
    const bool erases = rng.uniform() < probability;
    const int height = side(rng, size.height), width = side(rng, size.width);
    const int top = static_cast<int>(rng.below(static_cast<uint32_t>(size.height - height + 1)));
    const int left = static_cast<int>(rng.below(static_cast<uint32_t>(size.width - width + 1)));
    plan.erase = erases ? PixelBox{top, left, top + height, left + width} : PixelBox();
  }

  int side(Rng& rng, int length) const {
    return std::clamp(static_cast<int>(rng.uniform() * max_side_frac * static_cast<float>(length)) + 1, 1,
                      length);
  }
};

}  // namespace

std::unique_ptr<Augmentation> make_erasing(const config::Node& options) {
  auto erasing = std::make_unique<Erasing>();
  auto fields = options.fields();
  fields.optional("probability", erasing->probability, config::Range<float>{0, 1});
  fields.optional("max_side_frac", erasing->max_side_frac, config::Range<float>{0, 1});
  fields.finish();
  return erasing;
}

}  // namespace ductus::data
