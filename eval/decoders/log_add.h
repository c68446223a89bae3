// Sums of probabilities that are kept as logarithms.
#pragma once

#include <cmath>

namespace ductus::eval {

/// log(e^a + e^b); minus infinity is probability 0.
inline double log_add(double a, double b) {
  if (a < b) return log_add(b, a);
  return b == -INFINITY ? a : a + std::log1p(std::exp(b - a));
}

/// A network's log-probability for sums: NaN is probability 0.
inline double log_prob_or_none(float value) {
  return std::isnan(value) ? -INFINITY : static_cast<double>(value);
}

}  // namespace ductus::eval
