#include "data/line_text.h"

#include <utf8proc.h>

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <set>

#include "configs/schema/error.h"
#include "data/utf8.h"

namespace ductus::data {
namespace {

utf8proc_category_t category_of(char32_t point) {
  return utf8proc_category(static_cast<utf8proc_int32_t>(point));
}

bool is_space(char32_t point) {
  switch (category_of(point)) {
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_CC:
      return true;
    default:
      return false;
  }
}

/// Marks that say where a line may break, or nothing: nobody can see them in a picture.
bool is_invisible(char32_t point) {
  constexpr char32_t kSoftHyphen = 0xAD, kZeroWidthSpace = 0x200B, kWordJoiner = 0x2060,
                     kByteOrderMark = 0xFEFF;
  return point == kSoftHyphen || point == kZeroWidthSpace || point == kWordJoiner || point == kByteOrderMark;
}

char32_t upper(char32_t point) {
  return static_cast<char32_t>(utf8proc_toupper(static_cast<utf8proc_int32_t>(point)));
}

std::string composed(const std::string& text) {
  utf8proc_uint8_t* bytes = nullptr;
  const auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE);
  const auto length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                   static_cast<utf8proc_ssize_t>(text.size()), &bytes, options);
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(bytes, &std::free);
  DUCTUS_CHECK(length >= 0, "text: cannot be normalised ({})", utf8proc_errmsg(length));
  return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length)};
}

}  // namespace

std::string LineText::apply(std::string_view utf8) const {
  std::string text;
  for_each_code_point(utf8, "text", [&](char32_t point, std::string_view bytes) {
    if (is_invisible(point)) return;
    if (!is_space(point)) {
      upper_case ? append_code_point(text, upper(point)) : static_cast<void>(text += bytes);
    } else if (!text.empty() && (!squeeze_spaces || text.back() != ' ')) {
      text += ' ';
    }
  });
  text.erase(text.find_last_not_of(' ') + 1);
  return composed(text);
}

std::string to_nfc(std::string_view utf8, const std::string& where) {
  check_utf8(utf8, where);
  return composed(std::string(utf8));
}

std::string shown_symbol(const std::string& symbol) {
  if (symbol == " ") return "space";
  const CodePoint point = first_code_point(symbol);
  if (point.bytes != symbol.size()) return symbol;
  const auto category = category_of(point.value);
  const bool no_ink = is_space(point.value) || category == UTF8PROC_CATEGORY_CF ||
                      category == UTF8PROC_CATEGORY_CO || category == UTF8PROC_CATEGORY_CN;
  return no_ink ? fmt::format("U+{:04X}", static_cast<uint32_t>(point.value)) : symbol;
}

std::vector<std::string> code_points_of(const std::vector<std::string>& texts) {
  std::set<std::string, std::less<>> points;  // bytes of UTF-8 are in the order of code points
  for (const std::string& text : texts) {
    for_each_code_point(text, "text", [&](char32_t, std::string_view bytes) {
      if (points.find(bytes) == points.end()) points.emplace(bytes);
    });
  }
  return {points.begin(), points.end()};
}

}  // namespace ductus::data
