// Texts as they are lettered: symbols that cannot be drawn, by number. For lettering alone.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "data/utf8.h"

namespace ductus::data {

/// A text with every symbol that is not `drawn` as its number, as lettering.h says.
template <typename Drawn>
std::string with_numbers(std::string_view text, Drawn drawn) {
  constexpr char32_t kReplacement = 0xFFFD;  // what Unicode puts where no symbol could be read
  std::string shown;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = first_code_point(text.substr(at));
    const std::size_t bytes = point.bytes == 0 ? 1 : point.bytes;
    const char32_t symbol = point.bytes == 0 ? kReplacement : point.value;
    if (point.bytes > 0 && drawn(symbol)) {
      shown += text.substr(at, bytes);
    } else {
      const std::string number = fmt::format("U+{:04X}", static_cast<uint32_t>(symbol));
      shown += bytes == text.size() ? number : "<" + number + ">";
    }
    at += bytes;
  }
  return shown;
}

}  // namespace ductus::data
