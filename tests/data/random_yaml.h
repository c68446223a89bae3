// Values of random recipes.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "data/rng.h"

namespace ductus::test {

/// "[a, b]" with low <= a <= b <= high.
inline std::string random_span(data::Rng& rng, float low, float high) {
  const float a = rng.uniform(low, high), b = rng.uniform(low, high);
  return fmt::format("[{}, {}]", std::min(a, b), std::max(a, b));
}

}  // namespace ductus::test
