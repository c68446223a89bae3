// Labelled text lines in memory: what every reader of lines returns and every line trainer takes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/sample_set.h"

namespace ductus::data {

/// N lines of one height and each its own width, with their text. Pixels: uint8, ink bright on paper 0. The
/// alphabet's symbols are single code points; label k is symbol k (no blank). Groups are named.
/// Preprocessing: data/line_view.h.
struct LineSet : SampleSet {
  int height = 32;
  Buffer<uint8_t> pixels;          // line i: [height, width[i]], rows top to bottom, from offset[i]
  Buffer<int64_t> offset;          // [N]
  Buffer<int32_t> width;           // [N], px, each at least 1
  std::vector<std::string> texts;  ///< [N] UTF-8 in NFC, not empty, every code point in the alphabet

  int64_t size() const { return static_cast<int64_t>(texts.size()); }
  const uint8_t* image(int64_t i) const { return pixels.data() + offset[static_cast<std::size_t>(i)]; }
  std::size_t image_bytes(int64_t i) const {
    return static_cast<std::size_t>(height) * static_cast<std::size_t>(width[static_cast<std::size_t>(i)]);
  }

  /// Labels of line i's text.
  std::vector<int32_t> labels(int64_t i) const;

  /// Occurrences of every symbol, in all lines or in some.  [alphabet.size()]
  std::vector<int64_t> symbol_counts() const;
  std::vector<int64_t> symbol_counts(const std::vector<int64_t>& indices) const;

  /// Throws ductus::Error unless all arrays agree and every text is inside the alphabet.
  void check(const std::string& where) const;

  /// XXH3-128 over height, widths, alphabet, texts and pixels, in hexadecimal: the same samples in the same
  /// order, wherever from.
  std::string content_hash() const;
};

/// One set after the other in `alphabet`, else by join_samples; views are compared by join_within. Throws
/// ductus::Error when heights differ or a symbol that occurs is not in the alphabet.
LineSet join(const std::vector<LineSet>& sets, const Alphabet& alphabet);

/// The samples at `indices`, in that order, as a set of their own (copied; without splits).
LineSet subset(const LineSet& set, const std::vector<int64_t>& indices);

}  // namespace ductus::data
