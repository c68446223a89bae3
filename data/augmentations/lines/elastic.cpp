#include "data/augmentations/lines/line_augmentation.h"

namespace ductus::data {
namespace {

/// Elastic distortion on a grid, for handwritten lines after Wigington et al., "Data augmentation for
/// recognition of handwritten words and lines using a CNN-LSTM network" (ICDAR 2017): normal displacements of
/// control points.
struct Elastic : LineAugmentation {
  float spacing_px = 20;
  float sigma_x_px = 0.8F;
  float sigma_y_px = 0.6F;

  void draw(Rng& rng, ImageSize, LinePlan& plan) const override {
    plan.displace_x = field(rng, plan.width_px, sigma_x_px);
    plan.displace_y = field(rng, plan.width_px, sigma_y_px);
  }

  ControlGrid field(Rng& rng, int width_px, float sigma_px) const {
    if (sigma_px == 0) return {};
    ControlGrid grid = ControlGrid::over(width_px, spacing_px);
    for (float& value : grid.values) value = sigma_px * rng.normal();
    return grid;
  }
};

}  // namespace

std::unique_ptr<LineAugmentation> make_line_elastic(const config::Node& options) {
  auto elastic = std::make_unique<Elastic>();
  auto fields = options.fields();
  fields.optional("spacing_px", elastic->spacing_px, config::Range<float>{4, 512});
  fields.optional("sigma_x_px", elastic->sigma_x_px, config::Range<float>{0, 64});
  fields.optional("sigma_y_px", elastic->sigma_y_px, config::Range<float>{0, 64});
  fields.finish();
  if (elastic->sigma_x_px > elastic->spacing_px / 6) {
    fields.reject("sigma_x_px", "at most a sixth of spacing_px expected, or letters would fold over");
  }
  return elastic;
}

}  // namespace ductus::data
