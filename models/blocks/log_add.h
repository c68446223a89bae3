// Sums of probabilities that are kept as logarithms.
#pragma once

#include <cmath>

namespace ductus::models {

/// log(e^a + e^b) of float or double; minus infinity is probability 0, NaN on either side stays NaN.
template <typename T>
T log_add(T a, T b) {
  constexpr T kNegligible = 37;  // e^-37 is below half a unit in the last place of 1
  const T high = a > b ? a : b, low = a > b ? b : a;
  return low <= high - kNegligible ? high : high + std::log1p(std::exp(low - high));
}

}  // namespace ductus::models
