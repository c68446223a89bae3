// The little of HDF5 that Keras files need: groups, text attributes and float arrays.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/hdf5.h"

namespace ductus::models {

/// Row-major float values.
struct H5Array {
  std::vector<int64_t> shape;
  std::vector<float> values;
};

/// Reads a file. Objects are named by their path from the root, "" being the root itself.
class H5Input {
 public:
  /// Throws ductus::Error when the file cannot be opened as HDF5.
  explicit H5Input(const std::string& path);

  bool has(const std::string& object) const;

  /// Names in a group, in the order of the alphabet.
  std::vector<std::string> children(const std::string& group) const;

  /// A text attribute's strings, one or a list; none where the attribute is missing. Throws ductus::Error.
  std::vector<std::string> texts(const std::string& object, const std::string& attribute) const;

  /// A data set of any number type, as float. Throws ductus::Error.
  H5Array floats(const std::string& dataset) const;

 private:
  std::string path_;
  data::hdf5::Handle file_;
};

/// Writes a new file, the same content as the same bytes. Groups on the way to an object are made as needed.
/// Every call throws ductus::Error on failure.
class H5Output {
 public:
  explicit H5Output(const std::string& path);

  void group(const std::string& name);
  void text(const std::string& object, const std::string& attribute, const std::string& value);
  void texts(const std::string& object, const std::string& attribute, const std::vector<std::string>& values);
  void floats(const std::string& dataset, const H5Array& array);

  /// Called once, last.
  void close();

 private:
  std::string path_;
  data::hdf5::Handle file_;
};

}  // namespace ductus::models
