#include "eval/text_units.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>

#include "configs/schema/error.h"
#include "data/utf8.h"

namespace ductus::eval {
namespace {

/// Lead byte of U+0300, the first code point that normalisation could change or compose.
constexpr unsigned char kFirstCombiningLead = 0xCC;

/// Whether NFC changes nothing, as the first bytes of its characters tell: true for ASCII and Latin letters,
/// false where one would have to look closer.
bool is_surely_nfc(std::string_view utf8) {
  return std::all_of(utf8.begin(), utf8.end(),
                     [](char byte) { return static_cast<unsigned char>(byte) < kFirstCombiningLead; });
}

}  // namespace

std::u32string decode_utf8(std::string_view utf8, const std::string& where) {
  std::u32string text(utf8.size(), U' ');
  std::size_t size = 0;
  data::for_each_code_point(utf8, where, [&](char32_t value, std::string_view) { text[size++] = value; });
  text.resize(size);
  return text;
}

bool widen_ascii(std::string_view bytes, std::u32string& text) {
  text.resize(bytes.size());
  unsigned all = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    all |= byte;
    text[i] = byte;
  }
  return all < 0x80;
}

bool is_ascii(std::u32string_view text) {
  char32_t all = 0;
  for (const char32_t c : text) all |= c;
  return all < 0x80;
}

std::string encode_utf8(std::u32string_view code_points) {
  std::string text;
  text.reserve(code_points.size());
  for (const char32_t code_point : code_points) data::append_code_point(text, code_point);
  return text;
}

std::string to_nfc(std::string_view utf8) {
  if (is_surely_nfc(utf8)) return std::string(utf8);
  utf8proc_uint8_t* composed = nullptr;
  const utf8proc_ssize_t size = utf8proc_map(
      reinterpret_cast<const utf8proc_uint8_t*>(utf8.data()), static_cast<utf8proc_ssize_t>(utf8.size()),
      &composed, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(composed, &std::free);
  DUCTUS_CHECK(size >= 0, "normalisation: {}", utf8proc_errmsg(size));
  return {reinterpret_cast<const char*>(composed), static_cast<std::size_t>(size)};
}

std::u32string fold_case(std::u32string_view text) {
  std::u32string folded;
  folded.reserve(text.size());
  for (const char32_t c : text) {
    if (c < 0x80) {
      folded += c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
      continue;
    }
    utf8proc_int32_t to[8];
    int boundary = UTF8PROC_BOUNDCLASS_START;
    const utf8proc_ssize_t count = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c), to,
                                                           std::size(to), UTF8PROC_CASEFOLD, &boundary);
    DUCTUS_CHECK(count >= 0 && count <= static_cast<utf8proc_ssize_t>(std::size(to)),
                 "case folding: U+{:04X} has no folding of at most {} code points", static_cast<uint32_t>(c),
                 std::size(to));
    folded.append(to, to + count);
  }
  return folded;
}

bool is_wide_space(char32_t c) {
  return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

bool is_letter(char32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  const utf8proc_category_t category = utf8proc_category(static_cast<utf8proc_int32_t>(c));
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

bool has_shape(char32_t c) {
  if (c > 0x20 && c < 0x7F) return true;
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CN:
      return false;
    default:
      return true;
  }
}

std::u32string_view strip(std::u32string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

void without_spaces(std::u32string_view text, std::u32string& rest) {
  rest.resize(text.size());
  std::size_t size = 0;
  for (const char32_t c : text) {  // no branch: every space would be a surprise
    rest[size] = c;
    size += is_space(c) ? 0 : 1;
  }
  rest.resize(size);
}

std::u32string without_spaces(std::u32string_view text) {
  std::u32string rest;
  without_spaces(text, rest);
  return rest;
}

Words split_words(std::u32string_view text) {
  text = strip(text);
  Words words;
  words.reserve(8);
  const auto* const end = text.data() + text.size();
  const char32_t* from = text.data();  // of the word
  for (const char32_t* at = from; (at = std::find_if(at, end, is_space)) != end;) {
    const char32_t* const next = std::find_if_not(at, end, is_space);
    if (next - at >= 2 || *at == ' ') {
      words.emplace_back(from, static_cast<std::size_t>(at - from));
      from = next;
    }
    at = next;
  }
  if (from != end) words.emplace_back(from, static_cast<std::size_t>(end - from));
  return words;
}

std::vector<std::u32string_view> split_graphemes(std::u32string_view text) {
  std::vector<std::u32string_view> clusters;
  utf8proc_int32_t state = 0;
  std::size_t from = 0;
  for (std::size_t i = 1; i <= text.size(); ++i) {
    const bool cut =
        i == text.size() || utf8proc_grapheme_break_stateful(static_cast<utf8proc_int32_t>(text[i - 1]),
                                                             static_cast<utf8proc_int32_t>(text[i]), &state);
    if (!cut) continue;
    clusters.push_back(text.substr(from, i - from));
    from = i;
  }
  return clusters;
}

WordNumbers number_words(const Words& truth, const Words& predicted) {
  struct Word {
    uint64_t beginning;  // its first two code points, each and one: most words differ there
    std::u32string_view text;
    char32_t* number;

    bool operator<(const Word& other) const {
      return beginning != other.beginning ? beginning < other.beginning : text < other.text;
    }
  };
  WordNumbers numbers{std::u32string(truth.size(), 0), std::u32string(predicted.size(), 0)};
  std::vector<Word> words;
  words.reserve(truth.size() + predicted.size());
  const auto add = [&](std::u32string_view text, char32_t& number) {
    const auto place = [&](std::size_t i) { return i < text.size() ? uint64_t{text[i]} + 1 : 0; };
    words.push_back({place(0) << 32U | place(1), text, &number});
  };
  for (std::size_t i = 0; i < truth.size(); ++i) add(truth[i], numbers.truth[i]);
  for (std::size_t i = 0; i < predicted.size(); ++i) add(predicted[i], numbers.predicted[i]);
  std::sort(words.begin(), words.end());
  char32_t number = 0;
  for (std::size_t k = 0; k < words.size(); ++k) {
    if (k > 0 && words[k - 1] < words[k]) ++number;
    *words[k].number = number;
  }
  return numbers;
}

std::u32string GraphemeUnits::units(std::u32string_view text) {
  std::u32string units;
  units.reserve(text.size());
  for (const std::u32string_view cluster : split_graphemes(text)) {
    if (cluster.size() == 1) {
      units += cluster[0];
      continue;
    }
    auto found = numbers_.find(cluster);
    if (found == numbers_.end()) {
      found = numbers_.emplace(cluster, kFirst + static_cast<char32_t>(clusters_.size())).first;
      clusters_.emplace_back(cluster);
    }
    units += found->second;
  }
  return units;
}

std::u32string GraphemeUnits::text(char32_t unit) const {
  return unit < kFirst ? std::u32string(1, unit) : clusters_[unit - kFirst];
}

}  // namespace ductus::eval
