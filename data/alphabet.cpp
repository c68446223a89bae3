#include "data/alphabet.h"

#include "configs/schema/error.h"

namespace ductus::data {

std::size_t code_point_length(std::string_view text) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<uint8_t>(text[i]) : uint8_t{0};
  };
  const auto tail = [&](std::size_t i) { return (byte(i) & 0xC0) == 0x80; };
  const uint8_t first = byte(0);
  if (text.empty()) return 0;
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return tail(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const bool overlong = first == 0xE0 && byte(1) < 0xA0;
    const bool surrogate = first == 0xED && byte(1) > 0x9F;
    return tail(1) && tail(2) && !overlong && !surrogate ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const bool overlong = first == 0xF0 && byte(1) < 0x90;
    const bool beyond = first == 0xF4 && byte(1) > 0x8F;
    return tail(1) && tail(2) && tail(3) && !overlong && !beyond ? 4 : 0;
  }
  return 0;
}

namespace {

bool is_ascii(std::string_view symbol) {
  return symbol.size() == 1 && static_cast<unsigned char>(symbol[0]) < 0x80;
}

/// Calls `take` with every code point. `what` opens an error's message.
template <typename Take>
void for_each_code_point(std::string_view utf8, const char* what, Take take) {
  for (std::size_t at = 0; at < utf8.size();) {
    const std::size_t length = code_point_length(utf8.substr(at));
    DUCTUS_CHECK(length > 0, "{}: invalid UTF-8 at byte {} of {}", what, at, utf8.size());
    take(utf8.substr(at, length));
    at += length;
  }
}

}  // namespace

Alphabet::Alphabet(std::vector<std::string> symbols) : symbols_(std::move(symbols)) {
  ascii_.fill(-1);
  labels_.reserve(symbols_.size());
  for (std::size_t i = 0; i < symbols_.size(); ++i) {
    DUCTUS_CHECK(!symbols_[i].empty(), "alphabet: symbol {} is empty, expected a name for every class", i);
    const auto [first, fresh] = labels_.emplace(symbols_[i], static_cast<int32_t>(i));
    DUCTUS_CHECK(fresh, "alphabet: '{}' occurs twice, as symbol {} and symbol {}", symbols_[i], first->second,
                 i);
    if (is_ascii(symbols_[i])) ascii_[static_cast<std::size_t>(symbols_[i][0])] = static_cast<int32_t>(i);
  }
}

Alphabet Alphabet::from_characters(std::string_view utf8) {
  std::vector<std::string> symbols;
  for_each_code_point(utf8, "alphabet", [&](std::string_view symbol) { symbols.emplace_back(symbol); });
  return Alphabet(std::move(symbols));
}

int32_t Alphabet::find(std::string_view symbol) const {
  if (is_ascii(symbol)) return ascii_[static_cast<std::size_t>(symbol[0])];
  const auto found = labels_.find(std::string(symbol));
  return found == labels_.end() ? -1 : found->second;
}

std::vector<int32_t> Alphabet::encode(std::string_view utf8) const {
  std::vector<int32_t> labels;
  labels.reserve(utf8.size());
  for_each_code_point(utf8, "text", [&](std::string_view symbol) { labels.push_back(find(symbol)); });
  return labels;
}

}  // namespace ductus::data
