#include "data/character_view.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>

#include "tests/data/pictures.h"
#include "tests/support/errors.h"

using namespace ductus;
using data::CharacterView;
using data::Picture;
using test::blank_page;
using test::error_of;
using test::fill;
using test::kind_and_error_of;

namespace {

using Pixels = std::vector<uint8_t>;

struct Box {
  int top, left, bottom, right;
  bool operator==(const Box& o) const {
    return top == o.top && left == o.left && bottom == o.bottom && right == o.right;
  }
};

/// First and last rows and columns with ink.
Box ink_box(const Pixels& pixels, int side) {
  Box box{side, side, -1, -1};
  for (int i = 0; i < side * side; ++i) {
    if (pixels[static_cast<std::size_t>(i)] == 0) continue;
    box = {std::min(box.top, i / side), std::min(box.left, i % side), std::max(box.bottom, i / side),
           std::max(box.right, i % side)};
  }
  return box;
}

CharacterView view_of(CharacterView::Mode mode,
                      CharacterView::Threshold threshold = CharacterView::Threshold::kNone) {
  CharacterView view;
  view.mode = mode;
  view.threshold = threshold;
  return view;
}

}  // namespace

TEST_CASE("character_view: the references' way is grey, Otsu, ink white, stretched") {
  // 4.5 and 5.3 of the references: THRESH_BINARY_INV | THRESH_OTSU, then resize to 28 x 28
  CharacterView view = view_of(CharacterView::Mode::kStretch, CharacterView::Threshold::kOtsu);
  view.polarity = CharacterView::Polarity::kDarkInk;
  Picture picture = blank_page(28, 28, 210);
  fill(picture, 4, 6, 10, 8, 60);
  const Pixels result = view.apply(picture);
  CHECK(ink_box(result, 28) == Box{4, 6, 13, 13});
  CHECK(std::count(result.begin(), result.end(), 255) == 80);
  CHECK(std::count(result.begin(), result.end(), 0) == 784 - 80);
}

TEST_CASE("character_view: stretch does not keep the aspect") {
  Picture picture = blank_page(56, 14, 0);
  fill(picture, 28, 0, 28, 14, 255);  // the lower half
  CharacterView view = view_of(CharacterView::Mode::kStretch);
  view.polarity = CharacterView::Polarity::kBrightInk;
  CHECK(ink_box(view.apply(picture), 28) == Box{14, 0, 27, 27});
}

TEST_CASE("character_view: polarity is told by the border, or by the option") {
  Picture dark = blank_page(28, 28, 200);
  fill(dark, 10, 10, 8, 8, 30);
  Picture bright = blank_page(28, 28, 30);
  fill(bright, 10, 10, 8, 8, 200);
  CharacterView view = view_of(CharacterView::Mode::kStretch, CharacterView::Threshold::kOtsu);
  CHECK(view.apply(dark) == view.apply(bright));
  CHECK(ink_box(view.apply(dark), 28) == Box{10, 10, 17, 17});
  view.polarity = CharacterView::Polarity::kBrightInk;
  CHECK(view.apply(dark) != view.apply(bright));
  CHECK(ink_box(view.apply(bright), 28) == Box{10, 10, 17, 17});
}

TEST_CASE("character_view: without a threshold grey stays grey, and paper becomes 0") {
  Picture picture = blank_page(28, 28, 205);  // inverted: 50
  fill(picture, 10, 10, 8, 8, 55);            // inverted: 200
  fill(picture, 10, 10, 1, 8, 130);           // inverted: 125
  const Pixels result = view_of(CharacterView::Mode::kStretch).apply(picture);
  CHECK(result[0] == 0);
  CHECK(result[11 * 28 + 12] == (200 - 50) * 255 / 205);
  CHECK(result[10 * 28 + 12] == (125 - 50) * 255 / 205);
}

TEST_CASE("character_view: what has MNIST's polarity and size already stays as it is") {
  Picture picture = blank_page(28, 28, 0);
  for (int i = 0; i < 100; ++i)
    picture.pixels[static_cast<std::size_t>(300 + i)] = static_cast<uint8_t>(2 * i + 40);
  CHECK(CharacterView().apply(picture) == picture.pixels);
}

TEST_CASE("character_view: fit keeps the aspect and centres") {
  Picture picture = blank_page(56, 28, 0);
  fill(picture, 0, 0, 56, 28, 0);
  fill(picture, 0, 7, 56, 14, 255);  // a bar, half of the width, all of the height
  const Pixels result = view_of(CharacterView::Mode::kFit).apply(picture);
  // halved: 28 x 14 at column 7; the bar's columns 3.5 to 10.5 of it
  CHECK(ink_box(result, 28) == Box{0, 10, 27, 17});
}

TEST_CASE("character_view: mnist fits the ink into 20 x 20 with its centre of mass in the middle") {
  Picture picture = blank_page(100, 100, 255);
  fill(picture, 3, 50, 40, 40, 0);  // a square, anywhere
  const Pixels square = view_of(CharacterView::Mode::kMnist).apply(picture);
  CHECK(ink_box(square, 28) == Box{4, 4, 23, 23});

  Picture tee = blank_page(100, 100, 255);
  fill(tee, 20, 20, 20, 60, 0);  // top bar
  fill(tee, 40, 40, 40, 20, 0);  // stem: the mass lies above the box's middle
  const Pixels result = view_of(CharacterView::Mode::kMnist).apply(tee);
  double mass = 0, moment = 0;
  for (int i = 0; i < 784; ++i) {
    mass += result[static_cast<std::size_t>(i)];
    moment += result[static_cast<std::size_t>(i)] * (i / 28 + 0.5);
  }
  CHECK(std::abs(moment / mass - 14) <= 0.5);
  CHECK(ink_box(result, 28).bottom - ink_box(result, 28).top == 19);
}

TEST_CASE("character_view: blank pictures are blank paper in every mode") {
  for (const auto mode :
       {CharacterView::Mode::kStretch, CharacterView::Mode::kFit, CharacterView::Mode::kMnist}) {
    for (const uint8_t level : {0, 128, 255}) {
      const Pixels result = view_of(mode).apply(blank_page(40, 30, level));
      CHECK(std::accumulate(result.begin(), result.end(), 0) == 0);
    }
  }
}

TEST_CASE("character_view: any shape of picture is read, down to one pixel") {
  for (const auto mode :
       {CharacterView::Mode::kStretch, CharacterView::Mode::kFit, CharacterView::Mode::kMnist}) {
    for (const auto& [height, width] : {std::pair{1, 1}, {1, 500}, {500, 1}, {3, 2}}) {
      Picture picture = blank_page(height, width, 0);
      picture.pixels[0] = 255;
      CHECK(view_of(mode).apply(picture).size() == 784);
    }
  }
}

TEST_CASE("character_view: the size is an option") {
  CharacterView view = view_of(CharacterView::Mode::kMnist);
  view.size_px = 56;
  Picture picture = blank_page(100, 100, 255);
  fill(picture, 30, 30, 40, 40, 0);
  CHECK(ink_box(view.apply(picture), 56) == Box{8, 8, 47, 47});
}

TEST_CASE("character_view: colour becomes grey by BT.601, transparency is white") {
  CharacterView view = view_of(CharacterView::Mode::kStretch);
  view.polarity = CharacterView::Polarity::kBrightInk;
  view.size_px = 8;
  Picture colour{8, 8, 3, Pixels(192, 0)};
  for (int i = 20; i < 40; ++i)
    colour.pixels[static_cast<std::size_t>(3 * i + 1)] = 255;  // pure green: 0.587 * 255 = 149.7
  CHECK(view.apply(colour)[30] == 150);
  Picture transparent{8, 8, 4, Pixels(256, 0)};
  for (int i = 20; i < 40; ++i) transparent.pixels[static_cast<std::size_t>(4 * i + 3)] = 255;  // black ink
  const Pixels result = view_of(CharacterView::Mode::kStretch).apply(transparent);
  const Pixels dark = [&] {
    CharacterView same = view_of(CharacterView::Mode::kStretch);
    same.size_px = 8;
    return same.apply(transparent);
  }();
  CHECK(result.size() == 784);
  CHECK(dark[30] == 255);
  CHECK(dark[0] == 0);
}

TEST_CASE("character_view: a picture whose size and pixels disagree is an error") {
  CHECK(error_of([] {
          CharacterView().apply({3, 4, 1, Pixels(11)});
        }) == "picture: expected 3 x 4 x 1 = 12 bytes of pixels, at least one, found 11");
  CHECK(error_of([] { CharacterView().apply(Picture{}); }).find("picture: expected 0 x 0") == 0);
}

TEST_CASE("character_view: JSON and back is the same view") {
  CharacterView view;
  CHECK(view.to_json() == R"({"mode":"stretch","polarity":"auto","size_px":28,"threshold":"none"})");
  view.mode = CharacterView::Mode::kMnist;
  view.polarity = CharacterView::Polarity::kDarkInk;
  view.threshold = CharacterView::Threshold::kOtsu;
  view.size_px = 32;
  CHECK(CharacterView::from_json(view.to_json()) == view);
  CHECK(CharacterView::from_json("") == CharacterView());
}

TEST_CASE("character_view: JSON is read strictly") {
  for (const char* wrong :
       {R"({"mod":"fit"})", R"({"mode":"fill"})", R"({"mode":3})", R"({"size_px":7})", R"({"size_px":28.5})",
        R"({"size_px":"28"})", R"({"size_px":4294967324})", R"({"size_px":-4294967268})", "[1]", "{"}) {
    CAPTURE(wrong);
    CHECK(kind_and_error_of([&] { CharacterView::from_json(wrong); }).find("failed: character view:") == 0);
  }
  CHECK(kind_and_error_of([] { CharacterView::from_json(R"({"size_px":4294967324})"); }) ==
        "failed: character view:1:12: size_px: expected a whole number from 8 to 512, found '4294967324' "
        "(from -2147483648 to 2147483647 can be held)");
}

TEST_CASE("character_view: a recipe's options are read strictly") {
  const auto document = config::Document::parse("{mode: mnist, threshold: otsu, size_px: 32}", "r.yaml");
  const CharacterView view = CharacterView::from_options(document.root());
  CHECK(view.mode == CharacterView::Mode::kMnist);
  CHECK(view.threshold == CharacterView::Threshold::kOtsu);
  CHECK(view.size_px == 32);
  const auto wrong = config::Document::parse("{mode: mnits}", "r.yaml");
  CHECK(error_of([&] { CharacterView::from_options(wrong.root()); }).find("mnits") != std::string::npos);
}
