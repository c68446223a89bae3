#include <array>

#include "data/augmentations/lines/line_augmentation.h"

namespace ductus::data {
namespace {

/// Kept as a JPEG of a quality between two, as libjpeg counts it.
struct Jpeg : LineAugmentation {
  float probability = 0.3F;
  std::array<int, 2> quality{30, 90};

  void draw(Rng& rng, ImageSize, LinePlan& plan) const override {
    const bool drawn = rng.uniform() < probability;
    const uint32_t choices = static_cast<uint32_t>(quality[1] - quality[0] + 1);
    const int drawn_quality = quality[0] + static_cast<int>(rng.below(choices));
    plan.jpeg_quality = drawn ? drawn_quality : 0;
  }
};

}  // namespace

std::unique_ptr<LineAugmentation> make_line_jpeg(const config::Node& options) {
  auto jpeg = std::make_unique<Jpeg>();
  auto fields = options.fields();
  fields.optional("probability", jpeg->probability, config::Range<float>{0, 1});
  fields.optional("quality", jpeg->quality, config::Range{1, 100});
  fields.finish();
  if (jpeg->quality[0] > jpeg->quality[1]) fields.reject("quality", "the lower bound first expected");
  return jpeg;
}

}  // namespace ductus::data
