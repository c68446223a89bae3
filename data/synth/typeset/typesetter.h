// A text set in type: a line's ink, and where each character stands in it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "data/synth/outline.h"
#include "data/synth/typeset/type_style.h"
#include "data/synth/typeset/typefaces.h"

namespace ductus::data {

/// A character: a grapheme, which in NFC is nearly always one code point.
struct CharBox {
  std::size_t byte;  ///< of the text, where it begins
  Box box;           ///< px; its ink, edges of pixels; without ink (spaces): its advance by the line's height
};

/// The width is that of the ink and the spaces' boxes; the height from the typeface's ascender to its
/// descender, or more where ink goes beyond.
struct TypesetLine {
  int width = 0;
  int height = 0;
  float baseline_px = 0;     ///< from the top; always on an edge of pixels
  float advance_px = 0;      ///< of all characters together, tracking after the last one too
  std::vector<uint8_t> ink;  ///< [height, width], coverage 0 to 255
  std::vector<CharBox> chars;
};

/// Sets lines from left to right, in scripts whose letters stand one after the other; one a thread. Scripts
/// from right to left are refused, and others that join letters (Devanagari, Thai) have a box for what the
/// font joins. The same text, typeface and style give the same bytes, whatever was set before.
class Typesetter {
 public:
  /// `typefaces` outlive it; their files are opened when they are first set in.
  explicit Typesetter(const Typefaces& typefaces);
  ~Typesetter();

  /// Glyphs stand at quarters of a pixel. A text without characters is a line without width. Throws
  /// ductus::Error when the typeface lacks a symbol (it is named: nothing is drawn in its place), on invalid
  /// UTF-8, when a number of the style is out of range, and when the line is longer than 131,072 px.
  TypesetLine set(std::size_t typeface, std::string_view utf8, const TypeStyle& style);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace ductus::data
