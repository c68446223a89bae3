#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "data/synth/receipts/embedded_layouts.h"
#include "tests/data/quads.h"
#include "tests/data/random_yaml.h"
#include "tests/data/synth_receipts_support.h"
#include "tests/support/errors.h"
#include "tests/support/temp_dir.h"

using namespace ductus::data;
using ductus::test::drawn_receipts;
using ductus::test::for_pixels;
using ductus::test::inside;
using ductus::test::kind_and_error_of;
using ductus::test::kReceiptFonts;
using ductus::test::random_span;
using ductus::test::receipt_recipe;
using ductus::test::TempDir;

namespace {

/// Wears that move the print, and nothing that draws darkness of its own.
constexpr const char* kShapes = R"(wear:
  - folds: {strength: [0.3, 0.5]}
  - curl: {strength: [0.3, 0.6]}
  - elastic: {strength: [0.5, 1]}
  - rotate: {strength: [0.3, 0.8]}
  - perspective: {strength: [0.3, 0.6]}
)";

/// Share of a receipt's dark ink (below grey 110) in its characters' boxes, grown by `margin` px.
struct InkCount {
  int64_t inside = 0, all = 0;
  double share() const { return static_cast<double>(inside) / static_cast<double>(all); }
};

InkCount ink_in_boxes(const DrawnReceipt& drawn, float margin, Point shift = {}) {
  const Picture& image = drawn.image;
  std::vector<bool> marked(image.pixels.size());
  for (const ReceiptLine& line : drawn.lines) {
    for (const DrawnCharacter& character : line.characters) {
      if (character.text == " ") continue;
      Quad quad = grown(character.quad, margin);
      for (Point& p : quad) p = {p.x + shift.x, p.y + shift.y};
      for_pixels(image, quad, 0, [&](float, float, const uint8_t* pixel) {
        marked[static_cast<std::size_t>(pixel - image.pixels.data())] = true;
      });
    }
  }
  InkCount count;
  for (std::size_t i = 0; i < marked.size(); ++i) {
    if (image.pixels[i] >= 110) continue;
    ++count.all;
    count.inside += marked[i] ? 1 : 0;
  }
  return count;
}

}  // namespace

TEST_CASE("receipts: after all wears of shape the ink is in the characters' boxes") {
  InkCount sum, shifted;
  for (const DrawnReceipt& drawn : drawn_receipts(kReceiptFonts + "style: {ink: [0, 0.1]}\n" + kShapes, 50)) {
    const InkCount count = ink_in_boxes(drawn, 0.5F);
    CAPTURE(drawn.index);
    CHECK(count.all > 2000);
    CHECK(count.share() > 0.95);
    sum.inside += count.inside, sum.all += count.all;
    const InkCount off = ink_in_boxes(drawn, 0.5F, {4, 4});  // the test can fail
    shifted.inside += off.inside, shifted.all += off.all;
  }
  MESSAGE("ink inside: ", sum.share(), ", with boxes 4 px off: ", shifted.share());
  CHECK(sum.share() >= 0.97);
  CHECK(shifted.share() < 0.8);
}

TEST_CASE("receipts: lines hold their words, words their characters") {
  for (const DrawnReceipt& drawn : drawn_receipts(kReceiptFonts + kShapes, 5)) {
    for (const ReceiptLine& line : drawn.lines) {
      std::string text;
      for (const DrawnCharacter& character : line.characters) text += character.text;
      CHECK(text == line.text);
      const Quad hull = grown(line.quad(), 0.02F);  // rounding
      for (const DrawnCharacter& character : line.characters) {
        if (character.text == " ") continue;
        for (const Point p : character.quad) CHECK(inside(hull, p.x, p.y));
      }
      std::string words;
      for (const auto [first, last] : words_of(line)) {
        if (!words.empty()) words += " ";
        for (std::size_t i = first; i < last; ++i) words += line.characters[i].text;
      }
      CHECK(words == line.text);
    }
  }
}

TEST_CASE("receipts: without wear both pictures are the same, and boxes are tight") {
  const auto drawn = drawn_receipts(kReceiptFonts + "wear: []\nstyle: {bilevel: 1}\n", 3);
  for (const DrawnReceipt& receipt : drawn) {
    CHECK(receipt.image.pixels == receipt.clean.pixels);
    CHECK(ink_in_boxes(receipt, 0.01F).share() == 1);
  }
}

TEST_CASE("receipts: one thread and three draw the same, another seed draws others") {
  const std::string recipe = kReceiptFonts;
  const auto one = drawn_receipts(recipe, 6, 1), three = drawn_receipts(recipe, 6, 3);
  const auto other = drawn_receipts(recipe + "seed: 2\n", 6);
  for (std::size_t i = 0; i < one.size(); ++i) {
    CHECK(one[i].image.pixels == three[i].image.pixels);
    CHECK(one[i].text == three[i].text);
    CHECK(one[i].text != other[i].text);
  }
}

TEST_CASE("hull along a line: the smallest rectangle with the line's direction") {
  // Two squares of side sqrt(2) on the diagonal.
  const Quad first = {{{0, 0}, {1, 1}, {0, 2}, {-1, 1}}}, second = {{{2, 2}, {3, 3}, {2, 4}, {1, 3}}};
  const Quad quads[] = {first, second};
  const Quad hull = hull_along_line(quads, 2);
  const Quad expected = {{{0, 0}, {3, 3}, {2, 4}, {-1, 1}}};
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(hull[i].x == doctest::Approx(expected[i].x));
    CHECK(hull[i].y == doctest::Approx(expected[i].y));
  }
  // A comma at the end of a level line does not turn it.
  const Quad level[] = {{{{0, 0}, {8, 0}, {8, 10}, {0, 10}}}, {{{9, 8}, {11, 8}, {11, 12}, {9, 12}}}};
  const Quad upright = hull_along_line(level, 2);
  CHECK(upright[0].y == doctest::Approx(0));
  CHECK(upright[1].y == doctest::Approx(0));
  CHECK(upright[2].x == doctest::Approx(11));
  CHECK(upright[2].y == doctest::Approx(12));
  const Quad flat = {{{0, 0}, {10, 0}, {10, 2}, {0, 2}}};
  const Quad high = grown(flat, 1, 8);
  CHECK(high[0].x == doctest::Approx(-1));
  CHECK(high[0].y == doctest::Approx(-3));
  CHECK(high[2].y == doctest::Approx(5));
}

TEST_CASE("receipts: any valid recipe draws") {
  const auto names = [] {
    std::vector<std::string> list;
    for (const EmbeddedText& embedded : embedded_layouts()) list.emplace_back(embedded.name);
    return list;
  }();
  for (uint64_t seed = 0; seed < 12; ++seed) {
    Rng rng(seed, 0, 0, Purpose::kSynth);
    const auto span = [&](float low, float high) { return random_span(rng, low, high); };
    std::string yaml =
        fmt::format("{}seed: {}\nlayouts: [{{name: {}}}]\n", kReceiptFonts, seed, names[seed % names.size()]);
    yaml += fmt::format(
        "style: {{size_px: {}, tracking_em: {}, widen: {}, pitch_em: {}, bold: 1, max_bold_px: {}, ink: {}, "
        "monospaced: {}}}\n",
        span(8, 30), span(-0.2F, 0.5F), span(0.4F, 2), span(0.9F, 2), rng.uniform(0, 6), span(0, 0.9F),
        rng.uniform());
    yaml += "wear:\n";
    for (const auto& wear : wears().names())
      yaml += fmt::format("  - {}: {{strength: [0, 1], probability: 0.5}}\n", wear);
    CAPTURE(yaml);
    const auto drawn = drawn_receipts(yaml, 1);
    CHECK(drawn[0].lines.size() > 3);
    CHECK(drawn[0].image.pixels.size() == drawn[0].clean.pixels.size());
  }
}

TEST_CASE("receipts: a symbol that no typeface has is named") {
  const std::string yaml = kReceiptFonts + "words: [{shop_title: ['\U00013000 SHOP']}]\n";
  const std::string error = kind_and_error_of([&] { drawn_receipts(yaml, 1); });
  CHECK(error.find("fonts has") != std::string::npos);
  CHECK(error.find("U+13000") != std::string::npos);
}

TEST_CASE("receipt recipe: what is wrong is named") {
  const auto error = [](const std::string& yaml) { return kind_and_error_of([&] { receipt_recipe(yaml); }); };
  CHECK(error("layouts: [{name: tll}]\n").find("unknown layout 'tll', expected one of: ") !=
        std::string::npos);
  CHECK(error("layouts: [{name: tll}]\n").find("till") != std::string::npos);
  CHECK(error("layouts: []\n").find("expected at least one layout") != std::string::npos);
  CHECK(error("layouts: [{share: 2}]\n").find("expected either name or path") != std::string::npos);
  CHECK(error("words: [{goods: []}]\n").find("expected at least one alternative") != std::string::npos);
  CHECK(error("count: 0\n") ==
        "usage: receipts.yaml:1:8: count: expected a whole number from 1 to 1000000, found '0'");
}

TEST_CASE("receipts: written by one thread they are the same drawn again on others, however files lie") {
  const std::string few = kReceiptFonts + "count: 3\nwear: []\n";
  for (const ReceiptFiles as : {ReceiptFiles::kFolders, ReceiptFiles::kSroie, ReceiptFiles::kPageXml}) {
    const TempDir dir;
    const ReceiptSource source(receipt_recipe(few), as);
    ductus::config::NullReporter reporter;
    ThreadPool one(1), two(2);
    source.draw({0, 1, 2}, one, reporter,
                [&](const NumberedSample& sample) { write_sample(dir.path(), sample); });
    CHECK(check_same(dir.path(), source, two, reporter) == 3);
  }
}
