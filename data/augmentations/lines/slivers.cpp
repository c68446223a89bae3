#include <cmath>

#include "data/augmentations/lines/line_augmentation.h"

namespace ductus::data {
namespace {

/// A box cut too large: parts of the lines above and below come into the picture, and the line itself,
/// brought to the same height, is smaller.
struct Slivers : LineAugmentation {
  float probability = 0.2F;  // of each side
  float max_rows_frac = 0.25F;

  void draw(Rng& rng, ImageSize size, LinePlan& plan) const override {
    plan.above = sliver(rng, size.height);
    plan.below = sliver(rng, size.height);
    // Output rows 0 .. H - 1 are spread over the strips and the line: pixel centres, so -1/2 .. H - 1/2 to
    // -above - 1/2 .. H + below - 1/2.
    const double above = plan.above.rows_px, height = size.height;
    const double scale = (above + height + plan.below.rows_px) / height;
    if (scale > 1) compose(plan, {1, 0, 0, 0, scale, (scale - 1) / 2 - above});
  }

  Sliver sliver(Rng& rng, int height) const {
    Sliver sliver;
    const bool drawn = rng.uniform() < probability;
    const float rows = rng.uniform(0, max_rows_frac * static_cast<float>(height));
    sliver.rows_px = drawn ? static_cast<int>(std::lround(rows)) : 0;
    sliver.donor = rng.next();
    sliver.shift_frac = rng.uniform();
    return sliver;
  }
};

}  // namespace

std::unique_ptr<LineAugmentation> make_line_slivers(const config::Node& options) {
  auto slivers = std::make_unique<Slivers>();
  auto fields = options.fields();
  fields.optional("probability", slivers->probability, config::Range<float>{0, 1});
  fields.optional("max_rows_frac", slivers->max_rows_frac, config::Range<float>{0, 1});
  fields.finish();
  return slivers;
}

}  // namespace ductus::data
