// Letters of installed fonts, for lettering.cpp alone.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "data/fonts/font_face.h"
#include "data/fonts/installed_fonts.h"
#include "data/fonts/lettering.h"

namespace ductus::data {

/// Lettering with the fonts that were installed when it was made. Not thread-safe.
class FontLetters {
 public:
  FontLetters();

  /// False where the style's font is not installed: then nothing else may be asked for in it.
  bool has(const LetterStyle& style) const { return typeface(style) != nullptr; }

  Lettering letter(std::string_view utf8, const LetterStyle& style);
  double width(std::string_view utf8, const LetterStyle& style);

 private:
  struct Glyph {
    FT_FaceRec_* face = nullptr;
    unsigned index = 0;
    double advance_em = 0;
  };

  FT_FaceRec_* typeface(const LetterStyle& style) const;
  FT_FaceRec_* open(const ListedFace& face);
  FT_FaceRec_* substitute(char32_t symbol);

  /// None when no font draws the symbol.
  std::optional<Glyph> glyph_of(FT_FaceRec_* typeface, char32_t symbol);

  /// Until the next call.
  const std::vector<Glyph>& glyphs_of(std::string_view utf8, const LetterStyle& style);

  FontLibrary library_;
  InstalledFonts installed_;
  std::map<std::pair<std::string, int>, FontFace> faces_;  // by file and index, null where it cannot be read
  std::array<FT_FaceRec_*, 4> typefaces_{};                // sans, sans bold, mono, mono bold
  std::map<std::pair<FT_FaceRec_*, char32_t>, std::optional<Glyph>> known_;
  std::vector<Glyph> glyphs_;
};

}  // namespace ductus::data
