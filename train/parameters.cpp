#include "train/parameters.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <vector>

namespace ductus::train {

namespace {

at::Tensor flatten(const std::vector<at::Tensor>& tensors) {
  std::vector<at::Tensor> flat;
  for (const at::Tensor& t : tensors) flat.push_back(t.detach().reshape({-1}));
  return flat.empty() ? at::empty({0}) : at::cat(flat);
}

/// Walks along a flat vector.
class Cursor {
 public:
  explicit Cursor(const at::Tensor& flat) : flat_(flat) {}

  /// The next part of it in the shape of `like`. Shares memory.
  at::Tensor next(const at::Tensor& like) {
    const at::Tensor part = flat_.narrow(0, begin_, like.numel()).view(like.sizes());
    begin_ += like.numel();
    return part;
  }

 private:
  const at::Tensor& flat_;
  int64_t begin_ = 0;
};

}  // namespace

at::Tensor gather_parameters(const models::Recogniser& net) { return flatten(net.parameters()); }
at::Tensor gather_buffers(const models::Recogniser& net) { return flatten(net.buffers()); }

void bind_parameters(models::Recogniser& net, const at::Tensor& flat, const at::Tensor& grad) {
  Cursor values(flat), gradients(grad);
  for (at::Tensor& parameter : net.parameters()) {
    parameter.set_data(values.next(parameter));
    if (grad.defined()) parameter.mutable_grad() = gradients.next(parameter);
  }
}

void bind_buffers(models::Recogniser& net, const at::Tensor& flat) {
  Cursor values(flat);
  for (at::Tensor& buffer : net.buffers()) buffer.set_data(values.next(buffer));
}

at::Tensor decay_mask(const models::Recogniser& net) {
  std::vector<at::Tensor> parts;
  for (const at::Tensor& p : net.parameters())
    parts.push_back(at::full({p.numel()}, p.dim() > 1 ? 1.0F : 0.0F));
  return at::cat(parts);
}

}  // namespace ductus::train
