#include "models/blocks/batch_norm_relu.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/custom_function.h>

#include "models/blocks/kernels.h"

namespace ductus::models {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

struct NormRelu : torch::autograd::Function<NormRelu> {
  static at::Tensor forward(AutogradContext* context, const at::Tensor& x, const at::Tensor& gamma,
                            const at::Tensor& beta, const at::Tensor& mean, const at::Tensor& inverse_std,
                            bool pool, const Ragged& ragged) {
    const at::Tensor scale = gamma * inverse_std;
    auto [y, which] = scale_relu(x, scale, beta - mean * scale, pool);
    fill_tails(y, ragged);  // no gradient passes there: y is 0, and none of the four was chosen
    if (pool) fill_tails(which, ragged, kNoneOfFour);
    context->save_for_backward({x, gamma, mean, inverse_std, pool ? which : y});
    context->saved_data["pool"] = pool;
    return y;
  }

  static variable_list backward(AutogradContext* context, const variable_list& grads) {
    const auto saved = context->get_saved_variables();
    const bool pool = context->saved_data["pool"].toBool();
    const at::Tensor none;
    auto [dx, dgamma, dbeta] = norm_relu_backward(grads[0], pool ? none : saved[4], pool ? saved[4] : none,
                                                  saved[0], saved[1], saved[2], saved[3]);
    return {dx, dgamma, dbeta, none, none, none, none};
  }
};

}  // namespace

BatchNormRelu::BatchNormRelu(int64_t channels, double eps, double momentum) : eps_(eps), momentum_(momentum) {
  gamma_ = register_parameter("weight", at::ones({channels}));
  beta_ = register_parameter("bias", at::zeros({channels}));
  running_mean_ = register_buffer("running_mean", at::zeros({channels}));
  running_var_ = register_buffer("running_var", at::ones({channels}));
}

at::Tensor BatchNormRelu::forward(const at::Tensor& x, bool pool, const Ragged& ragged) {
  if (x.device().is_cpu()) return forward_cpu(x.contiguous(at::MemoryFormat::ChannelsLast), pool, ragged);
  const at::Tensor y = at::relu(at::batch_norm(x, gamma_, beta_, running_mean_, running_var_, is_training(),
                                               momentum_, eps_, /*cudnn_enabled=*/true));
  return zero_tails(pool ? at::max_pool2d(y, {2, 2}) : y, ragged);
}

at::Tensor BatchNormRelu::forward_cpu(const at::Tensor& x, bool pool, const Ragged& ragged) {
  if (!is_training()) {
    const at::Tensor scale = gamma_ / (running_var_ + eps_).sqrt();
    at::Tensor y =
        std::get<0>(scale_relu(x.detach(), scale.detach(), (beta_ - running_mean_ * scale).detach(), pool));
    fill_tails(y, ragged);
    return y;
  }
  at::Tensor mean, inverse_std;
  {
    const at::NoGradGuard no_grad;
    std::tie(mean, inverse_std) = channel_moments(x, eps_);
    const double count = static_cast<double>(x.numel() / x.size(1));
    const at::Tensor variance = (inverse_std.pow(-2) - eps_) * (count / std::max(count - 1, 1.0));
    running_mean_.lerp_(mean, momentum_);
    running_var_.lerp_(variance, momentum_);
  }
  return NormRelu::apply(x, gamma_, beta_, mean, inverse_std, pool, ragged);
}

}  // namespace ductus::models
