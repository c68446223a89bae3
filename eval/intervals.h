// Confidence intervals of proportions.
#pragma once

#include <cstdint>

namespace ductus::eval {

struct Interval {
  double low = 0;
  double high = 0;
};

/// Wilson's score interval (E. B. Wilson, J. Am. Stat. Assoc. 22, 1927) of `successes` out of `trials`.
/// Without trials nothing is known: [0, 1]. `level` in (0, 1).
Interval wilson_interval(int64_t successes, int64_t trials, double level = 0.95);

/// z with P(Z <= z) = p for a standard normal Z; p in (0, 1).
double normal_quantile(double p);

}  // namespace ductus::eval
