// Batch normalisation and ReLU in one step.
#pragma once

#include <torch/nn/module.h>
#include <torch/types.h>

#include "models/blocks/ragged.h"

namespace ductus::models {

/// relu(batch_norm(x)), then max-pool 2x2 where `pool` (Ioffe and Szegedy 2015). In training the batch's own
/// statistics are used and the running ones follow with `momentum` (torch's convention: running += momentum
/// (batch - running)).
class BatchNormRelu : public torch::nn::Module {
 public:
  explicit BatchNormRelu(int64_t channels, double eps = 1e-5, double momentum = 0.1);

  /// [N, C, H, W] -> [N, C, H, W] or [N, C, H/2, W/2]. `ragged`: valid columns of the result; those beyond
  /// become zero. In training the statistics are of all columns, padding included: batches are made so that
  /// there is little.
  at::Tensor forward(const at::Tensor& x, bool pool = false, const Ragged& ragged = {});

  int64_t parameter_count() const { return 2 * gamma_.numel(); }

 private:
  at::Tensor forward_cpu(const at::Tensor& x, bool pool, const Ragged& ragged);

  double eps_, momentum_;
  at::Tensor gamma_, beta_, running_mean_, running_var_;
};

}  // namespace ductus::models
