#include "data/augmentations/lines/line_augmentation.h"

namespace ductus::data {
namespace {

/// Photographed from afar: reduced to pixels up to max_factor times as large a side, and enlarged again.
struct Resolution : LineAugmentation {
  float probability = 0.2F;
  float max_factor = 2;

  void draw(Rng& rng, ImageSize, LinePlan& plan) const override {
    const bool drawn = rng.uniform() < probability;
    const float factor = rng.uniform(1, max_factor);
    plan.coarseness = drawn ? factor : 1;
  }
};

}  // namespace

std::unique_ptr<LineAugmentation> make_line_resolution(const config::Node& options) {
  auto resolution = std::make_unique<Resolution>();
  auto fields = options.fields();
  fields.optional("probability", resolution->probability, config::Range<float>{0, 1});
  fields.optional("max_factor", resolution->max_factor, config::Range<float>{1, 8});
  fields.finish();
  return resolution;
}

}  // namespace ductus::data
