// A network's parameters as one flat vector, so that optimizers, averages and checkpoints are one operation
// each.
#pragma once

#include <ATen/core/Tensor.h>

#include "models/recogniser.h"

namespace ductus::train {

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
