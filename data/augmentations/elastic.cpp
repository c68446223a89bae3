#include "data/augmentations/augmentation.h"

namespace ductus::data {
namespace {

/// Elastic distortion on a coarse grid: a smooth displacement field, after Simard, Steinkraus and Platt
/// (ICDAR 2003), with cubic interpolation between control points in place of a Gaussian filter.
struct Elastic : Augmentation {
  float sigma_px = 1;

  void draw(Rng& rng, ImageSize, Plan& plan) const override {
    plan.elastic |= sigma_px > 0;
    for (float& d : plan.displacement) d += sigma_px * rng.normal();
  }
};

}  // namespace

std::unique_ptr<Augmentation> make_elastic(const config::Node& options) {
  auto elastic = std::make_unique<Elastic>();
  auto fields = options.fields();
  fields.optional("sigma_px", elastic->sigma_px, config::Range<float>{0, 20});
  fields.finish();
  return elastic;
}

}  // namespace ductus::data
