#include "eval/text_table.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "data/utf8.h"

namespace ductus::eval {

std::string pad_left(std::string_view utf8, std::size_t width) {
  const std::size_t length = data::count_code_points(utf8);
  return std::string(width - std::min(width, length), ' ').append(utf8);
}

std::string pad_right(std::string_view utf8, std::size_t width) {
  const std::size_t length = data::count_code_points(utf8);
  return std::string(utf8).append(width - std::min(width, length), ' ');
}

std::string fixed(double value, int digits) {
  if (std::isnan(value)) return "nan";
  // the C library's printf is exact, as Python is; fmt rounds some halves away from zero
  std::string text(static_cast<std::size_t>(std::snprintf(nullptr, 0, "%.*f", digits, value)) + 1, '\0');
  std::snprintf(text.data(), text.size(), "%.*f", digits, value);
  text.pop_back();
  return text;
}

std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string percent(double share, int digits) {
  return std::isnan(share) ? "-" : fixed(100 * share, digits) + " %";
}

}  // namespace ductus::eval
