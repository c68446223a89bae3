#include <algorithm>
#include <cmath>

#include "data/synth/wear/shape_wear.h"

namespace ductus::data {
namespace {

/// A sheet that lay askew, turned about its middle. On a long and low sheet the angle is less, so that its
/// print stays on it.
struct Rotate : ShapeWear {
  float angle_deg = 3;
  float rise_frac = 0.15F;  // how far the ends of a middle line may move, of the other side

  Warp bend(Sheet& sheet, float strength, Rng& rng) const override {
    const auto w = static_cast<float>(sheet.width), h = static_cast<float>(sheet.height);
    const float most =
        std::min(angle_deg * 3.1415927F / 180, std::atan(2 * rise_frac * std::min(h / w, w / h)));
    const float angle = strength * rng.uniform(-most, most);
    const float cosine = std::cos(angle), sine = std::sin(angle);
    const Point middle{(w - 1) / 2, (h - 1) / 2};
    return Warp::of(sheet.width, sheet.height, [&](Point at) {
      const float x = at.x - middle.x, y = at.y - middle.y;
      return Point{middle.x + cosine * x - sine * y, middle.y + sine * x + cosine * y};
    });
  }
};

}  // namespace

std::unique_ptr<Wear> make_wear_rotate(config::Fields& options) {
  auto wear = std::make_unique<Rotate>();
  options.optional("angle_deg", wear->angle_deg, config::Range<float>{0, 20});
  options.optional("rise_frac", wear->rise_frac, config::Range<float>{0, 1});
  return wear;
}

}  // namespace ductus::data
