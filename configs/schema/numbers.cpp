#include "configs/schema/numbers.h"

#include <charconv>
#include <cstdint>
#include <string>

namespace ductus::config {

template <typename T>
Parsed parse_number(std::string_view text, T& number) {
  if (!text.empty() && text[0] == '+') {
    text.remove_prefix(1);
    if (!text.empty() && text[0] == '-') return Parsed::kNoNumber;
  }
  const std::size_t sign = !text.empty() && text[0] == '-' ? 1 : 0;
  const char first = text.size() > sign ? text[sign] : '\0';
  if (!(first >= '0' && first <= '9') && first != '.')
    return Parsed::kNoNumber;  // from_chars knows "inf" and "nan"
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (stop != end || error == std::errc::invalid_argument) return Parsed::kNoNumber;
  return error == std::errc() ? Parsed::kGood : Parsed::kOutOfRange;
}

template Parsed parse_number(std::string_view text, int32_t& number);
template Parsed parse_number(std::string_view text, int64_t& number);
template Parsed parse_number(std::string_view text, uint32_t& number);
template Parsed parse_number(std::string_view text, uint64_t& number);
template Parsed parse_number(std::string_view text, float& number);
template Parsed parse_number(std::string_view text, double& number);

}  // namespace ductus::config
