// Labelled characters in memory: what every reader of characters returns and every trainer takes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/sample_set.h"

namespace ductus::data {

/// N images of one size with a label each. Pixels: uint8, ink bright on paper 0 (MNIST's polarity).
/// Preprocessing: data/character_view.h.
struct ImageSet : SampleSet {
  int height = 28;
  int width = 28;
  Buffer<uint8_t> pixels;  // [N, H, W]
  Buffer<int32_t> labels;  // [N], each in [0, alphabet.size())

  int64_t size() const { return static_cast<int64_t>(labels.size()); }
  const uint8_t* image(int64_t i) const { return pixels.data() + i * height * width; }

  /// Samples a class.  [alphabet.size()]
  std::vector<int64_t> class_counts() const;
  std::vector<int64_t> class_counts(const std::vector<int64_t>& indices) const;

  /// Throws ductus::Error unless all arrays agree in length and every label is inside the alphabet.
  void check(const std::string& where) const;

  /// XXH3-128 over size, alphabet, labels and pixels, in hexadecimal: the same samples in the same order,
  /// wherever from.
  std::string content_hash() const;
};

/// One set after the other, labels translated into `alphabet`, else by join_samples; views are compared by
/// join_within. Throws ductus::Error when sizes differ or a symbol that occurs is not in the alphabet.
ImageSet join(const std::vector<ImageSet>& sets, const Alphabet& alphabet);

/// The samples at `indices`, in that order, as a set of their own (copied; without splits).
ImageSet subset(const ImageSet& set, const std::vector<int64_t>& indices);

}  // namespace ductus::data
