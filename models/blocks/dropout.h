// Dropout whose mask is a function of (seed, step, sample, layer).
#pragma once

#include <ATen/core/Tensor.h>

#include "models/recogniser.h"

namespace ductus::models {

/// Zeroes each feature with probability `rate` and scales the rest by 1 / (1 - rate) (Srivastava et al.
/// 2014). x [N, ...]; `layer` tells a net's dropouts apart. Without noise (evaluation) x comes back as it is.
at::Tensor dropout(const at::Tensor& x, double rate, uint32_t layer, const Noise* noise);

}  // namespace ductus::models
