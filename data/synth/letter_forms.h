// How people write the letters: the shapes that stand for a symbol, and how a shape sits in its box.
#pragma once

#include <string_view>
#include <vector>

#include "data/alphabet.h"

namespace ductus::data {

/// A character whose glyph is drawn for a symbol, and how often.
struct Form {
  char32_t character;
  float share;  ///< of the symbol's drawings; they sum to 1
};

/// The forms of a symbol. Capitals are often written like the small letter (m for M); not where the alphabet
/// has that small letter too. Throws ductus::Error, kUsage, unless the symbol is one code point.
std::vector<Form> forms_of(std::string_view symbol, const Alphabet& alphabet);

/// Whether the letter is stretched to fill its box both ways, as F, I and V are in the A-Z letters of NIST
/// SD19.
bool fills_box(std::string_view symbol);

/// Every character that drawing the alphabet may need.
std::vector<char32_t> characters_of(const Alphabet& alphabet);

}  // namespace ductus::data
