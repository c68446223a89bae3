#include "train/optimizers/adam.h"

#include <ATen/ATen.h>

#include <cmath>

namespace ductus::train {

Adam::Adam(const config::Node& options, bool decays) {
  if (decays) weight_decay_ = 0.01;
  auto fields = options.fields();
  fields.optional("lr", learning_rate_, config::Range<double>{1e-9, 10});
  fields.optional("beta1", beta1_, config::Range<double>{0, 0.99999});
  fields.optional("beta2", beta2_, config::Range<double>{0, 0.9999999});
  fields.optional("eps", eps_, config::Range<double>{1e-16, 1});
  fields.optional("epsilon", epsilon_,
                  config::Choice<Epsilon>{{"torch", Epsilon::kTorch}, {"keras", Epsilon::kKeras}});
  if (decays) fields.optional("weight_decay", weight_decay_, config::Range<double>{0, 10});
  fields.finish();
}

void Adam::step(at::Tensor& values, const at::Tensor& grad, const at::Tensor& decay, double lr,
                int64_t step) {
  state(values);
  if (weight_decay_ > 0) values.addcmul_(values, decay, -lr * weight_decay_);
  // Keras's m / (sqrt(v) + eps) sqrt(1 - beta2^t) is torch's formula with this epsilon
  const double eps =
      epsilon_ == Epsilon::kKeras ? eps_ / std::sqrt(1 - std::pow(beta2_, static_cast<double>(step))) : eps_;
  const at::Tensor steps = at::full({}, static_cast<double>(step), values.options());
  at::_fused_adam_({values}, {grad}, {mean_}, {square_}, {}, {steps}, lr, beta1_, beta2_, /*weight_decay=*/0,
                   eps,
                   /*amsgrad=*/false, /*maximize=*/false);
}

std::vector<std::pair<std::string, at::Tensor>> Adam::state(const at::Tensor& values) {
  if (!mean_.defined()) mean_ = at::zeros_like(values), square_ = at::zeros_like(values);
  return {{"adam.mean", mean_}, {"adam.square", square_}};
}

std::unique_ptr<Optimizer> make_adam(const config::Node& options) {
  return std::make_unique<Adam>(options, /*decays=*/false);
}

}  // namespace ductus::train
