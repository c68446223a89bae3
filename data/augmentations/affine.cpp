#include "data/augmentations/affine.h"

#include <cmath>

#include "data/augmentations/augmentation.h"

namespace ductus::data {
namespace {

constexpr double kRadiansADegree = 3.14159265358979323846 / 180;

/// ImageDataGenerator's random transform: shear in degrees, zoom drawn for each axis.
struct Affine : Augmentation {
  float rotate_deg = 0;
  float zoom = 0;
  float shift_x_frac = 0;
  float shift_y_frac = 0;
  float shear_deg = 0;
  Fill fill = Fill::kNearest;

  void draw(Rng& rng, ImageSize size, Plan& plan) const override {
    KerasAffine drawn;
    drawn.theta = rng.uniform(-rotate_deg, rotate_deg) * kRadiansADegree;
    drawn.shift_y = rng.uniform(-shift_y_frac, shift_y_frac) * static_cast<float>(size.height);
    drawn.shift_x = rng.uniform(-shift_x_frac, shift_x_frac) * static_cast<float>(size.width);
    drawn.shear = rng.uniform(-shear_deg, shear_deg) * kRadiansADegree;
    drawn.zoom_x = rng.uniform(1 - zoom, 1 + zoom);
    drawn.zoom_y = rng.uniform(1 - zoom, 1 + zoom);
    compose(plan, keras_map(drawn, size));
    plan.fill = fill;
  }
};

}  // namespace

std::array<double, 6> keras_map(const KerasAffine& draw, ImageSize size) {
  const double c = std::cos(draw.theta), s = std::sin(draw.theta);
  const double cs = std::cos(draw.shear), ss = std::sin(draw.shear);
  const double a = c * draw.zoom_x, b = (-c * ss - s * cs) * draw.zoom_y;  // R Sh Z
  const double d = s * draw.zoom_x, e = (-s * ss + c * cs) * draw.zoom_y;
  const double u = c * draw.shift_x - s * draw.shift_y, v = s * draw.shift_x + c * draw.shift_y;  // R T
  const double ox = size.width / 2.0 - 0.5, oy = size.height / 2.0 - 0.5;
  return {a, b, u + ox - a * ox - b * oy, d, e, v + oy - d * ox - e * oy};
}

std::unique_ptr<Augmentation> make_affine(const config::Node& options) {
  auto affine = std::make_unique<Affine>();
  auto fields = options.fields();
  fields.optional("rotate_deg", affine->rotate_deg, config::Range<float>{0, 180});
  fields.optional("zoom", affine->zoom, config::Range<float>{0, 0.9F});
  fields.optional("shift_x_frac", affine->shift_x_frac, config::Range<float>{0, 1});
  fields.optional("shift_y_frac", affine->shift_y_frac, config::Range<float>{0, 1});
  fields.optional("shear_deg", affine->shear_deg, config::Range<float>{0, 80});
  fields.optional("fill", affine->fill,
                  config::Choice<Fill>{{"nearest", Fill::kNearest}, {"paper", Fill::kPaper}});
  fields.finish();
  return affine;
}

}  // namespace ductus::data
