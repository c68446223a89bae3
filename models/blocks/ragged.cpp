#include "models/blocks/ragged.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/custom_function.h>

#include <cstring>

#include "configs/schema/error.h"

namespace ductus::models {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

struct ZeroTails : torch::autograd::Function<ZeroTails> {
  static at::Tensor forward(AutogradContext* context, at::Tensor x, std::vector<int64_t> columns) {
    fill_tails(x, Ragged(columns));
    context->mark_dirty({x});
    context->saved_data["columns"] = std::move(columns);
    return x;
  }

  static variable_list backward(AutogradContext* context, const variable_list& grads) {
    const at::Tensor grad = grads[0].clone(at::MemoryFormat::ChannelsLast);
    fill_tails(grad, Ragged(context->saved_data["columns"].toIntVector()));
    return {grad, at::Tensor()};
  }
};

/// [rows, C] in the order of `index`, a permutation; the gradient goes back by its inverse.
struct PermuteRows : torch::autograd::Function<PermuteRows> {
  static at::Tensor forward(AutogradContext* context, const at::Tensor& rows, const at::Tensor& index,
                            const at::Tensor& inverse) {
    context->save_for_backward({inverse});
    return rows.index_select(0, index);
  }

  static variable_list backward(AutogradContext* context, const variable_list& grads) {
    const at::Tensor none;
    return {grads[0].contiguous().index_select(0, context->get_saved_variables()[0]), none, none};
  }
};

}  // namespace

Ragged Ragged::shrunk(int64_t factor) const {
  std::vector<int64_t> columns = columns_;
  for (int64_t& c : columns) c = (c + factor - 1) / factor;
  return Ragged(std::move(columns));
}

std::vector<int64_t> Ragged::lengths(int64_t count, int64_t width) const {
  return uniform() ? std::vector<int64_t>(static_cast<std::size_t>(count), width) : columns_;
}

at::Tensor zero_tails(const at::Tensor& x, const Ragged& ragged) {
  if (ragged.uniform()) return x;
  if (x.device().is_cpu())
    return ZeroTails::apply(x.contiguous(at::MemoryFormat::ChannelsLast), ragged.columns());
  const at::Tensor columns = at::tensor(ragged.columns()).to(x.device(), /*non_blocking=*/true);
  const at::Tensor valid = at::arange(x.size(3), columns.options()).unsqueeze(0) < columns.unsqueeze(1);
  return x * valid.to(x.scalar_type()).view({x.size(0), 1, 1, x.size(3)});
}

void fill_tails(const at::Tensor& x, const Ragged& ragged, int value) {
  if (ragged.uniform()) return;
  DUCTUS_CHECK(x.is_contiguous(at::MemoryFormat::ChannelsLast) && x.device().is_cpu() &&
                   static_cast<int64_t>(ragged.columns().size()) == x.size(0),
               "fill_tails: expected {} channels-last pictures on the CPU, found {} with strides {}",
               ragged.columns().size(), x.size(0), fmt::join(x.strides(), ","));
  const int64_t channels = x.size(1), rows = x.size(2), width = x.size(3);
  const auto pixel_bytes = static_cast<std::size_t>(channels) * x.element_size();
  auto* bytes = static_cast<char*>(x.data_ptr());
  for (int64_t n = 0; n < x.size(0); ++n) {
    const int64_t valid = std::min(ragged.columns()[static_cast<std::size_t>(n)], width);
    for (int64_t y = 0; y < rows; ++y) {
      const auto at = static_cast<std::size_t>((n * rows + y) * width + valid) * pixel_bytes;
      std::memset(bytes + at, value, static_cast<std::size_t>(width - valid) * pixel_bytes);
    }
  }
}

StepOrder::Permutation StepOrder::permutation(int64_t samples, int64_t steps,
                                              const std::vector<int64_t>& lengths, bool reversed,
                                              at::Device device) {
  const auto options = at::TensorOptions().dtype(at::kLong).pinned_memory(device.is_cuda());
  const at::Tensor to_steps = at::empty({steps * samples}, options);
  const at::Tensor to_samples = at::empty({steps * samples}, options);
  auto* from_row = to_steps.data_ptr<int64_t>();
  auto* back_row = to_samples.data_ptr<int64_t>();
  for (int64_t n = 0; n < samples; ++n) {
    const int64_t length = lengths[static_cast<std::size_t>(n)];
    for (int64_t t = 0; t < steps; ++t) {
      const int64_t from = reversed && t < length ? length - 1 - t : t;
      from_row[t * samples + n] = n * steps + from;
      back_row[n * steps + from] = t * samples + n;
    }
  }
  return {to_steps.to(device, /*non_blocking=*/true), to_samples.to(device, /*non_blocking=*/true)};
}

StepOrder::StepOrder(int64_t samples, int64_t steps, const Ragged& ragged, at::Device device) {
  const std::vector<int64_t> lengths = ragged.lengths(samples, steps);
  forwards_ = permutation(samples, steps, lengths, /*reversed=*/false, device);
  backwards_ = permutation(samples, steps, lengths, /*reversed=*/true, device);
}

at::Tensor StepOrder::steps_first(const at::Tensor& x, bool reversed) const {
  const int64_t n = x.size(0), t = x.size(1), c = x.size(2);
  return PermuteRows::apply(x.reshape({n * t, c}), order(reversed).to_steps, order(reversed).to_samples)
      .view({t, n, c});
}

at::Tensor StepOrder::samples_first(const at::Tensor& x, bool reversed) const {
  const int64_t t = x.size(0), n = x.size(1), c = x.size(2);
  return PermuteRows::apply(x.reshape({t * n, c}), order(reversed).to_samples, order(reversed).to_steps)
      .view({n, t, c});
}

StridedBatch pad_to_stride(const at::Tensor& images, const std::vector<int64_t>& widths, int64_t stride) {
  const int64_t width = images.size(3), missing = (stride - width % stride) % stride;
  if (missing == 0) return {images, Ragged(widths)};
  const Ragged ends(Ragged(widths).lengths(images.size(0), width));  // what is added is nobody's
  return {at::constant_pad_nd(images, {0, missing}, 0), ends};
}

}  // namespace ductus::models
