// What a sample's loss counts for, by how often its class occurs.
#pragma once

#include <cstdint>
#include <vector>

#include "configs/schema/checks.h"

namespace ductus::data {

enum class ClassWeighting {
  kNone,             ///< 1
  kInverse,          ///< max(count) / count
  kSqrt,             ///< sqrt(max(count) / count)
  kEffectiveNumber,  ///< (1 - beta) / (1 - beta^count), scaled to mean 1 over the classes that occur (Cui et
                     ///< al., "Class-Balanced Loss Based on Effective Number of Samples", CVPR 2019)
};

/// Their names in recipes: none, inverse, sqrt, effective_number.
config::Choice<ClassWeighting> class_weightings();

struct ClassWeights {
  std::vector<double> weights;  ///< [K]; 0 for a class that does not occur
  std::vector<int32_t> absent;  ///< those classes, for the caller to say
};

/// Weights from samples a class. `beta` in [0, 1) serves kEffectiveNumber alone.
ClassWeights class_weights(ClassWeighting mode, const std::vector<int64_t>& counts, double beta = 0.999);

}  // namespace ductus::data
