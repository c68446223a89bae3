#include "configs/cli/shell_word.h"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace ductus::config {

std::string shell_word(const std::string& text) {
  constexpr std::string_view kPlain = "_-./:=,+@%";
  const bool plain = std::all_of(text.begin(), text.end(), [&](unsigned char c) {
    return std::isalnum(c) != 0 || kPlain.find(static_cast<char>(c)) != std::string_view::npos;
  });
  if (plain && !text.empty()) return text;
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

}  // namespace ductus::config
