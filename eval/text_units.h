// Text as the units that are counted: code points, grapheme clusters, words; and what makes texts comparable.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ductus::eval {

/// The code points of a text. Throws ductus::Error "where: invalid UTF-8 at byte N".
std::u32string decode_utf8(std::string_view utf8, const std::string& where);

/// Into `text`, where all of it is ASCII; else false, and `text` is anything.
bool widen_ascii(std::string_view bytes, std::u32string& text);

bool is_ascii(std::u32string_view text);

/// Code points up to U+10FFFF, no surrogates.
std::string encode_utf8(std::u32string_view code_points);

/// Normalisation Form C (UAX 15) of valid UTF-8.
std::string to_nfc(std::string_view utf8);

/// Without differences of case: Unicode's full case folding, "ß" is "ss".
std::u32string fold_case(std::u32string_view text);

/// What Python's str.isspace takes for white space: categories Zs and bidirectional classes WS, B, S; so
/// U+00A0 and U+3000 are, U+200B and U+FEFF are not.
bool is_wide_space(char32_t code_point);  // those from U+0080 on
inline bool is_space(char32_t code_point) {
  constexpr uint64_t kAscii = 0x1'F000'3E00;  // tab to carriage return, U+001C to U+0020
  const uint64_t found = kAscii >> (code_point & 63U) & static_cast<uint64_t>(code_point < 64);
  return (found | static_cast<uint64_t>(code_point >= 0x80 && is_wide_space(code_point))) != 0;
}

/// Whether it can be seen standing alone: no white space, control, format or combining character.
bool has_shape(char32_t code_point);

/// Of any script: Unicode's categories Lu, Ll, Lt, Lm, Lo. Marks that join a letter are none.
bool is_letter(char32_t code_point);

/// 0 to 9 alone.
inline bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

/// "a" to "z" in capitals; all others as they are.
inline char32_t ascii_upper(char32_t c) { return c >= 'a' && c <= 'z' ? c - ('a' - 'A') : c; }

/// Without white space at both ends, as Python's str.strip.
std::u32string_view strip(std::u32string_view text);

/// Without any white space; `rest` is what is left, in memory that can be used again.
void without_spaces(std::u32string_view text, std::u32string& rest);
std::u32string without_spaces(std::u32string_view text);

/// Views into a text.
using Words = std::vector<std::u32string_view>;

/// As jiwer splits: at U+0020 and at runs of two or more of white space. A single tab or no-break space
/// inside stays part of its word.
Words split_words(std::u32string_view text);

/// Extended grapheme clusters (UAX 29): what a reader takes for one character.
std::vector<std::u32string_view> split_graphemes(std::u32string_view text);

/// Both sequences of words as sequences of numbers, equal where the words are.
struct WordNumbers {
  std::u32string truth;
  std::u32string predicted;
};
WordNumbers number_words(const Words& truth, const Words& predicted);

/// Grapheme clusters as units of one number each.
class GraphemeUnits {
 public:
  /// A cluster of one code point is its own unit; others have the numbers from kFirst on, in the order in
  /// which this object met them.
  std::u32string units(std::u32string_view text);

  std::u32string text(char32_t unit) const;

  static constexpr char32_t kFirst = 0x110000;

 private:
  std::map<std::u32string, char32_t, std::less<>> numbers_;
  std::vector<std::u32string> clusters_;
};

}  // namespace ductus::eval
