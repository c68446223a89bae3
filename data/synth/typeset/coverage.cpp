#include "data/synth/typeset/coverage.h"

#include <ft2build.h>
#include <utf8proc.h>
#include FT_FREETYPE_H

#include <algorithm>
#include <unordered_map>

#include "configs/schema/error.h"
#include "data/fonts/font_face.h"
#include "data/line_text.h"

namespace ductus::data {
namespace {

/// Calls take(point) with every code point until it says false.
template <typename Take>
void for_each_point(std::string_view utf8, Take take) {
  for (std::size_t at = 0; at < utf8.size();) {
    utf8proc_int32_t point = static_cast<unsigned char>(utf8[at]);
    utf8proc_ssize_t length = 1;
    if (point >= 0x80) {
      length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(utf8.data() + at),
                                static_cast<utf8proc_ssize_t>(utf8.size() - at), &point);
    }
    DUCTUS_CHECK(length > 0, "text: invalid UTF-8 at byte {}", at);
    if (!take(static_cast<char32_t>(point))) return;
    at += static_cast<std::size_t>(length);
  }
}

std::string encoded(char32_t point) {
  utf8proc_uint8_t bytes[4];
  const auto length = utf8proc_encode_char(static_cast<utf8proc_int32_t>(point), bytes);
  return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length)};
}

/// What a glyph may stand for; the same glyph stands for several code points.
struct GlyphKind {
  bool missing;
  bool empty;
};

class GlyphKinds {
 public:
  explicit GlyphKinds(FT_Face face) : ink_(face) {}

  const GlyphKind& operator[](FT_UInt glyph) {
    const auto [it, is_new] = kinds_.try_emplace(glyph);
    if (is_new) it->second = {ink_.is_missing(glyph), ink_.is_empty(glyph)};
    return it->second;
  }

 private:
  GlyphInk ink_;
  std::unordered_map<FT_UInt, GlyphKind> kinds_;
};

}  // namespace

void Coverage::add(char32_t point) {
  const std::size_t word = point / 64;
  if (words_.size() <= word) words_.resize(word + 1);
  words_[word] |= uint64_t{1} << (point % 64);
}

bool Coverage::covers(std::string_view utf8) const {
  bool all = true;
  for_each_point(utf8, [&](char32_t point) { return all = has(point); });
  return all;
}

std::vector<char32_t> Coverage::missing(std::string_view utf8) const {
  std::vector<char32_t> points;
  for_each_point(utf8, [&](char32_t point) {
    if (!has(point) && std::find(points.begin(), points.end(), point) == points.end())
      points.push_back(point);
    return true;
  });
  return points;
}

std::size_t Coverage::count() const {
  std::size_t count = 0;
  for (uint64_t word : words_) count += static_cast<std::size_t>(__builtin_popcountll(word));
  return count;
}

Coverage coverage_of(FT_FaceRec_* face) {
  Coverage coverage;
  if (FT_Select_Charmap(face, FT_ENCODING_UNICODE) != 0) return coverage;
  GlyphKinds kinds(face);
  FT_UInt glyph = 0;
  for (FT_ULong point = FT_Get_First_Char(face, &glyph); glyph != 0;
       point = FT_Get_Next_Char(face, point, &glyph)) {
    const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(point));
    const bool space = category == UTF8PROC_CATEGORY_ZS;
    const bool visible = category != UTF8PROC_CATEGORY_CC && category != UTF8PROC_CATEGORY_CF;
    if (space || (visible && !kinds[glyph].missing && !kinds[glyph].empty))
      coverage.add(static_cast<char32_t>(point));
  }
  return coverage;
}

std::string named(const std::vector<char32_t>& points) {
  std::string text;
  for (char32_t point : points) {
    const std::string number = fmt::format("U+{:04X}", static_cast<uint32_t>(point));
    const std::string shown = shown_symbol(encoded(point));
    text += (text.empty() ? "" : ", ") + (shown == number ? number : shown + " (" + number + ")");
  }
  return text;
}

}  // namespace ductus::data
