#include "models/blocks/lstm.h"

#include <ATen/ATen.h>
#include <fmt/format.h>

#include <array>

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

namespace {

/// A direction's weights in the type of `x`. cuDNN reads them out of one piece of memory, in this order;
/// found apart, LibTorch copies them together and warns, at every call.
std::vector<at::Tensor> weights_for(const at::Tensor& x, const std::array<at::Tensor, 4>& parts) {
  std::vector<at::Tensor> weights;
  if (!x.is_cuda()) {
    for (const at::Tensor& part : parts) weights.push_back(part.to(x.scalar_type()));
    return weights;
  }
  std::vector<at::Tensor> flat;
  std::vector<int64_t> sizes;
  for (const at::Tensor& part : parts) {
    flat.push_back(part.reshape({-1}));
    sizes.push_back(part.numel());
  }
  weights = at::cat(flat).to(x.scalar_type()).split_with_sizes(sizes);
  for (std::size_t i = 0; i < parts.size(); ++i) weights[i] = weights[i].view(parts[i].sizes());
  return weights;
}

}  // namespace

at::Tensor BiLstm::run(const at::Tensor& x, const StepOrder& order, const Direction& d, bool reversed) const {
  const at::Tensor steps = order.steps_first(x, reversed);  // [T, N, in]
  const at::Tensor start = at::zeros({1, steps.size(1), hidden_}, steps.options());
  const auto result =
      at::lstm(steps, {start, start}, weights_for(x, {d.weight_ih, d.weight_hh, d.bias_ih, d.bias_hh}),
               /*has_biases=*/true, /*num_layers=*/1,
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
