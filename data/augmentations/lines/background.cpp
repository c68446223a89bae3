#include "data/augmentations/lines/line_augmentation.h"

namespace ductus::data {
namespace {

/// Uneven light or stained paper: a smooth shade. Where it is negative, paper stays white and ink gets
/// lighter.
struct Background : LineAugmentation {
  float probability = 0.3F;
  float max_shade = 0.25F;
  float spacing_px = 64;

  void draw(Rng& rng, ImageSize, LinePlan& plan) const override {
    const bool drawn = rng.uniform() < probability;
    const float most = rng.uniform(0, max_shade);
    ControlGrid grid = ControlGrid::over(plan.width_px, spacing_px);
    for (float& value : grid.values) value = rng.uniform(-most, most);
    plan.shade = drawn && most > 0 ? std::move(grid) : ControlGrid();
  }
};

}  // namespace

std::unique_ptr<LineAugmentation> make_line_background(const config::Node& options) {
  auto background = std::make_unique<Background>();
  auto fields = options.fields();
  fields.optional("probability", background->probability, config::Range<float>{0, 1});
  fields.optional("max_shade", background->max_shade, config::Range<float>{0, 0.8F});
  fields.optional("spacing_px", background->spacing_px, config::Range<float>{4, 512});
  fields.finish();
  return background;
}

}  // namespace ductus::data
