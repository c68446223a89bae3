#include "data/fonts/lettering.h"

#include <algorithm>
#include <cstddef>
#include <mutex>

#include "data/fonts/font_letters.h"
#include "data/fonts/stroke_letters.h"
#include "data/utf8.h"

namespace ductus::data {
namespace {

/// FreeType's faces have one size at a time: one thread letters, others wait.
template <typename WithFont, typename WithStrokes>
auto with_letters(const LetterStyle& style, WithFont with_font, WithStrokes with_strokes) {
  static std::mutex mutex;
  const std::lock_guard<std::mutex> lock(mutex);
  static FontLetters fonts;
  return fonts.has(style) ? with_font(fonts) : with_strokes();
}

}  // namespace

Lettering letter(std::string_view utf8, const LetterStyle& style) {
  return with_letters(
      style, [&](FontLetters& fonts) { return fonts.letter(utf8, style); },
      [&] { return stroke_letter(utf8, style); });
}

double lettered_width(std::string_view utf8, const LetterStyle& style) {
  return with_letters(
      style, [&](FontLetters& fonts) { return fonts.width(utf8, style); },
      [&] { return stroke_width(utf8, style); });
}

Lettering upwards(const Lettering& text) {
  Lettering turned{text.top, -(text.left + text.width), text.height, text.width, {}};
  turned.ink.reserve(text.ink.size());
  for (int x = text.width - 1; x >= 0; --x) {
    for (int y = 0; y < text.height; ++y) turned.ink.push_back(text.ink[std::ptrdiff_t{y} * text.width + x]);
  }
  return turned;
}

void lay(const Lettering& text, int x, int y, const std::array<uint8_t, 3>& bgr, const BgrPixels& on) {
  const int left = x + text.left, top = y + text.top;
  for (int row = std::max(0, top); row < std::min(on.height, top + text.height); ++row) {
    for (int column = std::max(0, left); column < std::min(on.width, left + text.width); ++column) {
      const int cover = text.ink[std::ptrdiff_t{row - top} * text.width + (column - left)];
      uint8_t* pixel = on.pixels + (std::ptrdiff_t{row} * on.width + column) * 3;
      for (int c = 0; c < 3; ++c) {
        pixel[c] = static_cast<uint8_t>((pixel[c] * (255 - cover) + bgr[c] * cover + 127) / 255);
      }
    }
  }
}

std::string shortened(std::string_view utf8, std::size_t limit) {
  std::size_t count = 0, kept = 0;
  for (std::size_t at = 0; at < utf8.size(); ++count) {
    if (count == limit - 2) kept = at;
    at += std::max<std::size_t>(1, first_code_point(utf8.substr(at)).bytes);
  }
  return count > limit ? std::string(utf8.substr(0, kept)) + ".." : std::string(utf8);
}

}  // namespace ductus::data
