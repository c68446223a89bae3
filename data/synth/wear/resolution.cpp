#include "data/synth/wear/wear.h"

namespace ductus::data {
namespace {

/// A picture that was small once: area means of larger pixels, enlarged again.
struct Resolution : Wear {
  float factor = 2.2F;

  void change(Sheet& sheet, float strength, Rng& rng) const override {
    const float coarseness = 1 + strength * (factor - 1) * rng.uniform(0.3F, 1);
    FilterScratch scratch;
    coarsen(sheet.plane(), coarseness, scratch);
    cut_to_range(sheet);
  }
};

}  // namespace

std::unique_ptr<Wear> make_wear_resolution(config::Fields& options) {
  auto wear = std::make_unique<Resolution>();
  options.optional("factor", wear->factor, config::Range<float>{1, 16});
  return wear;
}

}  // namespace ductus::data
