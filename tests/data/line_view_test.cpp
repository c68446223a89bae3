#include "data/line_view.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/data/pictures.h"
#include "tests/support/errors.h"

using namespace ductus;
using data::LineImage;
using data::LineView;
using data::Picture;
using test::blank_page;
using test::error_of;
using test::fill;
using test::kind_and_error_of;

namespace {

using Pixels = std::vector<uint8_t>;

/// 32 x 64: paper with a bar of ink in rows 8 to 23, columns 10 to 19.
Picture written(uint8_t paper, uint8_t ink) {
  Picture picture = blank_page(32, 64, paper);
  fill(picture, 8, 10, 16, 10, ink);
  return picture;
}

LineView view_of(LineView::Contrast contrast, LineView::Polarity polarity = LineView::Polarity::kAuto) {
  LineView view;
  view.contrast = contrast;
  view.polarity = polarity;
  return view;
}

constexpr std::size_t kPaperAt = 0, kInkAt = 10 * 64 + 12;

}  // namespace

TEST_CASE("line view: dark ink on light and bright ink on dark give the same line") {
  const LineView view;
  const LineImage dark = view.apply(written(255, 0)), bright = view.apply(written(0, 255));
  CHECK(dark.pixels == bright.pixels);
  CHECK(bright.pixels == written(0, 255).pixels);  // 32 px high already: nothing to change
  CHECK(view.apply(written(200, 40)).pixels == bright.pixels);
  CHECK(view.apply(written(30, 190)).pixels == bright.pixels);
}

TEST_CASE("line view: ink is what lies away from the paper, whichever half of the range both are in") {
  const LineView view;
  const Pixels ink = written(0, 255).pixels;
  CHECK(view.apply(written(150, 250)).pixels == ink);
  CHECK(view.apply(written(60, 150)).pixels == ink);
  Picture speck = written(110, 30);
  speck.pixels[0] = 255;
  CHECK(view.apply(speck).pixels == ink);
  Picture scratch = written(150, 250);
  scratch.pixels[0] = 0;
  CHECK(view.apply(scratch).pixels == ink);
}

TEST_CASE("line view: the height is the view's, and the width follows") {
  LineView view;
  for (const int height : {8, 32, 64}) {
    view.height_px = height;
    for (const auto& [from, width] : {std::pair{16, 40}, {64, 300}, {7, 7}}) {
      const LineImage line = view.apply(blank_page(from, width, 255));
      CHECK(line.height == height);
      CHECK(line.width == (width * height + from / 2) / from);
      CHECK(line.pixels.size() == static_cast<std::size_t>(line.height * line.width));
    }
  }
  CHECK(LineView().apply(blank_page(1000, 1, 255)).width == 1);  // 0.03 px
}

TEST_CASE("line view: a picture twice as large is averaged, two by two") {
  Picture picture = blank_page(64, 4, 0);
  fill(picture, 0, 0, 1, 1, 255);
  const LineImage line = view_of(LineView::Contrast::kNone).apply(picture);
  CHECK(line.width == 2);
  CHECK(line.pixels[0] == 64);  // 255 / 4
  CHECK(std::count(line.pixels.begin(), line.pixels.end(), 0) == 63);
}

TEST_CASE("line view: contrast") {
  // paper 215 and ink 115 become 40 and 140 when inverted
  const Picture picture = written(215, 115);
  const auto levels = [&](LineView::Contrast contrast) {
    const Pixels pixels = view_of(contrast).apply(picture).pixels;
    return std::pair<int, int>(pixels[kPaperAt], pixels[kInkAt]);
  };
  CHECK(levels(LineView::Contrast::kNone) == std::pair(40, 140));
  CHECK(levels(LineView::Contrast::kPaper) == std::pair(0, 100));
  CHECK(levels(LineView::Contrast::kStretch) == std::pair(0, 255));
}

TEST_CASE("line view: empty paper stays empty, and faint noise is raised four times at most") {
  const LineView view;
  CHECK(view.apply(blank_page(32, 100, 250)).pixels == Pixels(3200, 0));
  Picture noisy = blank_page(32, 100, 250);
  for (std::size_t i = 0; i < noisy.pixels.size(); ++i)
    noisy.pixels[i] = static_cast<uint8_t>(247 + i * 7 % 5);
  const Pixels pixels = view.apply(noisy).pixels;
  CHECK(*std::max_element(pixels.begin(), pixels.end()) == 8);  // 2 levels: 2 * 255 / 64
  CHECK(view.apply(written(255, 223)).pixels[kInkAt] == 128);   // 32 levels: 32 * 255 / 64
}

TEST_CASE("line view: a polarity that is given is not looked for") {
  using Polarity = LineView::Polarity;
  const auto ink = [](Polarity polarity) {
    return view_of(LineView::Contrast::kNone, polarity).apply(written(200, 50)).pixels[kInkAt];
  };
  CHECK(ink(Polarity::kDarkInk) == 205);
  CHECK(ink(Polarity::kBrightInk) == 50);
}

TEST_CASE("line view: colour and alpha are grey on white") {
  const Picture blue{8, 1, 3, [] {
                       Pixels pixels;
                       for (int i = 0; i < 8; ++i) pixels.insert(pixels.end(), {255, 0, 0});
                       return pixels;
                     }()};
  LineView view = view_of(LineView::Contrast::kNone, LineView::Polarity::kBrightInk);
  view.height_px = 8;
  CHECK(view.apply(blue).pixels == Pixels(8, 29));  // 0.114 * 255
  CHECK(view.apply({8, 1, 4, Pixels(32, 0)}).pixels == Pixels(8, 255));
}

TEST_CASE("line view: no pixels and absurd widths are errors") {
  const LineView view;
  CHECK(error_of([&] { view.apply({}); }).find("picture: expected 0 x 0 x 1") == 0);
  CHECK(view.apply(blank_page(1, 256, 255)).width == 8192);
  CHECK(error_of([&] { view.apply(blank_page(1, 257, 255)); }) ==
        "picture: 1 x 257 pixels make a line of 32 x 8224, expected a width of at most 8192");
}

TEST_CASE("line view: JSON is read back, and strictly") {
  LineView view;
  CHECK(view.to_json() == R"({"contrast":"stretch","height_px":32,"polarity":"auto"})");
  CHECK(LineView::from_json("") == view);
  view.height_px = 48;
  view.polarity = LineView::Polarity::kBrightInk;
  view.contrast = LineView::Contrast::kPaper;
  CHECK(LineView::from_json(view.to_json()) == view);
  CHECK(view != LineView());
  for (const char* wrong : {R"({"height":32})", R"({"height_px":"32"})", R"({"height_px":7})",
                            R"({"polarity":"dark"})", "[]", "{"}) {
    CAPTURE(wrong);
    CHECK(kind_and_error_of([&] { LineView::from_json(wrong); }).find("failed: line view:") == 0);
  }
}

TEST_CASE("line view: options of a recipe") {
  const auto document = config::Document::parse("{height_px: 64, contrast: none}", "r.yaml");
  const LineView view = LineView::from_options(document.root());
  CHECK(view.height_px == 64);
  CHECK(view.contrast == LineView::Contrast::kNone);
  const auto wrong = config::Document::parse("{contrast: strech}", "r.yaml");
  CHECK(kind_and_error_of([&] { LineView::from_options(wrong.root()); }).find("usage: r.yaml:1:") == 0);
}
