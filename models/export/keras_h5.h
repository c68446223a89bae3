// Keras .h5 files of the reference networks, in and out.
#pragma once

#include <string>
#include <vector>

#include "models/model_info.h"
#include "models/safetensors.h"

namespace ductus::models {

/// A network without torch: float32 tensors NAME.weight and NAME.bias in torch's layouts (O, I, H, W and O,
/// I).
struct PlainModel {
  ModelInfo info;
  std::vector<TensorBlob> tensors;
};

/// Reads a file that Keras wrote: a whole model (`model.save`, Keras 2 and 3) or weights alone
/// (`save_weights`). The net is told by its layers, or by the shapes of its weights. Kernels are permuted, H,
/// W, I, O -> O, I, H, W, and so are the rows of the first dense layer, (h, w, c) -> (c, h, w). An empty
/// `alphabet` means the reference's own: digits, or digits and capitals. Throws ductus::Error.
PlainModel read_keras_h5(const std::string& path, const data::Alphabet& alphabet);

/// Writes a file that `keras.models.load_model` opens (Keras 2 and 3), reads it back and compares before it
/// is kept. Its input is pixel / 255, its output softmax at temperature 1. Throws ductus::Error for a net
/// that the format cannot carry.
void write_keras_h5(const std::string& path, const PlainModel& model);

}  // namespace ductus::models
