// Sums of probabilities that are kept as logarithms.
#pragma once

#include <cmath>
#include <utility>

namespace ductus::eval {

/// log(e^a + e^b); minus infinity is probability 0.
inline double log_add(double a, double b) {
  constexpr double kNegligible = 37;  // e^-37 is below half a unit in the last place of 1
  if (a < b) std::swap(a, b);
  return b > a - kNegligible ? a + std::log1p(std::exp(b - a)) : a;
}

/// A network's log-probability for sums: NaN is probability 0.
inline double log_prob_or_none(float value) {
  return std::isnan(value) ? -INFINITY : static_cast<double>(value);
}

}  // namespace ductus::eval
