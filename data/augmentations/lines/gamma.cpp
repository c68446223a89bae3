#include <cmath>

#include "data/augmentations/lines/line_augmentation.h"

namespace ductus::data {
namespace {

/// The camera's tone curve: v^gamma * contrast + brightness.
struct Gamma : LineAugmentation {
  float gamma = 0.4F;  // exponents from 1 / (1 + gamma) to 1 + gamma, their logarithm uniform
  float contrast = 0.2F;
  float brightness = 0.06F;

  void draw(Rng& rng, ImageSize, LinePlan& plan) const override {
    plan.gamma = std::exp(rng.uniform(-1, 1) * std::log1p(gamma));
    plan.contrast = 1 + rng.uniform(-contrast, contrast);
    plan.brightness = rng.uniform(-brightness, brightness);
  }
};

}  // namespace

std::unique_ptr<LineAugmentation> make_line_gamma(const config::Node& options) {
  auto gamma = std::make_unique<Gamma>();
  auto fields = options.fields();
  fields.optional("gamma", gamma->gamma, config::Range<float>{0, 4});
  fields.optional("contrast", gamma->contrast, config::Range<float>{0, 0.9F});
  fields.optional("brightness", gamma->brightness, config::Range<float>{0, 0.5F});
  fields.finish();
  return gamma;
}

}  // namespace ductus::data
