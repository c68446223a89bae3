// Labelled text lines in memory: what every reader of lines returns and every line trainer takes.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "data/alphabet.h"
#include "data/buffer.h"
#include "data/ledger.h"

namespace ductus::data {

/// N lines of one height and each its own width, with their text. Pixels: uint8, ink bright on paper 0.
/// Copies are cheap: the arrays are shared, and may be a mapped file.
struct LineSet {
  int height = 32;
  Alphabet alphabet;                 ///< symbols are single code points; label k is symbol k (no blank)
  Buffer<uint8_t> pixels;            // line i: [height, width[i]], rows top to bottom, from offset[i]
  Buffer<int64_t> offset;            // [N]
  Buffer<int32_t> width;             // [N], px, each at least 1
  std::vector<std::string> texts;    ///< [N] UTF-8 in NFC, not empty, every code point in the alphabet
  Buffer<uint16_t> source;           // [N], index into `sources`
  Buffer<uint32_t> number;           // [N], the sample's place in its source, from 0
  std::vector<std::string> sources;  ///< what ids are named by: "lines.tsv"
  std::vector<std::string> names;    ///< [N] or empty: the image's file name, used as id
  Buffer<int32_t> group;             ///< [N] or empty: index into `groups`; never cut by a split
  std::vector<std::string> groups;   ///< names of receipts, letters, writers
  std::map<std::string, Buffer<int64_t>> splits;  ///< sample indices by part: "train", "validation", "test"
  Ledger ledger;
  std::string preprocessing;  ///< how a picture became a line of this height (data/line_view.h), as JSON

  int64_t size() const { return static_cast<int64_t>(texts.size()); }
  const uint8_t* image(int64_t i) const { return pixels.data() + offset[static_cast<std::size_t>(i)]; }

  /// The sample's name in errors, ledgers, predictions and reports: its file name, or "source#number".
  std::string id(int64_t i) const;

  /// Labels of line i's text.
  std::vector<int32_t> labels(int64_t i) const;

  /// Occurrences of every symbol.  [alphabet.size()]
  std::vector<int64_t> symbol_counts() const;

  /// Throws ductus::Error unless all arrays agree and every text is inside the alphabet.
  void check(const std::string& where) const;

  /// XXH3-128 over height, widths, alphabet, texts and pixels, in hexadecimal: the same samples in the same
  /// order, wherever from.
  std::string content_hash() const;
};

/// One set after the other in `alphabet`. As for characters (data/image_set.h): sources of one name are told
/// apart by a number, groups never meet, splits are kept, and a set without any is training data where
/// another has some. Throws ductus::Error when heights or preprocessing differ.
LineSet join(const std::vector<LineSet>& sets, const Alphabet& alphabet);

/// The samples at `indices`, in that order, as a set of their own (copied; without splits).
LineSet subset(const LineSet& set, const std::vector<int64_t>& indices);

}  // namespace ductus::data
