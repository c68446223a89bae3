// Vectorised loops over channels-last activations that LibTorch has no fused operator for (CPU).
#pragma once

#include <ATen/core/Tensor.h>

#include <tuple>

namespace ductus::models {

// All activations are channels last, float or bfloat16, on the CPU: [N, C, H, W] with strides of [N, H, W,
// C].

/// In `which`: no gradient passes, all four were <= 0.
constexpr int kNoneOfFour = 4;

/// max-pool 2x2, stride 2, of max(x, 0), the last odd row and column left out.
/// Returns the pooled activations [N, C, H/2, W/2] and, for each, which of the four it came from (4: none,
/// all <= 0).
std::tuple<at::Tensor, at::Tensor> relu_pool(const at::Tensor& x);

/// Gradient of relu_pool for x of the given height and width.
at::Tensor relu_pool_backward(const at::Tensor& grad, const at::Tensor& which, int64_t height, int64_t width);

/// Mean and inverse standard deviation (biased, plus eps) a channel.  [C] float each
std::tuple<at::Tensor, at::Tensor> channel_moments(const at::Tensor& x, double eps);

/// max(x * scale + shift, 0), scale and shift [C] float; pooled 2x2 or not. `which` as in relu_pool
/// (undefined when not pooled).
std::tuple<at::Tensor, at::Tensor> scale_relu(const at::Tensor& x, const at::Tensor& scale,
                                              const at::Tensor& shift, bool pool);

/// Gradients of y = relu(gamma * (x - mean) * inverse_std + beta) [pooled] with batch statistics:
/// dx like x, dgamma [C], dbeta [C].
std::tuple<at::Tensor, at::Tensor, at::Tensor> norm_relu_backward(
    const at::Tensor& grad, const at::Tensor& y, const at::Tensor& which, const at::Tensor& x,
    const at::Tensor& gamma, const at::Tensor& mean, const at::Tensor& inverse_std);

}  // namespace ductus::models
