#include "models/model_file.h"

#include <ATen/Functions.h>

#include <array>
#include <cstring>

#include "configs/schema/error.h"

namespace ductus::models {
namespace {

struct TypePair {
  at::ScalarType torch;
  Dtype file;
};

constexpr std::array<TypePair, 10> kTypes{{{at::kFloat, Dtype::kF32},
                                           {at::kHalf, Dtype::kF16},
                                           {at::kBFloat16, Dtype::kBF16},
                                           {at::kDouble, Dtype::kF64},
                                           {at::kLong, Dtype::kI64},
                                           {at::kInt, Dtype::kI32},
                                           {at::kShort, Dtype::kI16},
                                           {at::kChar, Dtype::kI8},
                                           {at::kByte, Dtype::kU8},
                                           {at::kBool, Dtype::kBool}}};

/// The file's tensors; what is wrong with one is said of the file.
NamedTensors tensors_of(const SafetensorsFile& file, const std::string& path) {
  try {
    NamedTensors tensors;
    for (const TensorBlob& blob : file.tensors) tensors.emplace_back(blob.name, to_tensor(blob));
    return tensors;
  } catch (const Error& error) {
    fail("{}: {}", path, error.what());
  }
}

}  // namespace

TensorBlob to_blob(const std::string& name, const at::Tensor& tensor) {
  DUCTUS_CHECK(tensor.defined(), "tensor \"{}\": holds nothing", name);
  for (const TypePair& type : kTypes) {
    if (type.torch != tensor.scalar_type()) continue;
    const at::Tensor plain = tensor.detach().cpu().contiguous();
    const auto* bytes = static_cast<const uint8_t*>(plain.const_data_ptr());
    return {name, type.file, plain.sizes().vec(), std::vector<uint8_t>(bytes, bytes + plain.nbytes())};
  }
  fail("tensor \"{}\": type {} cannot be kept in a file", name, at::toString(tensor.scalar_type()));
}

at::Tensor to_tensor(const TensorBlob& blob) {
  for (const TypePair& type : kTypes) {
    if (type.file != blob.dtype) continue;
    at::Tensor tensor = at::empty(blob.shape, at::TensorOptions(type.torch));
    if (!blob.data.empty()) std::memcpy(tensor.mutable_data_ptr(), blob.data.data(), blob.data.size());
    return tensor;
  }
  fail("tensor \"{}\": type {} is not used by ductus", blob.name, dtype_name(blob.dtype));
}

void save_tensors(const std::string& path, const std::map<std::string, std::string>& metadata,
                  const NamedTensors& tensors) {
  SafetensorsFile file{metadata, {}};
  for (const auto& [name, tensor] : tensors) file.tensors.push_back(to_blob(name, tensor));
  write_safetensors(path, file);
}

std::pair<std::map<std::string, std::string>, NamedTensors> load_tensors(const std::string& path) {
  SafetensorsFile file = read_safetensors(path);
  NamedTensors tensors = tensors_of(file, path);
  return {std::move(file.metadata), std::move(tensors)};
}

void save_model(const std::string& path, const ModelInfo& info, const NamedTensors& tensors) {
  save_tensors(path, to_metadata(info), tensors);
}

Model load_model(const std::string& path) {
  const SafetensorsFile file = read_safetensors(path);
  Model model{from_metadata(file.metadata, path), tensors_of(file, path)};
  model.info.file_hash = file.hash;
  return model;
}

}  // namespace ductus::models
