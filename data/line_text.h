// What a transcript becomes before it is a line's text: NFC, and spaces of one kind.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ductus::data {

/// Options of the conversion.
struct LineText {
  bool squeeze_spaces = true;  ///< a run of spaces becomes one
  bool upper_case = false;     ///< Unicode's simple upper case

  /// In NFC (Unicode Standard Annex 15), without spaces at the ends. Every kind of space, tabs, line ends and
  /// other control characters are U+0020; soft hyphens, zero-width spaces, word joiners and byte order marks
  /// are left out. Throws ductus::Error with the byte's offset on invalid UTF-8.
  std::string apply(std::string_view utf8) const;
};

/// The text in NFC, and otherwise as it is. Throws ductus::Error "where: invalid UTF-8 at byte N".
std::string to_nfc(std::string_view utf8, const std::string& where);

/// A symbol for a person to read: "space", "U+00A0" for one without ink, else itself.
std::string shown_symbol(const std::string& symbol);

/// All code points of texts in UTF-8, each once, in the order of their numbers.
std::vector<std::string> code_points_of(const std::vector<std::string>& texts);

}  // namespace ductus::data
