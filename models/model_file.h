// Model files and checkpoints: named tensors of torch in a safetensors file.
#pragma once

#include <ATen/core/Tensor.h>

#include <string>
#include <utility>
#include <vector>

#include "models/model_info.h"
#include "models/safetensors.h"

namespace ductus::models {

using NamedTensors = std::vector<std::pair<std::string, at::Tensor>>;

/// A copy of the tensor's values as plain bytes; any device and stride. Throws ductus::Error for a type that
/// the container does not have.
TensorBlob to_blob(const std::string& name, const at::Tensor& tensor);

/// A tensor on the CPU that owns its memory.
at::Tensor to_tensor(const TensorBlob& blob);

struct Model {
  ModelInfo info;
  NamedTensors tensors;
};

/// Writes a model file: at `path` lies the old one or the whole new one. Throws ductus::Error.
void save_model(const std::string& path, const ModelInfo& info, const NamedTensors& tensors);

/// Reads and checks a model file (changed bytes included); runs no code. Throws ductus::Error.
Model load_model(const std::string& path);

/// As save_model and load_model for any metadata: what checkpoints are kept in.
void save_tensors(const std::string& path, const std::map<std::string, std::string>& metadata,
                  const NamedTensors& tensors);
std::pair<std::map<std::string, std::string>, NamedTensors> load_tensors(const std::string& path);

}  // namespace ductus::models
