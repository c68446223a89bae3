// A network's parameters as one flat vector, so that optimizers, averages and checkpoints are one operation
// each.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>
#include <vector>

#include "models/recogniser.h"

namespace ductus::train {

/// Where each named tensor lies in a flat float32 vector.
class Layout {
 public:
  struct Slot {
    std::string name;
    int64_t offset;
    std::vector<int64_t> shape;
    int64_t size() const;
  };

  static Layout of_parameters(const models::Recogniser& net);
  static Layout of_buffers(const models::Recogniser& net);  ///< running statistics

  int64_t size() const { return size_; }
  const std::vector<Slot>& slots() const { return slots_; }

  /// The part of `flat` that a slot names, in its shape. Shares memory.
  static at::Tensor view(const at::Tensor& flat, const Slot& slot);

 private:
  void append(const std::string& name, const at::Tensor& tensor);

  std::vector<Slot> slots_;
  int64_t size_ = 0;
};

/// Copies the net's present values into a new flat vector.
at::Tensor gather_parameters(const models::Recogniser& net);
at::Tensor gather_buffers(const models::Recogniser& net);

/// Makes the net's parameters (and their gradients, when `grad` is defined) or buffers live inside a flat
/// vector.
void bind_parameters(models::Recogniser& net, const at::Tensor& flat, const at::Tensor& grad);
void bind_buffers(models::Recogniser& net, const at::Tensor& flat);

/// 1 where weight decay applies: in tensors of two or more dimensions; 0 for biases and normalisation.
at::Tensor decay_mask(const models::Recogniser& net);

}  // namespace ductus::train
