// Lays out one data set file: what writing characters and writing lines have in common.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "data/buffer.h"
#include "data/hdf5.h"
#include "data/kind.h"
#include "data/sample_set.h"

namespace ductus::data {

/// HDF5 writes structure and texts only; the arrays follow as plain writes, whose failure (a full disk) is
/// known at once and leaves no half-open HDF5 file behind. Throws ductus::Error without the file's name.
class DatasetLayout {
 public:
  using Shape = std::vector<uint64_t>;

  /// Blocks begin at multiples of it.
  static constexpr std::size_t kAlignment = 4096;

  /// An array that has its place in the file, to be filled in once HDF5 has let go of it.
  struct Block {
    std::size_t offset;
    const void* bytes;
    std::size_t size;
  };

  explicit DatasetLayout(const std::filesystem::path& path);

  /// `values` must outlive the blocks. T: uint8_t, uint16_t, uint32_t, int32_t or int64_t.
  template <typename T>
  void array(const std::string& name, const Buffer<T>& values, const Shape& shape);
  void texts(const std::string& name, const std::vector<std::string>& values);
  void text_attribute(const std::string& name, const std::string& value);
  void integer_attribute(const std::string& name, int64_t value);

  /// The attributes that every file has.
  void attributes(Kind kind, const SampleSet& set, const std::string& content_hash);

  /// The arrays of what SampleSet has.
  void samples(const SampleSet& set);

  /// The arrays and their places; the file is closed.
  std::vector<Block> finish();

 private:
  void group(const std::string& name);
  hdf5::Handle create(const std::string& name, int64_t type, const Shape& shape,
                      const hdf5::Handle& creation);

  hdf5::Handle file_;
  std::vector<Block> blocks_;
};

/// About what the structure of a file and the arrays of SampleSet take, in bytes.
std::size_t expected_size(const SampleSet& set);

}  // namespace ductus::data
