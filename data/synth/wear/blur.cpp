#include "data/synth/wear/motion.h"
#include "data/synth/wear/wear.h"

namespace ductus::data {
namespace {

/// A camera out of focus (Gaussian) that moved while its shutter was open (a line).
struct Blur : Wear {
  float sigma_px = 1.4F;
  float motion_px = 4;

  void change(Sheet& sheet, float strength, Rng& rng) const override {
    const float sigma = strength * sigma_px * rng.uniform(0.3F, 1);
    const float length = strength * motion_px * rng.uniform();
    const float angle = rng.uniform(0, 3.1415927F);
    FilterScratch scratch;
    if (sigma > 0) blur(sheet.plane(), sigma, scratch);
    if (length > 0) smear(sheet, line_taps(length, angle));
    cut_to_range(sheet);
  }
};

}  // namespace

std::unique_ptr<Wear> make_wear_blur(config::Fields& options) {
  auto wear = std::make_unique<Blur>();
  options.optional("sigma_px", wear->sigma_px, config::Range<float>{0, 16});
  options.optional("motion_px", wear->motion_px, config::Range<float>{0, 64});
  return wear;
}

}  // namespace ductus::data
