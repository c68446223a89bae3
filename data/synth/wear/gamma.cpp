#include <cmath>

#include "data/synth/wear/wear.h"

namespace ductus::data {
namespace {

/// Grey that got darker or lighter: v^g, g between 1 / (1 + range) and 1 + range.
struct Gamma : Wear {
  float range = 0.8F;

  void change(Sheet& sheet, float strength, Rng& rng) const override {
    const float most = strength * std::log(1 + range);
    change_tone(sheet.plane(), std::exp(rng.uniform(-most, most)), 1, 0);
  }
};

}  // namespace

std::unique_ptr<Wear> make_wear_gamma(config::Fields& options) {
  auto wear = std::make_unique<Gamma>();
  options.optional("range", wear->range, config::Range<float>{0, 9});
  return wear;
}

}  // namespace ductus::data
