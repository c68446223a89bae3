#include "data/augmentations/lines/line_augmentation.h"

namespace ductus::data {
namespace {

/// A sensor's noise everywhere, and grain of the ink alone.
struct Noise : LineAugmentation {
  float probability = 0.5F;
  float max_deviation = 0.08F;
  float max_grain = 0.15F;

  void draw(Rng& rng, ImageSize, LinePlan& plan) const override {
    const bool drawn = rng.uniform() < probability;
    const float deviation = rng.uniform(0, max_deviation), grain = rng.uniform(0, max_grain);
    plan.noise = drawn ? deviation : 0;
    plan.grain = drawn ? grain : 0;
    plan.noise_seed = rng.next();
    plan.noise_seed |= static_cast<uint64_t>(rng.next()) << 32;
  }
};

}  // namespace

std::unique_ptr<LineAugmentation> make_line_noise(const config::Node& options) {
  auto noise = std::make_unique<Noise>();
  auto fields = options.fields();
  fields.optional("probability", noise->probability, config::Range<float>{0, 1});
  fields.optional("max_deviation", noise->max_deviation, config::Range<float>{0, 1});
  fields.optional("max_grain", noise->max_grain, config::Range<float>{0, 1});
  fields.finish();
  return noise;
}

}  // namespace ductus::data
