// Text files that are read line by line.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ductus::data {

/// One line of a text file, without its end.
struct TextLine {
  std::string_view text;
  int64_t number = 0;  ///< from 1, for errors
};

/// The lines of a file's text that are not empty, ended by LF or CR LF, without a byte order mark before the
/// first. Throws ductus::Error "where:LINE: invalid UTF-8 at byte N", which counts from the file's beginning.
std::vector<TextLine> text_lines(std::string_view text, const std::string& where);

/// What stands between a line's tabs: one cell more than there are tabs.
std::vector<std::string_view> cells_of(std::string_view line);

/// The text without spaces, tabs and line ends around it.
std::string_view trimmed(std::string_view text);

}  // namespace ductus::data
