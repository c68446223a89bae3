#include "models/blocks/lstm.h"

#include <ATen/ATen.h>
#include <fmt/format.h>

namespace ductus::models {

BiLstm::BiLstm(int64_t inputs, int64_t hidden, int64_t layers) : hidden_(hidden) {
  for (int64_t layer = 0; layer < layers; ++layer) {
    const int64_t in = layer == 0 ? inputs : 2 * hidden;
    for (const char* suffix : {"", "_reverse"}) {
      const auto name = [&](const char* what) { return fmt::format("{}_l{}{}", what, layer, suffix); };
      Direction d;
      d.weight_ih = register_parameter(name("weight_ih"), at::zeros({4 * hidden, in}));
      d.weight_hh = register_parameter(name("weight_hh"), at::zeros({4 * hidden, hidden}));
      d.bias_ih = register_parameter(name("bias_ih"), at::zeros({4 * hidden}));
      d.bias_hh = register_parameter(name("bias_hh"), at::zeros({4 * hidden}));
      const at::NoGradGuard no_grad;
      d.bias_ih.narrow(0, hidden, hidden).fill_(1);  // forget little at first (Jozefowicz et al. 2015)
      directions_.push_back(d);
    }
  }
}

at::Tensor BiLstm::run(const at::Tensor& x, const StepOrder& order, const Direction& d, bool reversed) const {
  const at::Tensor steps = order.steps_first(x, reversed);  // [T, N, in]
  const auto type = x.scalar_type();
  const at::Tensor start = at::zeros({1, steps.size(1), hidden_}, steps.options());
  const std::vector<at::Tensor> weights = {d.weight_ih.to(type), d.weight_hh.to(type), d.bias_ih.to(type),
                                           d.bias_hh.to(type)};
  const auto result =
      at::lstm(steps, {start, start}, weights, /*has_biases=*/true, /*num_layers=*/1,
               /*dropout=*/0.0, is_training(), /*bidirectional=*/false, /*batch_first=*/false);
  return order.samples_first(std::get<0>(result), reversed);
}

at::Tensor BiLstm::forward(const at::Tensor& x, const Ragged& ragged) const {
  const StepOrder order(x.size(0), x.size(1), ragged, x.device());
  at::Tensor y = x;
  for (std::size_t i = 0; i < directions_.size(); i += 2) {
    y = at::cat({run(y, order, directions_[i], false), run(y, order, directions_[i + 1], true)}, 2);
  }
  return y;
}

int64_t BiLstm::parameter_count() const {
  int64_t count = 0;
  for (const at::Tensor& p : parameters()) count += p.numel();
  return count;
}

}  // namespace ductus::models
