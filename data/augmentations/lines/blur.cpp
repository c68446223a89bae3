#include "data/augmentations/lines/line_augmentation.h"

namespace ductus::data {
namespace {

/// Out of focus: a Gaussian of a deviation up to max_sigma_px.
struct Blur : LineAugmentation {
  float probability = 0.3F;
  float max_sigma_px = 1;

  void draw(Rng& rng, ImageSize, LinePlan& plan) const override {
    const bool drawn = rng.uniform() < probability;
    const float sigma_px = rng.uniform(0, max_sigma_px);
    plan.blur_px = drawn ? sigma_px : 0;
  }
};

}  // namespace

std::unique_ptr<LineAugmentation> make_line_blur(const config::Node& options) {
  auto blur = std::make_unique<Blur>();
  auto fields = options.fields();
  fields.optional("probability", blur->probability, config::Range<float>{0, 1});
  fields.optional("max_sigma_px", blur->max_sigma_px, config::Range<float>{0, 8});
  fields.finish();
  return blur;
}

}  // namespace ductus::data
