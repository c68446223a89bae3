#include "data/utf8.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace ductus::data {
namespace {

bool is_tail(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

/// By its first byte; 0 when none begins with it.
std::size_t sequence_bytes(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

bool eight_ascii(const char* bytes) {
  uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  return (word & 0x8080808080808080U) == 0;
}

}  // namespace

CodePoint first_code_point(std::string_view text) {
  if (text.empty()) return {};
  const auto lead = static_cast<unsigned char>(text[0]);
  const std::size_t bytes = sequence_bytes(lead);
  if (bytes == 1) return {lead, 1};
  if (bytes == 0 || bytes > text.size()) return {};
  char32_t value = lead & (0x7FU >> bytes);
  for (std::size_t i = 1; i < bytes; ++i) {
    if (!is_tail(text[i])) return {};
    value = value << 6U | (static_cast<unsigned char>(text[i]) & 0x3FU);
  }
  constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};  // by bytes: less is an overlong form
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < kSmallest[bytes] || value > 0x10FFFF || surrogate) return {};
  return {value, bytes};
}

std::size_t count_code_points(std::string_view utf8) {
  return utf8.size() - static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), is_tail));
}

void append_code_point(std::string& utf8, char32_t value) {
  const auto tail = [&](unsigned shift) { utf8 += static_cast<char>(0x80U | (value >> shift & 0x3FU)); };
  if (value < 0x80) {
    utf8 += static_cast<char>(value);
  } else if (value < 0x800) {
    utf8 += static_cast<char>(0xC0U | value >> 6U);
    tail(0);
  } else if (value < 0x10000) {
    utf8 += static_cast<char>(0xE0U | value >> 12U);
    tail(6), tail(0);
  } else {
    utf8 += static_cast<char>(0xF0U | value >> 18U);
    tail(12), tail(6), tail(0);
  }
}

std::size_t invalid_utf8(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    if (at + 8 <= bytes.size() && eight_ascii(bytes.data() + at)) {
      at += 8;
      continue;
    }
    const std::size_t length = first_code_point(bytes.substr(at)).bytes;
    if (length == 0) return at;
    at += length;
  }
  return std::string_view::npos;
}

void check_utf8(std::string_view bytes, std::string_view where) {
  const std::size_t wrong = invalid_utf8(bytes);
  DUCTUS_CHECK(wrong == std::string_view::npos, "{}: invalid UTF-8 at byte {}", where, wrong);
}

void check_utf8_lines(std::string_view bytes, std::string_view where) {
  const std::size_t wrong = invalid_utf8(bytes);
  if (wrong == std::string_view::npos) return;
  const auto line = 1 + std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(wrong), '\n');
  fail("{}:{}: invalid UTF-8 at byte {}", where, line, wrong);
}

std::string_view without_bom(std::string_view bytes) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  return bytes.substr(0, kMark.size()) == kMark ? bytes.substr(kMark.size()) : bytes;
}

}  // namespace ductus::data
