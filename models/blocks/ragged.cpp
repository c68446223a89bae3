#include "models/blocks/ragged.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/custom_function.h>

#include <cstring>

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

struct Permutation {
  at::Tensor to_steps, to_samples;  // [T * N] each: source row of each target row
};

Permutation permutation(int64_t samples, int64_t steps, const Ragged& ragged, bool reversed) {
  const std::vector<int64_t> lengths = ragged.lengths(samples, steps);
  Permutation p{at::empty({steps * samples}, at::kLong), at::empty({steps * samples}, at::kLong)};
  int64_t* to_steps = p.to_steps.data_ptr<int64_t>();
  int64_t* to_samples = p.to_samples.data_ptr<int64_t>();
  for (int64_t n = 0; n < samples; ++n) {
    const int64_t length = lengths[static_cast<std::size_t>(n)];
    for (int64_t t = 0; t < steps; ++t) {
      const int64_t from = reversed && t < length ? length - 1 - t : t;
      to_steps[t * samples + n] = n * steps + from;
      to_samples[n * steps + from] = t * samples + n;
    }
  }
  return p;
}

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
  if (x.device().is_cpu()) return ZeroTails::apply(x, ragged.columns());
  const at::Tensor columns = at::tensor(ragged.columns()).to(x.device(), /*non_blocking=*/true);
  const at::Tensor valid = at::arange(x.size(3), columns.options()).unsqueeze(0) < columns.unsqueeze(1);
  return x * valid.to(x.scalar_type()).view({x.size(0), 1, 1, x.size(3)});
}

void fill_tails(const at::Tensor& x, const Ragged& ragged, int value) {
  if (ragged.uniform()) return;
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

at::Tensor steps_first(const at::Tensor& x, const Ragged& ragged, bool reversed) {
  const int64_t n = x.size(0), t = x.size(1), c = x.size(2);
  const Permutation p = permutation(n, t, ragged, reversed);
  return PermuteRows::apply(x.reshape({n * t, c}), p.to_steps.to(x.device()), p.to_samples.to(x.device()))
      .view({t, n, c});
}

at::Tensor samples_first(const at::Tensor& x, const Ragged& ragged, bool reversed) {
  const int64_t t = x.size(0), n = x.size(1), c = x.size(2);
  const Permutation p = permutation(n, t, ragged, reversed);
  return PermuteRows::apply(x.reshape({t * n, c}), p.to_samples.to(x.device()), p.to_steps.to(x.device()))
      .view({n, t, c});
}

}  // namespace ductus::models
