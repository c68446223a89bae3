#include "train/parameters.h"

#include <ATen/ATen.h>

namespace ductus::train {

int64_t Layout::Slot::size() const {
  int64_t size = 1;
  for (const int64_t n : shape) size *= n;
  return size;
}

void Layout::append(const std::string& name, const at::Tensor& tensor) {
  slots_.push_back({name, size_, tensor.sizes().vec()});
  size_ += tensor.numel();
}

Layout Layout::of_parameters(const models::Recogniser& net) {
  Layout layout;
  for (const auto& item : net.named_parameters()) layout.append(item.key(), item.value());
  return layout;
}

Layout Layout::of_buffers(const models::Recogniser& net) {
  Layout layout;
  for (const auto& item : net.named_buffers()) layout.append(item.key(), item.value());
  return layout;
}

at::Tensor Layout::view(const at::Tensor& flat, const Slot& slot) {
  return flat.narrow(0, slot.offset, slot.size()).view(slot.shape);
}

namespace {

at::Tensor flatten(const std::vector<at::Tensor>& tensors) {
  std::vector<at::Tensor> flat;
  for (const at::Tensor& t : tensors) flat.push_back(t.detach().reshape({-1}));
  return flat.empty() ? at::empty({0}) : at::cat(flat);
}

}  // namespace

at::Tensor gather_parameters(const models::Recogniser& net) { return flatten(net.parameters()); }
at::Tensor gather_buffers(const models::Recogniser& net) { return flatten(net.buffers()); }

void bind_parameters(models::Recogniser& net, const at::Tensor& flat, const at::Tensor& grad) {
  const Layout layout = Layout::of_parameters(net);
  std::size_t i = 0;
  for (auto& item : net.named_parameters()) {
    const Layout::Slot& slot = layout.slots()[i++];
    item.value().set_data(Layout::view(flat, slot));
    if (grad.defined()) item.value().mutable_grad() = Layout::view(grad, slot);
  }
}

void bind_buffers(models::Recogniser& net, const at::Tensor& flat) {
  const Layout layout = Layout::of_buffers(net);
  std::size_t i = 0;
  for (auto& item : net.named_buffers()) item.value().set_data(Layout::view(flat, layout.slots()[i++]));
}

at::Tensor decay_mask(const models::Recogniser& net) {
  std::vector<at::Tensor> parts;
  for (const at::Tensor& p : net.parameters())
    parts.push_back(at::full({p.numel()}, p.dim() > 1 ? 1.0F : 0.0F));
  return at::cat(parts);
}

}  // namespace ductus::train
