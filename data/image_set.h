// Labelled characters in memory: what every reader of characters returns and every trainer takes.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "data/alphabet.h"
#include "data/buffer.h"
#include "data/ledger.h"

namespace ductus::data {

/// N images of one size with a label each. Pixels: uint8, ink bright on paper 0 (MNIST's polarity).
/// Copies are cheap: the arrays are shared, and may be a mapped file.
struct ImageSet {
  int height = 28;
  int width = 28;
  Alphabet alphabet;
  Buffer<uint8_t> pixels;            // [N, H, W]
  Buffer<int32_t> labels;            // [N], each in [0, alphabet.size())
  Buffer<uint16_t> source;           // [N], index into `sources`
  Buffer<uint32_t> number;           // [N], the sample's place in its source: IDX index, CSV row, from 0
  std::vector<std::string> sources;  ///< what ids are named by: "train-images-idx3-ubyte", "az.csv"
  std::vector<std::string> names;    ///< [N] or empty: a name of its own each (an image file), used as id
  Buffer<int32_t> group;             ///< [N] or empty: writer or page, which must stay on one side of a split
  std::map<std::string, Buffer<int64_t>> splits;  ///< sample indices by part: "train", "validation", "test"
  Ledger ledger;
  std::string
      preprocessing;  ///< how a picture became H x W (data/character_view.h), as JSON; empty: it already was

  int64_t size() const { return static_cast<int64_t>(labels.size()); }
  const uint8_t* image(int64_t i) const { return pixels.data() + i * height * width; }

  /// The sample's name in errors, ledgers, predictions and reports: its file name, or "source#number".
  std::string id(int64_t i) const;

  /// Samples a class.  [alphabet.size()]
  std::vector<int64_t> class_counts() const;
  std::vector<int64_t> class_counts(const std::vector<int64_t>& indices) const;

  /// Throws ductus::Error unless all arrays agree in length and every label is inside the alphabet.
  void check(const std::string& where) const;

  /// XXH3-128 over size, alphabet, labels and pixels, in hexadecimal: the same samples in the same order,
  /// wherever from.
  std::string content_hash() const;
};

/// One set after the other, labels translated into `alphabet`. Sources of one name are told apart by a
/// number, groups never meet, splits are kept, and a set without any is
/// training data where another has some, `preprocessing` is that of the first
/// set with one. Throws ductus::Error when sizes differ or a symbol that occurs is not in the alphabet.
ImageSet join(const std::vector<ImageSet>& sets, const Alphabet& alphabet);

/// The samples at `indices`, in that order, as a set of their own (copied; without splits).
ImageSet subset(const ImageSet& set, const std::vector<int64_t>& indices);

}  // namespace ductus::data
