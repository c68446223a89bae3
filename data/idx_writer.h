// Characters as an IDX pair, the format of MNIST.
#pragma once

#include <filesystem>

#include "data/image_set.h"

namespace ductus::data {

/// The two files of a pair: PREFIX-images-idx3-ubyte and PREFIX-labels-idx1-ubyte.
struct IdxPaths {
  explicit IdxPaths(const std::filesystem::path& prefix);

  std::filesystem::path images;
  std::filesystem::path labels;
};

/// Writes unsigned bytes behind big-endian headers: images [N, H, W] and labels [N]. What the labels mean is
/// not in them: the reader is told the alphabet. Atomic, each file for itself, the labels last. Throws
/// ductus::Error when they cannot be written or the alphabet has more than 256 symbols.
void write_idx_pair(const IdxPaths& paths, const ImageSet& set);

}  // namespace ductus::data
