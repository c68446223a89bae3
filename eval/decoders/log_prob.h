// A network's log-probabilities, as sums take them.
#pragma once

#include <cmath>

namespace ductus::eval {

/// NaN is probability 0.
inline double log_prob_or_none(float value) {
  return std::isnan(value) ? -INFINITY : static_cast<double>(value);
}

}  // namespace ductus::eval
