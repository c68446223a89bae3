// What tests of data set files have in common: spoils them on purpose, compares what comes back.
#pragma once

#include <doctest/doctest.h>
#include <hdf5.h>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "data/buffer.h"
#include "data/dataset_reader.h"
#include "data/hdf5.h"
#include "data/sample_set.h"
#include "tests/support/temp_dir.h"

namespace ductus::test {

/// Opens a written file with HDF5 itself, to spoil it.
inline void edit(const std::filesystem::path& path, const std::function<void(hid_t)>& change) {
  const data::hdf5::Handle file(H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose);
  REQUIRE(file.valid());
  change(file);
}

/// The attribute `content_hash`.
inline std::string stored_hash(const std::filesystem::path& path) {
  return data::DatasetReader(path).text_attribute("content_hash");
}

template <typename T>
std::vector<T> list(const data::Buffer<T>& values) {
  return {values.begin(), values.end()};
}

/// All that SampleSet has.
inline void check_same_samples(const data::SampleSet& found, const data::SampleSet& set) {
  CHECK(found.alphabet == set.alphabet);
  CHECK(list(found.source) == list(set.source));
  CHECK(list(found.number) == list(set.number));
  CHECK(list(found.group) == list(set.group));
  CHECK(found.groups == set.groups);
  CHECK(found.sources == set.sources);
  CHECK(found.names == set.names);
  CHECK(found.splits.size() == set.splits.size());
  for (const auto& [part, indices] : set.splits) CHECK(list(found.splits.at(part)) == list(indices));
  CHECK(found.ledger.to_json() == set.ledger.to_json());
  CHECK(found.preprocessing == set.preprocessing);
}

/// Changes every `step`-th byte of a file by itself, and counts the changes that are an error. Left out is
/// the first text heap ("GCOL"), with the attributes: HDF5 1.10 reads it unchecked, and crashes.
template <typename ErrorOf>
int errors_of_changes(const TempDir& dir, const std::string& bytes, std::size_t step, ErrorOf error_of) {
  constexpr std::size_t kHeapBytes = 4096;
  const std::size_t heap = bytes.find("GCOL");
  REQUIRE(heap != std::string::npos);
  int errors = 0;
  for (std::size_t i = 0; i < bytes.size(); i += step) {
    if (i >= heap && i < heap + kHeapBytes) continue;
    std::string changed = bytes;
    changed[i] = static_cast<char>(changed[i] ^ 0x5A);
    errors += error_of(dir.write("changed.h5", changed)) != "no error";
  }
  return errors;
}

/// Puts another array in the place of one.
inline void replace_array(hid_t file, const char* name, hid_t type, std::vector<hsize_t> shape,
                          bool compressed = false, const void* values = nullptr) {
  REQUIRE(H5Ldelete(file, name, H5P_DEFAULT) >= 0);
  const data::hdf5::Handle space(H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr),
                                 H5Sclose);
  const data::hdf5::Handle creation(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
  if (compressed) {
    H5Pset_chunk(creation, static_cast<int>(shape.size()), shape.data());
    H5Pset_deflate(creation, 4);
  }
  const data::hdf5::Handle array(H5Dcreate2(file, name, type, space, H5P_DEFAULT, creation, H5P_DEFAULT),
                                 H5Dclose);
  REQUIRE(array.valid());
  if (values != nullptr) REQUIRE(H5Dwrite(array, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0);
}

}  // namespace ductus::test
