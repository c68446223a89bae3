#include <algorithm>
#include <cmath>

#include "data/simd.h"
#include "data/synth/wear/tones.h"
#include "data/synth/wear/wear.h"

namespace ductus::data {
namespace {

/// For each place: the squared distance to the nearest dot's middle along one axis, in pitches.
std::vector<float> dot_distances(int size, float pitch, float phase) {
  std::vector<float> squares;
  for (int i = 0; i < size; ++i) {
    const float place = static_cast<float>(i) / pitch + phase;
    const float off = place - std::round(place);
    squares.push_back(off * off);
  }
  return squares;
}

DUCTUS_CLONES void dot_row(const float* __restrict across, float down, float square_radius, float lost,
                           float most_lost, int width, float* __restrict row) {
  constexpr float kEdge = 6;  // of ink over squared distance: a dot's rim is about a third of a pitch wide
  for (int x = 0; x < width; ++x) {
    const float inside = cut((square_radius - across[x] - down) * kEdge + 0.5F);
    row[x] = lose_ink(row[x], lost + (1 - lost) * most_lost * (1 - inside));
  }
}

/// The print of a needle printer: ink in dots on a grid, and rows without any where a needle of the head is
/// worn out.
struct DotMatrix : Wear {
  float pitch_px = 3.2F;
  float dot = 1.05F;  // diameter, in pitches
  int needles = 9;
  float worn_needles = 0.6F;  // how many of them, on average

  void change(Sheet& sheet, float strength, Rng& rng) const override {
    const float pitch = pitch_px * rng.uniform(0.85F, 1.15F);
    const float phase_x = rng.uniform(), phase_y = rng.uniform();
    const std::vector<float> across = dot_distances(sheet.width, pitch, phase_x);
    const std::vector<float> down = dot_distances(sheet.height, pitch, phase_y);
    std::vector<float> worn;
    for (int i = 0; i < needles; ++i) {
      const bool drawn = rng.uniform() * static_cast<float>(needles) < worn_needles;
      worn.push_back(drawn ? strength * rng.uniform(0.3F, 0.85F) : 0);
    }
    for (int y = 0; y < sheet.height; ++y) {
      const auto dot_number = std::lround(static_cast<float>(y) / pitch + phase_y);
      dot_row(across.data(), down[static_cast<std::size_t>(y)], dot * dot / 4,
              worn[static_cast<std::size_t>(dot_number % needles)], strength, sheet.width, sheet.row(y));
    }
  }
};

}  // namespace

std::unique_ptr<Wear> make_wear_dot_matrix(config::Fields& options) {
  auto wear = std::make_unique<DotMatrix>();
  options.optional("pitch_px", wear->pitch_px, config::Range<float>{1.5F, 32});
  options.optional("dot", wear->dot, config::Range<float>{0.2F, 2});
  options.optional("needles", wear->needles, config::Range{1, 48});
  options.optional("worn_needles", wear->worn_needles, config::Range<float>{0, 48});
  return wear;
}

}  // namespace ductus::data
