#include "data/fonts/font_letters.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

#include <algorithm>
#include <cmath>

#include "configs/schema/error.h"
#include "data/fonts/letter_texts.h"

namespace ductus::data {
namespace {

constexpr double kCapitalEm = 1493.0 / 2048;  // of DejaVu Sans and DejaVu Sans Mono
constexpr double kUnit = 64;                  // FreeType's 26.6 fixed point a px
constexpr auto kLoad =
    FT_LOAD_TARGET_LIGHT | FT_LOAD_NO_BITMAP;  // hinted in height alone: spacing stays even

/// For what DejaVu lacks: plain faces of other scripts. Without them fontconfig may well take a brush script.
const std::vector<std::string>& substitutes() {
  static const std::vector<std::string> families = {
      "DejaVu Sans",       "Noto Sans", "Noto Sans CJK JP", "Noto Sans CJK SC", "Droid Sans Fallback",
      "WenQuanYi Zen Hei", "IPAGothic", "FreeSans",         "DotGothic16"};
  return families;
}

/// Some fonts draw them, as a box or an arrow.
bool is_control(char32_t symbol) { return symbol < 0x20 || (symbol >= 0x7F && symbol < 0xA0); }

double em_px(const LetterStyle& style) { return style.size_px * kCapital / kCapitalEm; }

/// A glyph with the pen `x` px right of where the text starts. Empty when FreeType fails.
Lettering draw(FT_Face face, unsigned glyph, double em, double x) {
  const double whole = std::floor(x);
  if (FT_Set_Char_Size(face, 0, std::lround(em * kUnit), 72, 72) != 0) return {};
  if (FT_Load_Glyph(face, glyph, kLoad) != 0 || face->glyph->format != FT_GLYPH_FORMAT_OUTLINE) return {};
  FT_Outline_Translate(&face->glyph->outline, std::lround((x - whole) * kUnit), 0);
  if (FT_Render_Glyph(face->glyph, FT_RENDER_MODE_NORMAL) != 0) return {};
  const FT_Bitmap& bitmap = face->glyph->bitmap;
  Lettering piece{static_cast<int>(whole) + face->glyph->bitmap_left,
                  -face->glyph->bitmap_top,
                  static_cast<int>(bitmap.width),
                  static_cast<int>(bitmap.rows),
                  {}};
  for (int y = 0; y < piece.height; ++y) {
    const uint8_t* row = bitmap.buffer + std::ptrdiff_t{y} * bitmap.pitch;
    piece.ink.insert(piece.ink.end(), row, row + piece.width);
  }
  return piece;
}

/// Pieces may overlap: there the darker one counts.
Lettering joined(const std::vector<Lettering>& pieces) {
  if (pieces.empty()) return {};
  int left = pieces[0].left, top = pieces[0].top, right = left, bottom = top;
  for (const Lettering& piece : pieces) {
    left = std::min(left, piece.left);
    top = std::min(top, piece.top);
    right = std::max(right, piece.left + piece.width);
    bottom = std::max(bottom, piece.top + piece.height);
  }
  Lettering text{left, top, right - left, bottom - top, {}};
  text.ink.resize(static_cast<std::size_t>(text.width) * text.height);
  for (const Lettering& piece : pieces) {
    for (int y = 0; y < piece.height; ++y) {
      uint8_t* to = text.ink.data() + std::ptrdiff_t{piece.top - top + y} * text.width + (piece.left - left);
      const uint8_t* from = piece.ink.data() + std::ptrdiff_t{y} * piece.width;
      std::transform(from, from + piece.width, to, to, [](uint8_t a, uint8_t b) { return std::max(a, b); });
    }
  }
  return text;
}

}  // namespace

FontLetters::FontLetters() {
  const auto named = [&](const char* family, const char* name) -> FT_FaceRec_* {
    for (const ListedFace& face : installed_.faces(family)) {
      if (face.name() == name) return open(face);
    }
    return nullptr;
  };
  typefaces_ = {named("DejaVu Sans", "DejaVu Sans Book"), named("DejaVu Sans", "DejaVu Sans Bold"),
                named("DejaVu Sans Mono", "DejaVu Sans Mono Book"),
                named("DejaVu Sans Mono", "DejaVu Sans Mono Bold")};
}

FT_FaceRec_* FontLetters::typeface(const LetterStyle& style) const {
  return typefaces_[(style.marked_zero ? 2 : 0) + (style.bold ? 1 : 0)];
}

FT_FaceRec_* FontLetters::open(const ListedFace& face) {
  const auto [found, is_new] = faces_.try_emplace({face.file.string(), face.index});
  if (is_new) {
    try {
      found->second = open_face(library_, face.file, face.index);
    } catch (const Error&) {
      // a broken font must not cost a picture, least of all the report at the end of a training
    }
  }
  return found->second.get();
}

FT_FaceRec_* FontLetters::substitute(char32_t symbol) {
  const std::optional<ListedFace> face = installed_.face_with(symbol, substitutes());
  return face ? open(*face) : nullptr;
}

std::optional<FontLetters::Glyph> FontLetters::glyph_of(FT_FaceRec_* typeface, char32_t symbol) {
  const auto [found, is_new] = known_.try_emplace({typeface, symbol});
  if (!is_new || is_control(symbol)) return found->second;
  FT_FaceRec_* face = typeface;
  unsigned index = FT_Get_Char_Index(face, symbol);
  if (index == 0 && (face = substitute(symbol)) != nullptr) index = FT_Get_Char_Index(face, symbol);
  if (index == 0 || (symbol != ' ' && GlyphInk(face).is_empty(index))) return {};
  if (FT_Load_Glyph(face, index, FT_LOAD_NO_SCALE | FT_LOAD_NO_BITMAP) != 0) return {};
  const double units = face->units_per_EM;
  return found->second = Glyph{face, index, static_cast<double>(face->glyph->metrics.horiAdvance) / units};
}

const std::vector<FontLetters::Glyph>& FontLetters::glyphs_of(std::string_view utf8,
                                                              const LetterStyle& style) {
  FT_FaceRec_* const face = typeface(style);
  const std::string shown =
      with_numbers(utf8, [&](char32_t symbol) { return glyph_of(face, symbol).has_value(); });
  glyphs_.clear();
  for_each_code_point(shown, "lettering", [&](char32_t symbol, std::string_view) {
    if (const auto glyph = glyph_of(face, symbol)) glyphs_.push_back(*glyph);
  });
  return glyphs_;
}

double FontLetters::width(std::string_view utf8, const LetterStyle& style) {
  double width_em = 0;
  for (const Glyph& glyph : glyphs_of(utf8, style)) width_em += glyph.advance_em;
  return width_em * em_px(style);
}

Lettering FontLetters::letter(std::string_view utf8, const LetterStyle& style) {
  const double em = em_px(style);
  std::vector<Lettering> pieces;
  double pen_em = 0;
  for (const Glyph& glyph : glyphs_of(utf8, style)) {
    Lettering piece = draw(glyph.face, glyph.index, em, pen_em * em);
    if (!piece.ink.empty()) pieces.push_back(std::move(piece));
    pen_em += glyph.advance_em;
  }
  return joined(pieces);
}

}  // namespace ductus::data
