// IDX, the format of MNIST: arrays of bytes behind a big-endian header (LeCun, Cortes, Burges: "THE MNIST
// DATABASE").
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "data/buffer.h"
#include "data/image_set.h"

namespace ductus::data {

/// An array of bytes, row-major.
struct IdxArray {
  std::vector<int64_t> shape;
  Buffer<uint8_t> values;
};

/// Reads an IDX file of unsigned bytes with the given number of dimensions, plain (mapped, not copied) or
/// .gz. Throws ductus::Error naming the file, the header field, and expected and found bytes when anything
/// disagrees.
IdxArray read_idx_array(const std::filesystem::path& path, int dimensions);

/// What two files of an IDX pair hold, where that is not in them.
struct IdxPair {
  std::filesystem::path images;
  std::filesystem::path labels;
  Alphabet alphabet;
  int first_label = 0;      ///< the label of the alphabet's first symbol: 1 in EMNIST's letters
  bool transposed = false;  ///< images lie on their side, as EMNIST's do
};

/// Images [N, H, W] with their labels [N]. Throws ductus::Error on unequal counts and labels out of range.
ImageSet read_idx_pair(const IdxPair& pair);

}  // namespace ductus::data
