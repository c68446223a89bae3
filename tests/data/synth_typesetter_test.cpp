// These tests set DejaVu Sans Mono, of fonts-dejavu-core: 2048 units an em, 1233 of them a character,
// ascender 1901, descender -483; the hyphen is a rectangle.
#include "data/synth/typeset/typesetter.h"

#include <doctest/doctest.h>

#include <cmath>
#include <fstream>
#include <iterator>
#include <numeric>
#include <string>
#include <vector>

#include "tests/support/errors.h"
#include "tests/support/temp_dir.h"
#include "tests/support/typefaces.h"

using namespace ductus::data;
using doctest::Approx;
using ductus::test::error_of;
using ductus::test::index_of;
using ductus::test::test_face;
using ductus::test::test_typefaces;

namespace {

constexpr double kEm = 2048, kAdvance = 1233;

TypesetLine set(std::string_view text, const TypeStyle& style = {}) {
  return Typesetter(test_typefaces()).set(test_face(), text, style);
}

TypeStyle sized(float size_px) {
  TypeStyle style;
  style.size_px = size_px;
  return style;
}

bool same(const TypesetLine& a, const TypesetLine& b) {
  if (a.chars.size() != b.chars.size()) return false;
  for (std::size_t i = 0; i < a.chars.size(); ++i) {
    const Box &x = a.chars[i].box, &y = b.chars[i].box;
    if (a.chars[i].byte != b.chars[i].byte || x.low.x != y.low.x || x.low.y != y.low.y ||
        x.high.x != y.high.x || x.high.y != y.high.y) {
      return false;
    }
  }
  return a.width == b.width && a.height == b.height && a.baseline_px == b.baseline_px && a.ink == b.ink;
}

/// Ink of a line in whole pixels' worth.
double ink_of(const TypesetLine& line) {
  return std::accumulate(line.ink.begin(), line.ink.end(), 0.0) / 255;
}

/// Sum of the ink in columns [left, right) of rows [top, bottom).
int64_t ink_in(const TypesetLine& line, int left, int top, int right, int bottom) {
  int64_t sum = 0;
  for (int y = top; y < bottom; ++y) {
    for (int x = left; x < right; ++x) sum += line.ink[static_cast<std::size_t>(y * line.width + x)];
  }
  return sum;
}

struct Rows {
  int left, top, right, bottom;
};

Rows whole(const Box& box) {
  return {static_cast<int>(box.low.x), static_cast<int>(box.low.y), static_cast<int>(box.high.x),
          static_cast<int>(box.high.y)};
}

void check_box_touches_ink(const TypesetLine& line, const CharBox& c) {
  const Rows b = whole(c.box);
  REQUIRE(b.left >= 0);
  REQUIRE(b.top >= 0);
  REQUIRE(b.right <= line.width);
  REQUIRE(b.bottom <= line.height);
  CHECK(ink_in(line, b.left, b.top, b.right, b.top + 1) > 0);
  CHECK(ink_in(line, b.left, b.bottom - 1, b.right, b.bottom) > 0);
  CHECK(ink_in(line, b.left, b.top, b.left + 1, b.bottom) > 0);
  CHECK(ink_in(line, b.right - 1, b.top, b.right, b.bottom) > 0);
}

void check_no_ink_outside_boxes(TypesetLine line) {
  for (const CharBox& c : line.chars) {
    const Rows b = whole(c.box);
    for (int y = b.top; y < b.bottom; ++y) {
      for (int x = b.left; x < b.right; ++x) line.ink[static_cast<std::size_t>(y * line.width + x)] = 0;
    }
  }
  CHECK(ink_in(line, 0, 0, line.width, line.height) == 0);
}

/// The mean column of the ink in a part of the line.
double middle_of(const TypesetLine& line, const Rows& part) {
  double sum = 0, mass = 0;
  for (int x = part.left; x < part.right; ++x) {
    const auto ink = static_cast<double>(ink_in(line, x, part.top, x + 1, part.bottom));
    sum += ink * (x + 0.5);
    mass += ink;
  }
  return sum / mass;
}

}  // namespace

TEST_CASE("typesetter: boxes hold all the ink, and each touches ink on its four sides, in every style") {
  const std::string text = "TOTAL: RM 12.50 gj|_\u00C9\u00E7\u20AC";
  for (const TypeStyle& style : {TypeStyle{}, TypeStyle{17.25F, 0.1F, 0.75F, 0.25F, 0.5F},
                                 TypeStyle{40, -0.1F, 1.5F, -0.5F, 2}, TypeStyle{9, 0, 1, 0, -0.125F}}) {
    for (std::size_t face = 0; face < test_typefaces().size(); ++face) {
      const TypesetLine line = Typesetter(test_typefaces()).set(face, text, style);
      CHECK(line.chars.size() == 23);
      for (const CharBox& c : line.chars) {
        if (text[c.byte] != ' ') check_box_touches_ink(line, c);
      }
      check_no_ink_outside_boxes(line);
    }
  }
}

TEST_CASE("typesetter: every face for receipts sets lines whose boxes hold the ink") {
  const Typefaces typefaces = Typefaces::load({});
  Typesetter typesetter(typefaces);
  const std::string text = "QTY 2 X 13.90";
  for (std::size_t face = 0; face < typefaces.size(); ++face) {
    const TypesetLine line = typesetter.set(face, text, {});
    REQUIRE_MESSAGE(line.chars.size() == text.size(), typefaces[face].name);
    for (const CharBox& c : line.chars) {
      if (text[c.byte] != ' ') check_box_touches_ink(line, c);
    }
    check_no_ink_outside_boxes(line);
  }
}

TEST_CASE("typesetter: the ink fills the width, and the height is from ascender to descender") {
  const TypesetLine line = set("xHx");
  CHECK(line.chars.front().box.low.x == 0);
  CHECK(line.chars.back().box.high.x == line.width);
  // 1901 / 2048 * 24 = 22.3 and 483 / 2048 * 24 = 5.7, each up to a whole pixel
  CHECK(line.baseline_px == 23);
  CHECK(line.height == 29);
  CHECK(line.chars[1].box.high.y == line.baseline_px);  // H stands on the base line
}

TEST_CASE("typesetter: ink beyond ascender or descender makes the line higher") {
  const TypesetLine plain = set("|");
  TypeStyle fat;
  fat.bold_px = 20;
  const TypesetLine line = set("|", fat);
  CHECK(line.height > plain.height);
  CHECK(line.chars[0].box.low.y == 0);
  check_box_touches_ink(line, line.chars[0]);
}

TEST_CASE(
    "typesetter: the advance is the font's, times size and widening, with tracking after each character") {
  CHECK(set("0123456789").advance_px == Approx(10 * kAdvance / kEm * 24).epsilon(1e-6));
  CHECK(set("01234", sized(17.25F)).advance_px == Approx(5 * kAdvance / kEm * 17.25).epsilon(1e-6));
  TypeStyle style;
  style.tracking_em = 0.25F;
  CHECK(set("01234", style).advance_px == Approx(5 * (kAdvance / kEm + 0.25) * 24).epsilon(1e-6));
  style.widen = 1.5F;
  CHECK(set("01234", style).advance_px == Approx(5 * (kAdvance / kEm + 0.25) * 24 * 1.5).epsilon(1e-6));
}

TEST_CASE("typesetter: kerning draws a pair together, and a ligature would hide a character") {
  const Typefaces sans = Typefaces::load({"DejaVu Sans"});
  Typesetter typesetter(sans);
  const std::size_t face = index_of(sans, "DejaVu Sans Book");
  const auto advance = [&](std::string_view text) { return typesetter.set(face, text, {}).advance_px; };
  CHECK(advance("AV") < advance("A") + advance("V"));
  CHECK(typesetter.set(face, "office", {}).chars.size() == 6);  // has ffi
  CHECK(typesetter.set(face, "office", {}).chars[3].byte == 3);
}

TEST_CASE("typesetter: a grapheme of two code points is one box") {
  const std::string text = "a\u0332b";  // a line under a
  const TypesetLine line = set(text);
  REQUIRE(line.chars.size() == 2);
  CHECK(line.chars[1].byte == 3);
  CHECK(line.chars[0].box.high.y > line.baseline_px);
  check_no_ink_outside_boxes(line);
}

TEST_CASE("typesetter: a space is its advance by the line's height") {
  const TypesetLine line = set("H H");
  const Box& space = line.chars[1].box;
  CHECK(space.width() == Approx(kAdvance / kEm * 24).epsilon(1e-4));
  CHECK(space.low.y == 0);
  CHECK(space.high.y == line.height);
  const TypesetLine alone = set(" ");
  CHECK(alone.width == 15);  // 14.4
  CHECK(ink_of(alone) == 0);
  CHECK(set("").width == 0);
  CHECK(set("").chars.empty());
}

TEST_CASE("typesetter: tracking moves the last character by as many steps as come before it") {
  TypeStyle style = sized(32);
  const float before = set("H0H", style).chars[2].box.low.x;
  style.tracking_em = 0.25F;
  CHECK(set("H0H", style).chars[2].box.low.x == before + 2 * 0.25F * 32);
}

TEST_CASE("typesetter: every glyph stands within an eighth of a pixel of its place") {
  const TypesetLine line = set(" ||||||||");
  for (int i = 1; i <= 8; ++i) {
    // the bar: from 530 to 702 units behind the pen
    const double place = (i * kAdvance + (530 + 702) / 2) / kEm * 24;
    const double middle = middle_of(line, whole(line.chars[static_cast<std::size_t>(i)].box));
    CHECK(std::abs(middle - place) < 0.125 + 0.02);  // outlines are rounded to 64ths
  }
}

TEST_CASE("typesetter: ink grows with widening, with the square of the size, and not with slant") {
  const double ink = ink_of(set("H-o8", sized(32)));
  CHECK(ink_of(set("H-o8", sized(64))) == Approx(4 * ink).epsilon(0.01));
  TypeStyle style = sized(32);
  style.widen = 1.5F;
  CHECK(ink_of(set("H-o8", style)) == Approx(1.5 * ink).epsilon(0.01));
  style.widen = 1;
  style.slant = 0.5F;
  CHECK(ink_of(set("H-o8", style)) == Approx(ink).epsilon(0.01));
}

TEST_CASE("typesetter: slant moves ink to the right by so much for each pixel above the base line") {
  TypeStyle style = sized(64);
  style.slant = 0.25F;
  const TypesetLine line = set("|", style);
  CHECK(middle_of(line, {0, 15, line.width, 16}) - middle_of(line, {0, 55, line.width, 56}) ==
        Approx(0.25 * 40).epsilon(0.01));
}

TEST_CASE("typesetter: bolder by b makes a bar w by h one of w + b by h + b, about the same middle") {
  const TypesetLine thin = set(" -", sized(64));
  TypeStyle style = sized(64);
  style.bold_px = 2;
  const TypesetLine thick = set(" -", style);
  // the hyphen: 521 by 164 units
  const double width = 521 / kEm * 64, height = 164 / kEm * 64;
  CHECK(ink_of(thin) == Approx(width * height).epsilon(0.01));
  CHECK(ink_of(thick) == Approx((width + 2) * (height + 2)).epsilon(0.01));
  CHECK(thick.advance_px == thin.advance_px);
  const Box &before = thin.chars[1].box, &after = thick.chars[1].box;
  CHECK(after.low.x == before.low.x - 1);
  CHECK(after.low.y == before.low.y - 1);
  CHECK(after.high.x == before.high.x + 1);
  CHECK(after.high.y == before.high.y + 1);
}

TEST_CASE("typesetter: a number is rounded to its steps, so that near ones share their glyphs") {
  CHECK(same(set("Ag", {24.1F, 0, 1.002F, 0.002F, 0.01F}), set("Ag", {24, 0, 1, 0, 0})));
  CHECK_FALSE(same(set("Ag", sized(24.25F)), set("Ag", sized(24))));
}

TEST_CASE("typesetter: a warm cache gives what a fresh typesetter gives, also after it ran over") {
  Typesetter warm(test_typefaces());
  const TypeStyle small, slanted{30, 0.05F, 1.25F, 0.25F, 0.5F};
  const auto check = [&] {
    for (const TypeStyle& style : {small, slanted}) {
      for (const char* text : {"TOTAL 12.50", "x", "TOTAL 12.50"}) {
        CHECK(same(warm.set(test_face(), text, style), set(text, style)));
      }
    }
  };
  check();
  for (int i = 0; i < 60; ++i) warm.set(test_face(), "WM@", sized(900 + static_cast<float>(i)));  // > 32 MB
  check();
}

TEST_CASE("typesetter: a symbol that the font lacks is refused and named") {
  CHECK(error_of([] { set("RM \u4E00 5"); }) ==
        "text 'RM \u4E00 5': DejaVu Sans Mono Book has no \u4E00 (U+4E00)");
  CHECK(error_of([] { set("a\xC3"); }) == "text: invalid UTF-8 at byte 1");
}

TEST_CASE("typesetter: a script from right to left is refused") {
  const Typefaces sans = Typefaces::load({"DejaVu Sans"});
  const std::string text = "a \u05D0";
  CHECK(error_of([&] { Typesetter(sans).set(index_of(sans, "DejaVu Sans Book"), text, {}); }) ==
        "text '" + text + "': is written from right to left, expected a script from left to right");
}

TEST_CASE("typesetter: numbers out of range are refused by name") {
  CHECK(error_of([] { set("a", sized(0)); }) == "type: size_px: expected 1 to 1000, found 0");
  CHECK(error_of([] { set("a", sized(NAN)); }) == "type: size_px: expected 1 to 1000, found nan");
  TypeStyle style;
  style.widen = 9;
  CHECK(error_of([&] { set("a", style); }) == "type: widen: expected 0.25 to 4, found 9");
  style = {};
  style.tracking_em = -1;
  CHECK(error_of([&] { set("a", style); }) == "type: tracking_em: expected -0.5 to 5, found -1");
}

TEST_CASE("typesetter: a line too long to draw is refused") {
  CHECK(error_of([] { set(std::string(1000, 'M'), sized(1000)); }) ==
        "text: its line is longer than 131072 px");
}

TEST_CASE("typesetter: a damaged font is an error or sets lines whose boxes hold the ink") {
  const Typefaces tty = Typefaces::load({"Glass TTY VT220"});
  std::ifstream file(tty[0].path, std::ios::binary);
  const std::string good{std::istreambuf_iterator<char>(file), {}};
  const ductus::test::TempDir dir;
  int set_lines = 0;
  for (uint64_t i = 0; i < 300; ++i) {
    Rng rng(1, 0, i, Purpose::kSynth);
    std::string bad = good;
    for (uint32_t n = 1 + rng.below(20); n > 0; --n) {
      bad[rng.below(static_cast<uint32_t>(bad.size()))] = static_cast<char>(rng.below(256));
    }
    if (rng.below(4) == 0) bad.resize(rng.below(static_cast<uint32_t>(bad.size())));
    const std::string path = dir.write("bad.ttf", bad).string();
    error_of([&] {
      const Typefaces typefaces = Typefaces::load({path});
      const TypesetLine line = Typesetter(typefaces).set(0, "TOTAL 12.50", sized(32));
      check_no_ink_outside_boxes(line);
      ++set_lines;
    });
  }
  CHECK(set_lines > 0);
  CHECK(set_lines < 300);
}
