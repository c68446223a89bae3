#include "data/augmentations/lines/line_augmentation.h"

namespace ductus::data {
namespace {

/// A thermal print that lost its ink: patches of it, and single rows and columns of dots.
struct Fading : LineAugmentation {
  float probability = 0.3F;
  float max_lost = 0.8F;
  float spacing_px = 24;
  int max_streaks = 3;

  void draw(Rng& rng, ImageSize size, LinePlan& plan) const override {
    const bool drawn = rng.uniform() < probability;
    const float lost = rng.uniform(0, max_lost);
    ControlGrid grid = ControlGrid::over(plan.width_px, spacing_px);
    for (float& value : grid.values) value = lost * rng.uniform();
    const uint32_t streaks = rng.below(static_cast<uint32_t>(max_streaks) + 1);
    plan.ink_lost = drawn && lost > 0 ? std::move(grid) : ControlGrid();
    if (!drawn) return;
    for (uint32_t i = 0; i < streaks; ++i) plan.streaks.push_back(streak(rng, {size.height, plan.width_px}));
  }

  static Streak streak(Rng& rng, ImageSize size) {
    Streak streak;
    streak.vertical = rng.below(2) == 0;
    streak.at =
        static_cast<int>(rng.below(static_cast<uint32_t>(streak.vertical ? size.width : size.height)));
    streak.lost = rng.uniform(0.4F, 1);
    return streak;
  }
};

}  // namespace

std::unique_ptr<LineAugmentation> make_line_fading(const config::Node& options) {
  auto fading = std::make_unique<Fading>();
  auto fields = options.fields();
  fields.optional("probability", fading->probability, config::Range<float>{0, 1});
  fields.optional("max_lost", fading->max_lost, config::Range<float>{0, 1});
  fields.optional("spacing_px", fading->spacing_px, config::Range<float>{4, 512});
  fields.optional("max_streaks", fading->max_streaks, config::Range{0, 100});
  fields.finish();
  return fading;
}

}  // namespace ductus::data
