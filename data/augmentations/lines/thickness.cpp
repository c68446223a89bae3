#include "data/augmentations/lines/line_augmentation.h"

namespace ductus::data {
namespace {

/// Thicker or thinner strokes: a blend with the 3x3 dilation or erosion.
struct Thickness : LineAugmentation {
  float thinner = 0.3F;
  float thicker = 0.4F;

  void draw(Rng& rng, ImageSize, LinePlan& plan) const override {
    plan.thickness = rng.uniform(-thinner, thicker);
  }
};

}  // namespace

std::unique_ptr<LineAugmentation> make_line_thickness(const config::Node& options) {
  auto thickness = std::make_unique<Thickness>();
  auto fields = options.fields();
  fields.optional("thinner", thickness->thinner, config::Range<float>{0, 1});
  fields.optional("thicker", thickness->thicker, config::Range<float>{0, 1});
  fields.finish();
  return thickness;
}

}  // namespace ductus::data
