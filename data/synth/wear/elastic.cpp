#include "data/synth/wear/shape_wear.h"
#include "data/synth/wear/smooth_field.h"

namespace ductus::data {
namespace {

/// Paper that is not flat, and feeds that are not even: a smooth random displacement (Simard, Steinkraus,
/// Platt, ICDAR 2003; see data/synth/displacement.h).
struct Elastic : ShapeWear {
  float rms_px = 1.5F;
  float spacing_px = 50;

  Warp bend(Sheet& sheet, float strength, Rng& rng) const override {
    const Warp still(sheet.width, sheet.height);
    const auto columns = static_cast<std::size_t>(still.columns());
    const std::vector<float> dx = lattice(rng, still), dy = lattice(rng, still);
    const float most = strength * rms_px;
    return Warp::of(sheet.width, sheet.height, [&](Point at) {
      const std::size_t i = static_cast<std::size_t>(at.y) / Warp::kCell * columns +
                            static_cast<std::size_t>(at.x) / Warp::kCell;
      return Point{at.x + most * dx[i], at.y + most * dy[i]};
    });
  }

  std::vector<float> lattice(Rng& rng, const Warp& warp) const {
    const SmoothField field(rng, warp.columns(), warp.rows(), spacing_px / Warp::kCell);
    const auto columns = static_cast<std::size_t>(warp.columns());
    std::vector<float> values(columns * static_cast<std::size_t>(warp.rows()));
    for (int r = 0; r < warp.rows(); ++r) field.row(r, &values[static_cast<std::size_t>(r) * columns]);
    return values;
  }
};

}  // namespace

std::unique_ptr<Wear> make_wear_elastic(config::Fields& options) {
  auto wear = std::make_unique<Elastic>();
  options.optional("rms_px", wear->rms_px, config::Range<float>{0, 50});
  options.optional("spacing_px", wear->spacing_px, config::Range<float>{Warp::kCell, 4096});
  return wear;
}

}  // namespace ductus::data
