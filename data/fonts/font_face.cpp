#include "data/fonts/font_face.h"

#include <ft2build.h>
#include FT_FREETYPE_H

#include "configs/schema/error.h"

namespace ductus::data {
namespace {

/// False when the glyph has no outline.
bool load(FT_Face face, unsigned glyph) {
  return FT_Load_Glyph(face, glyph, FT_LOAD_NO_SCALE | FT_LOAD_NO_BITMAP) == 0 &&
         face->glyph->format == FT_GLYPH_FORMAT_OUTLINE && face->glyph->outline.n_points > 0;
}

std::vector<long> numbers_of(const FT_Outline& outline) {
  std::vector<long> numbers;
  for (int i = 0; i < outline.n_points; ++i) {
    numbers.push_back(outline.points[i].x);
    numbers.push_back(outline.points[i].y);
  }
  for (int i = 0; i < outline.n_contours; ++i) numbers.push_back(outline.contours[i]);
  return numbers;
}

}  // namespace

FontLibrary::FontLibrary() { DUCTUS_CHECK(FT_Init_FreeType(&handle_) == 0, "FreeType: does not start"); }

FontLibrary::~FontLibrary() { FT_Done_FreeType(handle_); }

void CloseFace::operator()(FT_FaceRec_* face) const { FT_Done_Face(face); }

FontFace open_face(const FontLibrary& library, const std::filesystem::path& path, int index) {
  FT_Face face = nullptr;
  const FT_Error error = FT_New_Face(library.handle(), path.c_str(), index, &face);
  DUCTUS_CHECK(
      error == 0,
      "{}: no font that can be read, expected TrueType, OpenType, Type 1 or WOFF (FreeType error {})",
      path.string(), error);
  FontFace owner(face);
  DUCTUS_CHECK(FT_IS_SCALABLE(face), "{}: a font of bitmaps, expected one of outlines", path.string());
  return owner;
}

GlyphInk::GlyphInk(FT_FaceRec_* face) : face_(face) {
  if (load(face, 0)) missing_ = numbers_of(face->glyph->outline);
}

bool GlyphInk::is_empty(unsigned glyph) const { return !load(face_, glyph); }

bool GlyphInk::is_missing(unsigned glyph) const {
  if (glyph == 0) return true;
  return !missing_.empty() && load(face_, glyph) && numbers_of(face_->glyph->outline) == missing_;
}

}  // namespace ductus::data
