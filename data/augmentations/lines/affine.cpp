#include <algorithm>
#include <cmath>

#include "data/augmentations/lines/line_augmentation.h"

namespace ductus::data {
namespace {

constexpr double kRadiansADegree = 3.14159265358979323846 / 180;

/// A factor in [1 / (1 + zoom), 1 + zoom], its logarithm uniform: larger and smaller are as likely.
double draw_factor(Rng& rng, float zoom) {
  return std::exp(static_cast<double>(rng.uniform(-1, 1)) * std::log1p(static_cast<double>(zoom)));
}

/// Another width and height of the letters, slope and slant of the line, about its centre.
struct Affine : LineAugmentation {
  float width_zoom = 0.2F;
  float height_zoom = 0.1F;
  float rotate_deg = 1.5F;
  float rise_frac = 0.1F;  // how far a rotation moves the line's ends, at most: a share of the height
  float shift_y_frac = 0.04F;
  float shear_deg = 4;

  void draw(Rng& rng, ImageSize size, LinePlan& plan) const override {
    const double widen = draw_factor(rng, width_zoom), heighten = draw_factor(rng, height_zoom);
    const double steepest = std::atan2(rise_frac * static_cast<double>(size.height), plan.width_px / 2.0);
    const double angle =
        static_cast<double>(rng.uniform(-1, 1)) * std::min(rotate_deg * kRadiansADegree, steepest);
    const double shift = static_cast<double>(rng.uniform(-shift_y_frac, shift_y_frac)) * size.height;
    const double slant = std::tan(static_cast<double>(rng.uniform(-shear_deg, shear_deg)) * kRadiansADegree);

    // Rotation of (slant of (dx, dy / heighten)) about the centre, then the shift.
    const double c = std::cos(angle), s = std::sin(angle);
    const double ox = (plan.width_px - 1) / 2.0, oy = (size.height - 1) / 2.0;
    const double b = (c * slant - s) / heighten, e = (s * slant + c) / heighten;
    compose(plan, {c, b, ox - c * ox - b * oy, s, e, oy - s * ox - e * oy + shift});
    set_width(plan, std::max(1, static_cast<int>(std::lround(plan.width_px * widen))));
  }
};

}  // namespace

std::unique_ptr<LineAugmentation> make_line_affine(const config::Node& options) {
  auto affine = std::make_unique<Affine>();
  auto fields = options.fields();
  fields.optional("width_zoom", affine->width_zoom, config::Range<float>{0, 1});
  fields.optional("height_zoom", affine->height_zoom, config::Range<float>{0, 1});
  fields.optional("rotate_deg", affine->rotate_deg, config::Range<float>{0, 45});
  fields.optional("rise_frac", affine->rise_frac, config::Range<float>{0, 1});
  fields.optional("shift_y_frac", affine->shift_y_frac, config::Range<float>{0, 0.5F});
  fields.optional("shear_deg", affine->shear_deg, config::Range<float>{0, 45});
  fields.finish();
  return affine;
}

}  // namespace ductus::data
