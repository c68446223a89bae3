// UTF-8, one code point at a time. All that is not in table 3-7 of the Unicode Standard (version 15: overlong
// forms, surrogates, what lies beyond U+10FFFF) is no UTF-8.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "configs/schema/error.h"

namespace ductus::data {

struct CodePoint {
  char32_t value = 0;
  std::size_t bytes = 0;  ///< 1 to 4; 0: there is none
};

/// The code point that starts a text; none when the text is empty or starts with what is no UTF-8.
CodePoint first_code_point(std::string_view text);

/// How many code points UTF-8 has.
std::size_t count_code_points(std::string_view utf8);

/// Appends the code point, which must be one.
void append_code_point(std::string& utf8, char32_t value);

/// Calls take(char32_t value, std::string_view bytes) with every code point.
/// Throws ductus::Error "where: invalid UTF-8 at byte N".
template <typename Take>
void for_each_code_point(std::string_view text, std::string_view where, Take take) {
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const CodePoint point = lead < 0x80 ? CodePoint{lead, 1} : first_code_point(text.substr(at));
    DUCTUS_CHECK(point.bytes > 0, "{}: invalid UTF-8 at byte {}", where, at);
    take(point.value, text.substr(at, point.bytes));
    at += point.bytes;
  }
}

/// The offset of the first byte that is no UTF-8, or npos.
std::size_t invalid_utf8(std::string_view bytes);

/// Throws ductus::Error "where: invalid UTF-8 at byte N" unless the bytes are UTF-8.
void check_utf8(std::string_view bytes, std::string_view where);

/// The same for a file of lines: "where:LINE: invalid UTF-8 at byte N", N counted from the file's beginning.
void check_utf8_lines(std::string_view bytes, std::string_view where);

/// The bytes without a byte order mark at their beginning.
std::string_view without_bom(std::string_view bytes);

}  // namespace ductus::data
