#include "data/alphabet.h"

#include "configs/schema/error.h"
#include "data/utf8.h"

namespace ductus::data {

namespace {

bool is_ascii(std::string_view symbol) {
  return symbol.size() == 1 && static_cast<unsigned char>(symbol[0]) < 0x80;
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
  for_each_code_point(utf8, "alphabet",
                      [&](char32_t, std::string_view symbol) { symbols.emplace_back(symbol); });
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
  for_each_code_point(utf8, "text",
                      [&](char32_t, std::string_view symbol) { labels.push_back(find(symbol)); });
  return labels;
}

}  // namespace ductus::data
