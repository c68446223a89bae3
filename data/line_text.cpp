#include "data/line_text.h"

#include <utf8proc.h>

#include <cstdlib>
#include <memory>
#include <set>

#include "configs/schema/error.h"

namespace ductus::data {
namespace {

/// Bytes of the code point that starts `rest`, which is put in `point`; 0 when it is no UTF-8.
std::size_t next(std::string_view rest, utf8proc_int32_t& point) {
  const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(rest.data()),
                                       static_cast<utf8proc_ssize_t>(rest.size()), &point);
  return length > 0 ? static_cast<std::size_t>(length) : 0;
}

/// Calls take(point, its bytes) with every code point. `where` opens an error's message.
template <typename Take>
void for_each_code_point(std::string_view text, std::string_view where, Take take) {
  for (std::size_t at = 0; at < text.size();) {
    utf8proc_int32_t point = 0;
    const std::size_t length = next(text.substr(at), point);
    DUCTUS_CHECK(length > 0, "{}: invalid UTF-8 at byte {}", where, at);
    take(point, text.substr(at, length));
    at += length;
  }
}

bool is_space(utf8proc_int32_t point) {
  switch (utf8proc_category(point)) {
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
bool is_invisible(utf8proc_int32_t point) {
  constexpr utf8proc_int32_t kSoftHyphen = 0xAD, kZeroWidthSpace = 0x200B, kWordJoiner = 0x2060,
                             kByteOrderMark = 0xFEFF;
  return point == kSoftHyphen || point == kZeroWidthSpace || point == kWordJoiner || point == kByteOrderMark;
}

void append(std::string& text, utf8proc_int32_t point) {
  utf8proc_uint8_t bytes[4];
  text.append(reinterpret_cast<const char*>(bytes),
              static_cast<std::size_t>(utf8proc_encode_char(point, bytes)));
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
  for_each_code_point(utf8, "text", [&](utf8proc_int32_t point, std::string_view bytes) {
    if (is_invisible(point)) return;
    if (!is_space(point)) {
      upper_case ? append(text, utf8proc_toupper(point)) : static_cast<void>(text += bytes);
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
  utf8proc_int32_t point = 0;
  if (next(symbol, point) != symbol.size()) return symbol;
  const auto category = utf8proc_category(point);
  const bool no_ink = is_space(point) || category == UTF8PROC_CATEGORY_CF ||
                      category == UTF8PROC_CATEGORY_CO || category == UTF8PROC_CATEGORY_CN;
  return no_ink ? fmt::format("U+{:04X}", point) : symbol;
}

void check_utf8(std::string_view bytes, const std::string& where) {
  for_each_code_point(bytes, where, [](utf8proc_int32_t, std::string_view) {});
}

std::string_view without_bom(std::string_view bytes) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  return bytes.substr(0, kMark.size()) == kMark ? bytes.substr(kMark.size()) : bytes;
}

std::vector<std::string> code_points_of(const std::vector<std::string>& texts) {
  std::set<std::string, std::less<>> points;  // bytes of UTF-8 are in the order of code points
  for (const std::string& text : texts) {
    for_each_code_point(text, "text", [&](utf8proc_int32_t, std::string_view bytes) {
      if (points.find(bytes) == points.end()) points.emplace(bytes);
    });
  }
  return {points.begin(), points.end()};
}

}  // namespace ductus::data
