// Whole numbers for people.
#pragma once

#include <cstdint>
#include <string>

namespace ductus::config {

/// 1234567 -> "1,234,567".
inline std::string with_thousands(int64_t number) {
  std::string text = std::to_string(number);
  const std::size_t sign = number < 0 ? 1 : 0;
  for (std::size_t place = text.size(); place > sign + 3;) text.insert(place -= 3, ",");
  return text;
}

}  // namespace ductus::config
