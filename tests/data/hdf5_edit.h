// Spoils a data set file on purpose.
#pragma once

#include <doctest/doctest.h>
#include <hdf5.h>

#include <filesystem>
#include <functional>
#include <vector>

#include "data/hdf5.h"

namespace ductus::test {

/// Opens a written file with HDF5 itself, to spoil it.
inline void edit(const std::filesystem::path& path, const std::function<void(hid_t)>& change) {
  const data::hdf5::Handle file(H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose);
  REQUIRE(file.valid());
  change(file);
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
