#include "data/class_folder_name.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string_view>

#include "data/utf8.h"

namespace ductus::data {
namespace {

constexpr std::string_view kPrefix = "U+";

/// Not a symbol that looks like code points either, which would be read as those.
bool is_plain(std::string_view symbol) {
  if (symbol.front() == '.' || symbol.substr(0, kPrefix.size()) == kPrefix) return false;
  return std::none_of(symbol.begin(), symbol.end(), [](unsigned char c) {
    return c <= 0x20 || c == 0x7F ||
           std::string_view("/\\:*?\"<>|").find(static_cast<char>(c)) != std::string::npos;
  });
}

/// The text that "U+0041 U+0020" stands for, or "" where something else stands.
std::string text_of(std::string_view code_points) {
  std::string text;
  while (code_points.substr(0, kPrefix.size()) == kPrefix) {
    const std::string_view digits =
        code_points.substr(kPrefix.size(), code_points.find(' ') - kPrefix.size());
    uint32_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    const bool is_surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (error != std::errc() || value == 0 || value > 0x10FFFF || is_surrogate) return {};
    append_code_point(text, static_cast<char32_t>(value));
    code_points.remove_prefix(static_cast<std::size_t>(end - code_points.data()));
    if (code_points.empty()) return text;
    code_points.remove_prefix(1);
  }
  return {};
}

}  // namespace

std::string class_folder_name(const std::string& symbol) {
  if (is_plain(symbol)) return symbol;
  std::string name;
  for (std::size_t at = 0; at < symbol.size();) {
    const CodePoint point = first_code_point(std::string_view(symbol).substr(at));
    name += fmt::format("{}{}{:04X}", name.empty() ? "" : " ", kPrefix, static_cast<uint32_t>(point.value));
    at += std::max<std::size_t>(point.bytes, 1);
  }
  return name;
}

std::string symbol_of_class_folder(const std::string& name) {
  const std::string symbol = text_of(name);
  return !symbol.empty() && class_folder_name(symbol) == name ? symbol : name;
}

}  // namespace ductus::data
