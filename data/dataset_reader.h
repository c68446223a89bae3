// Opens the arrays of one data set file: what reading characters and reading lines have in common.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "data/buffer.h"
#include "data/hdf5.h"
#include "data/kind.h"
#include "data/mapped_file.h"
#include "data/sample_set.h"

namespace ductus::data {

/// Arrays come mapped where they lie contiguous and in the machine's own type, else read.
/// Every method throws ductus::Error naming the file and the array.
class DatasetReader {
 public:
  using Shape = std::vector<uint64_t>;

  /// Throws also when it is an HDF5 file of another origin, or of a newer version.
  explicit DatasetReader(const std::filesystem::path& path);

  const std::string& name() const { return name_; }
  Kind kind() const { return kind_; }
  void expect_kind(Kind kind) const;

  bool has(const std::string& array) const;
  Shape shape(const std::string& array) const;

  /// The number of values of a list, an array of one dimension.
  uint64_t length(const std::string& array) const;

  /// T: uint8_t, uint16_t, uint32_t, int32_t or int64_t.
  template <typename T>
  Buffer<T> array(const std::string& array, const Shape& expected);

  std::vector<std::string> texts(const std::string& array);
  bool has_attribute(const std::string& name) const;
  std::string text_attribute(const std::string& name) const;
  int64_t integer_attribute(const std::string& name) const;

  /// What SampleSet has, for `count` samples.
  void read_samples(std::size_t count, SampleSet& set);

 private:
  void check_origin();
  void read_ids(std::size_t count, SampleSet& set);
  void read_splits(std::size_t count, SampleSet& set);
  void read_attributes(std::size_t count, SampleSet& set) const;

  std::vector<std::string> members(const std::string& group) const;
  hdf5::Handle open(const std::string& array) const;
  void check_type(const hdf5::Handle& dataset, const std::string& array) const;
  std::size_t check_size(const std::string& array, const Shape& shape, std::size_t value_bytes) const;
  const MappedFile& mapping();
  template <typename T>
  const T* mapped_at(const hdf5::Handle& dataset, const std::string& array, std::size_t count);

  std::filesystem::path path_;
  std::string name_;
  hdf5::Handle file_;
  Kind kind_ = Kind::kCharacters;
  std::shared_ptr<const MappedFile> mapping_;
};

/// "[40, 28, 28]".
std::string text_of(const DatasetReader::Shape& shape);

}  // namespace ductus::data
