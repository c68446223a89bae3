#include "data/synth/typeset/glyph_raster.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

#include <algorithm>
#include <cmath>

#include "configs/schema/error.h"

namespace ductus::data {
namespace {

constexpr float kUnit = 64;              // 26.6 fixed point a px
constexpr double kMostPixels = 1 << 26;  // a broken font may ask for any size
constexpr float kFixed = 65536;          // 16.16 fixed point

const char* name_of(FT_Face face) { return face->family_name == nullptr ? "unnamed" : face->family_name; }

FT_Pos units(float px) { return std::lround(px * kUnit); }

/// Font units to 26.6 px, sheared and widened.
FT_Matrix matrix_of(const TypeStyle& style, FT_UShort units_per_em) {
  const float scale = style.size_px / static_cast<float>(units_per_em) * kUnit * kFixed;
  const auto fixed = [&](float value) { return std::lround(value * scale); };
  return {fixed(style.widen), fixed(style.slant * style.widen), 0, fixed(1)};
}

/// All pixels that the outline may touch, around the pen.
FT_Bitmap canvas_of(const FT_BBox& box, std::vector<uint8_t>& pixels) {
  FT_Bitmap canvas{};
  canvas.width = static_cast<unsigned>((box.xMax - box.xMin) / 64);
  canvas.rows = static_cast<unsigned>((box.yMax - box.yMin) / 64);
  canvas.pitch = static_cast<int>(canvas.width);
  canvas.num_grays = 256;
  canvas.pixel_mode = FT_PIXEL_MODE_GRAY;
  pixels.assign(std::size_t{canvas.width} * canvas.rows, 0);
  canvas.buffer = pixels.data();
  return canvas;
}

/// FreeType's box holds the control points, too.
GlyphBitmap trimmed(const FT_Bitmap& canvas, int left, int top) {
  const int width = static_cast<int>(canvas.width), height = static_cast<int>(canvas.rows);
  int low_x = width, high_x = 0, low_y = height, high_y = 0;
  for (int y = 0; y < height; ++y) {
    const uint8_t* row = canvas.buffer + y * width;
    for (int x = 0; x < width; ++x) {
      if (row[x] == 0) continue;
      low_x = std::min(low_x, x);
      high_x = std::max(high_x, x + 1);
      low_y = std::min(low_y, y);
      high_y = y + 1;
    }
  }
  if (low_x >= high_x) return {};
  GlyphBitmap glyph{left + low_x, top + low_y, high_x - low_x, high_y - low_y, {}};
  for (int y = low_y; y < high_y; ++y) {
    const uint8_t* row = canvas.buffer + y * width;
    glyph.ink.insert(glyph.ink.end(), row + low_x, row + high_x);
  }
  return glyph;
}

}  // namespace

GlyphBitmap draw_glyph(FT_FaceRec_* face, uint32_t glyph, const TypeStyle& style, float x, float y) {
  const FT_Error loaded = FT_Load_Glyph(face, glyph, FT_LOAD_NO_SCALE | FT_LOAD_NO_BITMAP);
  DUCTUS_CHECK(loaded == 0, "font {}: glyph {} cannot be read (FreeType error {})", name_of(face), glyph,
               loaded);
  FT_Outline& outline = face->glyph->outline;
  if (outline.n_points == 0) return {};
  const FT_Matrix matrix = matrix_of(style, face->units_per_EM);
  FT_Outline_Transform(&outline, &matrix);
  const FT_Pos bold = units(style.bold_px);
  if (bold != 0) FT_Outline_Embolden(&outline, bold);  // grows to the right and upwards
  FT_Outline_Translate(&outline, units(x) - bold / 2, -units(y) - bold / 2);
  FT_BBox box;
  FT_Outline_Get_CBox(&outline, &box);
  box = {box.xMin & ~63, box.yMin & ~63, (box.xMax + 63) & ~63, (box.yMax + 63) & ~63};
  FT_Outline_Translate(&outline, -box.xMin, -box.yMin);
  const double area =
      static_cast<double>(box.xMax - box.xMin) * static_cast<double>(box.yMax - box.yMin) / (64 * 64);
  DUCTUS_CHECK(area <= kMostPixels, "font {}: glyph {} is {:.0f} px large, expected at most {:.0f}",
               name_of(face), glyph, area, kMostPixels);
  thread_local std::vector<uint8_t> pixels;
  const FT_Bitmap canvas = canvas_of(box, pixels);
  if (pixels.empty()) return {};
  const FT_Error drawn = FT_Outline_Get_Bitmap(face->glyph->library, &outline, &canvas);
  DUCTUS_CHECK(drawn == 0, "font {}: glyph {} cannot be drawn (FreeType error {})", name_of(face), glyph,
               drawn);
  return trimmed(canvas, static_cast<int>(box.xMin / 64), static_cast<int>(-box.yMax / 64));
}

}  // namespace ductus::data
