// Texts of pictures that people read: titles, axes, names of classes, truths. Not what is drawn as data
// (data/synth/typeset): a picture must be drawn whatever its texts are, so nothing here refuses a symbol.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ductus::data {

struct LetterStyle {
  double size_px = 13;  ///< height of a line of text; a capital has kCapital of it
  bool bold = false;
  bool marked_zero = false;  ///< 0 is told from O by a mark inside, and where there are fonts 1 from l and I
};

/// How high a capital is, as a share of LetterStyle::size_px.
inline constexpr double kCapital = 21.0 / 31;

/// A text's ink, with the place of its upper left pixel: from where the text starts, and from its base line
/// (negative above it).
struct Lettering {
  int left = 0;
  int top = 0;
  int width = 0;
  int height = 0;
  std::vector<uint8_t> ink;  ///< [height, width], coverage 0 to 255
};

/// In the fonts DejaVu Sans and, with a marked zero, DejaVu Sans Mono; symbols that they lack in the font
/// that fontconfig offers for them. Where DejaVu is not installed, in strokes that have ASCII alone. What
/// cannot be seen in any of these, and what is no UTF-8, is shown by its number: U+0301 where it is the whole
/// text, <U+0301> among others. Letters stand from left to right in the order of the text, and are not
/// joined.
///
/// Fonts are looked for at the first call (some 10 ms), so that programs that draw nothing do not pay for
/// them. Any thread may call.
Lettering letter(std::string_view utf8, const LetterStyle& style);

/// px from where the text starts to where another would go on.
double lettered_width(std::string_view utf8, const LetterStyle& style);

/// The same read from below: a quarter turn to the left about its start.
Lettering upwards(const Lettering& text);

/// Pixels that are written on: [height, width, 3], blue, green, red.
struct BgrPixels {
  uint8_t* pixels = nullptr;
  int height = 0;
  int width = 0;
};

/// Lays ink of a colour over what is there, with the text's start at column x, row y. What reaches beyond the
/// pixels is cut.
void lay(const Lettering& text, int x, int y, const std::array<uint8_t, 3>& bgr, const BgrPixels& on);

/// At most `limit` (3 or more) code points, the last two of them ".." where the text was longer.
std::string shortened(std::string_view utf8, std::size_t limit);

}  // namespace ductus::data
