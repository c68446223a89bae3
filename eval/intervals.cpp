#include "eval/intervals.h"

#include <algorithm>
#include <cmath>

namespace ductus::eval {

double normal_quantile(double p) {
  // Newton on the distribution function, whose derivative is the density, from the logistic approximation; on
  // the lower half, where erfc keeps its relative precision.
  if (p > 0.5) return -normal_quantile(1 - p);
  const double root_2 = std::sqrt(2.0);
  const double root_2_pi = std::sqrt(2 * std::acos(-1.0));
  double z = std::log(p / (1 - p)) / 1.702;
  for (int step = 0; step < 50; ++step) {
    const double error = 0.5 * std::erfc(-z / root_2) - p;
    const double density = std::exp(-0.5 * z * z) / root_2_pi;
    const double move = std::clamp(error / density, -1.0, 1.0);
    z -= move;
    if (std::abs(move) <= 1e-15 * std::abs(z)) break;
  }
  return z;
}

Interval wilson_interval(int64_t successes, int64_t trials, double level) {
  if (trials <= 0) return {0, 1};
  const double n = static_cast<double>(trials);
  const double share = static_cast<double>(successes) / n;
  const double z = -normal_quantile((1 - level) / 2);
  const double centre = (share + z * z / (2 * n)) / (1 + z * z / n);
  const double half = z / (1 + z * z / n) * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n));
  // 0 and 1 are exact limits there; rounding must not leave 1e-17
  return {successes == 0 ? 0 : std::max(0.0, centre - half),
          successes == trials ? 1 : std::min(1.0, centre + half)};
}

}  // namespace ductus::eval
