// A glyph's outline to pixels.
#pragma once

#include <cstdint>
#include <vector>

#include "data/synth/typeset/type_style.h"

struct FT_FaceRec_;

namespace ductus::data {

/// The ink of a glyph without empty rows and columns around it.
struct GlyphBitmap {
  int left = 0;  ///< px from the pen to the first column
  int top = 0;   ///< px from the base line to the first row, downwards
  int width = 0;
  int height = 0;
  std::vector<uint8_t> ink;  ///< [height, width], coverage 0 to 255

  bool empty() const { return ink.empty(); }
};

/// Draws a glyph, unhinted, with the pen (x, y) px right of and below a pixel's corner, y on the base line.
/// The coverage of a pixel is exact (FreeType's smooth rasteriser). `style` is rounded. Throws ductus::Error
/// when the font's outline is broken.
GlyphBitmap draw_glyph(FT_FaceRec_* face, uint32_t glyph, const TypeStyle& style, float x, float y);

}  // namespace ductus::data
