// The safetensors container as plain structs: named tensors and text metadata, without torch.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "data/buffer.h"

namespace ductus::models {

/// Element types, named as in the file format.
enum class Dtype { kBool, kU8, kI8, kU16, kI16, kF16, kBF16, kU32, kI32, kF32, kU64, kI64, kF64 };

std::string_view dtype_name(Dtype dtype);  ///< "F32"
std::size_t dtype_size(Dtype dtype);       ///< bytes an element

/// One named array: row-major, little endian.
struct TensorBlob {
  std::string name;
  Dtype dtype = Dtype::kF32;
  std::vector<int64_t> shape;
  data::Buffer<uint8_t> data;

  bool operator==(const TensorBlob& other) const;  ///< bytes included
  bool operator!=(const TensorBlob& other) const { return !(*this == other); }
};

/// A whole file. Tensors keep their order only up to the size of their elements (see write_safetensors).
struct SafetensorsFile {
  std::map<std::string, std::string> metadata;
  std::vector<TensorBlob> tensors;
  std::string hash = {};  ///< `ductus.hash` of the file that it was read from; writing takes it anew

  /// The tensor of that name, or nullptr.
  const TensorBlob* find(std::string_view name) const;
};

/// A float32 tensor. Throws ductus::Error unless the shape holds as many values.
TensorBlob make_f32(std::string name, std::vector<int64_t> shape, const std::vector<float>& values);

/// The values of a float32 tensor. Throws ductus::Error for another type.
std::vector<float> f32_values(const TensorBlob& tensor);

/// The file at `path` (format: huggingface/safetensors). Every field of the header is checked before it is
/// used; where the metadata holds `ductus.hash`, header and data must still hash to it. The result has it
/// beside its metadata. Throws ductus::Error, one line naming the path, for anything else than a sound file.
SafetensorsFile read_safetensors(const std::string& path);

/// As read_safetensors, from memory; `where` names it in errors.
SafetensorsFile parse_safetensors(const data::Buffer<uint8_t>& bytes, const std::string& where);

/// The file's bytes: the same content is the same bytes. Tensors with wide elements come first, so that each
/// is aligned; otherwise their order is kept. Adds the metadata `ductus.hash`: XXH3-128 over header (without
/// it) and data. Throws ductus::Error on a repeated name, a shape that does not fit its bytes or text that is
/// not UTF-8.
std::vector<uint8_t> serialize_safetensors(const SafetensorsFile& file, const std::string& where);

/// Writes serialize_safetensors under a temporary name, syncs and renames: a file at `path` is always whole.
void write_safetensors(const std::string& path, const SafetensorsFile& file);

}  // namespace ductus::models
