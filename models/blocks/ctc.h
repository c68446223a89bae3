// Connectionist temporal classification (Graves et al. 2006), exact and deterministic.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "models/blocks/ctc_states.h"

namespace ductus::models {

/// Texts of a batch as labels, one after the other. Classes count from 1; the blank is 0.
struct CtcTargets {
  std::vector<int32_t> labels;
  std::vector<int64_t> lengths;  // [N]
};

/// -log p(labels | log_probs) of one line. log_probs [T, K] row-major; infinite when the text does not fit or
/// a probability on every path is zero; NaN only where log_probs has one.
double ctc_nll(const float* log_probs, int64_t steps, int64_t classes, const int32_t* labels, int64_t count);

/// The same of a batch, differentiable.  log_probs [T, N, K] float on any device, lengths [N] (valid steps)
/// -> [N] float. On the CPU the sums run in a fixed order, in log space. A line whose loss is not finite gets
/// no gradient; what to do about it is the caller's business.
at::Tensor ctc_loss(const at::Tensor& log_probs, const std::vector<int64_t>& lengths,
                    const CtcTargets& targets);

}  // namespace ductus::models
