// Fonts by folder, file or family, and what they hold: glyph outlines, ready to be drawn.
#pragma once

#include <string>
#include <vector>

#include "data/synth/outline.h"

namespace ductus::data {

/// One face: the outlines of the characters that were asked for and that it has.
struct Font {
  std::string name;                  ///< family and style, "Comic Neue Light"
  float weight = 1;                  ///< how often it is drawn from, relative to the others
  std::vector<char32_t> characters;  ///< ascending
  std::vector<Outline> outlines;     ///< one a character
  std::string hash = {};             ///< XXH3-128 of the file, 32 hexadecimal digits

  /// The outline of a character, or nullptr when the font has none: a "missing" box is never drawn.
  const Outline* find(char32_t character) const;
};

/// Immutable once loaded: any number of threads may read it.
using FontSet = std::vector<Font>;

/// Loads the outlines of `characters`. Each of `where` is a folder (all font files in it), a font file, or
/// the family of an installed font; with none of them, the families of handwriting_fonts.h that are
/// installed. Faces without any of the characters are left out; the order does not depend on the machine.
/// Throws ductus::Error when a file is no font, a family is not installed, or no font is left.
FontSet load_fonts(const std::vector<std::string>& where, const std::vector<char32_t>& characters);

}  // namespace ductus::data
