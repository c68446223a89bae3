// Convolution, activation and pooling, fused where the CPU gains from it.
#pragma once

#include <ATen/core/Tensor.h>

namespace ductus::models {

/// relu(conv2d(x, weight, bias)), stride 1, `padding` on all sides; then max-pool 2x2 where `pool`.
///
/// x       [N, C, H, W] channels last, float or bfloat16; the result has its type
/// weight  [O, C, k, k] float; bias [O] float
/// Differentiable in all three. On the CPU the gradient of x is not computed for an x that needs none, and
/// what the backward pass keeps of the activations is a byte each. Elsewhere it is LibTorch's own three
/// operators.
at::Tensor conv_relu(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, int64_t padding,
                     bool pool);

}  // namespace ductus::models
