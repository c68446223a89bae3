#include "data/augmentations/plan.h"

#include <algorithm>
#include <cmath>

namespace ductus::data {

std::array<float, 6> composed(const std::array<float, 6>& outer, const std::array<double, 6>& inner) {
  std::array<float, 6> map{};
  for (int row = 0; row < 2; ++row) {
    const double a = outer[3 * row], b = outer[3 * row + 1], c = outer[3 * row + 2];
    map[3 * row] = static_cast<float>(a * inner[0] + b * inner[3]);
    map[3 * row + 1] = static_cast<float>(a * inner[1] + b * inner[4]);
    map[3 * row + 2] = static_cast<float>(a * inner[2] + b * inner[5] + c);
  }
  return map;
}

void compose(Plan& plan, const std::array<double, 6>& inner) { plan.map = composed(plan.map, inner); }

std::array<float, Plan::kGrid> control_weights(int pixel, int size) {
  constexpr double a = -0.5;
  const double place = size > 1 ? static_cast<double>(pixel) * (Plan::kGrid - 1) / (size - 1) : 0;
  const int cell = std::min(static_cast<int>(place), Plan::kGrid - 2);
  std::array<float, Plan::kGrid> weights{};
  for (int k = -1; k <= 2; ++k) {
    const double d = std::abs(place - (cell + k));
    const double w = d <= 1   ? ((a + 2) * d - (a + 3)) * d * d + 1
                     : d <= 2 ? ((a * d - 5 * a) * d + 8 * a) * d - 4 * a
                              : 0;
    weights[std::clamp(cell + k, 0, Plan::kGrid - 1)] += static_cast<float>(w);
  }
  return weights;
}

}  // namespace ductus::data
