#include "data/fonts/lettering.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>
#include <string>
#include <thread>
#include <vector>

#include "data/fonts/installed_fonts.h"
#include "data/fonts/stroke_letters.h"

using namespace ductus;
using data::Lettering;
using data::LetterStyle;

namespace {

bool has_dejavu() {
  const data::InstalledFonts fonts;
  return !fonts.faces("DejaVu Sans").empty() && !fonts.faces("DejaVu Sans Mono").empty();
}

int64_t darkness(const Lettering& text) {
  return std::accumulate(text.ink.begin(), text.ink.end(), int64_t{0});
}

/// Rows from the base line down to the lowest ink.
int depth(const Lettering& text) {
  const auto last =
      std::find_if(text.ink.rbegin(), text.ink.rend(), [](uint8_t cover) { return cover > 64; });
  return text.top + static_cast<int>(text.ink.rend() - last - 1) / text.width + 1;
}

bool same(const Lettering& a, const Lettering& b) {
  return a.left == b.left && a.top == b.top && a.width == b.width && a.ink == b.ink;
}

/// Has no ink at its middle, as O.
bool is_hollow(const Lettering& text) {
  const auto row = text.ink.begin() + std::ptrdiff_t{text.height / 2} * text.width;
  return row[text.width / 2] < 64;
}

}  // namespace

TEST_CASE("lettering: a text has ink of its own, above its base line but for what hangs below") {
  const LetterStyle style{31};
  const Lettering capital = data::letter("H", style);
  REQUIRE(capital.ink.size() == static_cast<std::size_t>(capital.width) * capital.height);
  CHECK(darkness(capital) > 0);
  CHECK(depth(capital) <= 2);
  CHECK(depth(data::letter("g", style)) > 3);
  CHECK(data::letter("", style).ink.empty());
  CHECK(data::lettered_width("", style) == 0);
}

TEST_CASE("lettering: widths add up, and a bold text has more ink") {
  const LetterStyle style{16};
  CHECK(
      data::lettered_width("ab cd", style) ==
      doctest::Approx(data::lettered_width("ab ", style) + data::lettered_width("cd", style)).epsilon(0.05));
  CHECK(darkness(data::letter("abc", {16, true})) > darkness(data::letter("abc", style)));
}

TEST_CASE("lettering: in a font capitals are 21/31 of the size, in whole rows of pixels") {
  if (!has_dejavu()) return;
  for (const double size : {31.0, 62.0, 93.0}) {
    CHECK(-data::letter("H", {size}).top == doctest::Approx(size * data::kCapital).epsilon(0.02));
  }
}

TEST_CASE("lettering: a font writes what is not ASCII, each symbol as itself") {
  if (!has_dejavu()) return;
  const LetterStyle style{31};
  CHECK_FALSE(same(data::letter("¥", style), data::letter("?", style)));
  CHECK_FALSE(same(data::letter("é", style), data::letter("e", style)));
  CHECK(data::lettered_width("¥383", style) == doctest::Approx(4 * data::lettered_width("0", style)));
}

TEST_CASE("lettering: a marked zero is no O, and one is no small L") {
  const LetterStyle marked{31, false, true};
  CHECK(darkness(data::stroke_letter("0", marked)) > darkness(data::stroke_letter("0", {31})));
  CHECK(same(data::stroke_letter("O", marked), data::stroke_letter("O", {31})));
  if (has_dejavu()) {
    CHECK(is_hollow(data::letter("O", marked)));
    CHECK(is_hollow(data::letter("0", {31})));
    CHECK_FALSE(is_hollow(data::letter("0", marked)));
    CHECK_FALSE(same(data::letter("l", marked), data::letter("I", marked)));
  }
}

TEST_CASE("lettering: what no font can show is shown by its number, between brackets among others") {
  const LetterStyle style{20};
  const auto is_shown_as = [&](const char* text, const char* shown) {
    return same(data::letter(text, style), data::letter(shown, style)) &&
           data::lettered_width(text, style) == data::lettered_width(shown, style);
  };
  CHECK(is_shown_as("\u0378", "U+0378"));  // not assigned
  CHECK(is_shown_as("a\u0378b", "a<U+0378>b"));
  CHECK(is_shown_as("a\tb", "a<U+0009>b"));
  CHECK(is_shown_as("1\u00A0000", "1<U+00A0>000"));  // a space that is not the usual one
  CHECK(is_shown_as("a\xC3(", "a<U+FFFD>("));        // no UTF-8
}

TEST_CASE("lettering: strokes have ASCII alone") {
  const LetterStyle style{20};
  CHECK(same(data::stroke_letter("¥383", style), data::stroke_letter("<U+00A5>383", style)));
  CHECK(data::stroke_width("é", style) == data::stroke_width("U+00E9", style));
}

TEST_CASE("lettering: the same whatever was written before, from many threads") {
  const std::vector<std::string> texts = {"TOTAL 12.50", "¥383", "漢字", "O0Il1", "\u0378"};
  std::vector<Lettering> expected;
  for (const std::string& text : texts) expected.push_back(data::letter(text, {13}));
  std::vector<int> wrong(4, 0);
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < wrong.size(); ++t) {
    threads.emplace_back([&, t] {
      for (std::size_t i = 0; i < 40; ++i) {
        const std::size_t which = (i + t) % texts.size();
        data::letter(texts[which], {14.5, true});
        wrong[t] += same(data::letter(texts[which], {13}), expected[which]) ? 0 : 1;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(wrong == std::vector<int>(4, 0));
}

TEST_CASE("upwards: a quarter turn to the left about the start of the text") {
  // 2 rows of 3 pixels, from 1 right of the start, 2 above it
  const Lettering turned = data::upwards({1, -2, 3, 2, {1, 2, 3, 4, 5, 6}});
  CHECK(turned.left == -2);
  CHECK(turned.top == -4);
  CHECK(turned.width == 2);
  CHECK(turned.height == 3);
  CHECK(turned.ink == std::vector<uint8_t>{3, 6, 2, 5, 1, 4});
}

TEST_CASE("lay: ink covers by its share, and is cut at the edges") {
  std::vector<uint8_t> pixels(2 * 3 * 3, 100);
  data::lay({0, -1, 4, 2, {255, 0, 51, 255, 255, 255, 255, 255}}, 1, 2, {0, 200, 100}, {pixels.data(), 2, 3});
  CHECK(pixels == std::vector<uint8_t>{100, 100, 100, 100, 100, 100, 100, 100, 100,  // row 0 is above
                                       100, 100, 100, 0, 200, 100, 100, 100, 100});  // row 1: all, none
  data::lay({0, 0, 1, 1, {51}}, 0, 0, {0, 200, 100}, {pixels.data(), 2, 3});
  CHECK(pixels[0] == 80);  // a fifth
  CHECK(pixels[1] == 120);
  CHECK(pixels[2] == 100);
}

TEST_CASE("shortened: to so many symbols, of which the last two say that there were more") {
  CHECK(data::shortened("0123456789", 10) == "0123456789");
  CHECK(data::shortened("0123456789", 6) == "0123..");
  CHECK(data::shortened("ééééé", 5) == "ééééé");
  CHECK(data::shortened("ééééé", 4) == "éé..");
  CHECK(data::shortened("", 3).empty());
}
