#include "data/contact_sheet.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "configs/schema/error.h"
#include "data/sheet_canvas.h"
#include "tests/support/line_set.h"

using namespace ductus;
using data::Alphabet;
using data::ContactSheetOptions;
using data::ImageSet;
using data::Picture;

namespace {

/// `counts[c]` samples of class c, 8 x 8 pixels of the value 100 + c each.
ImageSet filled(const std::vector<int>& counts, std::vector<std::string> symbols) {
  ImageSet set;
  set.height = 8;
  set.width = 8;
  set.alphabet = Alphabet(std::move(symbols));
  std::vector<int32_t> labels;
  std::vector<uint8_t> pixels;
  for (std::size_t c = 0; c < counts.size(); ++c) {
    labels.insert(labels.end(), counts[c], static_cast<int32_t>(c));
    pixels.insert(pixels.end(), counts[c] * 64, static_cast<uint8_t>(100 + c));
  }
  set.labels = labels;
  set.pixels = pixels;
  return set;
}

/// Pixels whose three channels all have one value.
int64_t grey_pixels(const Picture& picture, uint8_t value) {
  int64_t count = 0;
  for (std::size_t i = 0; i < picture.pixels.size(); i += 3) {
    const uint8_t* p = &picture.pixels[i];
    count += p[0] == value && p[1] == value && p[2] == value ? 1 : 0;
  }
  return count;
}

}  // namespace

TEST_CASE("contact_sheet: a row a class, a tile an example, at most per_class of them") {
  const ImageSet set = filled({3, 50}, {"A", "B"});
  const Picture sheet = data::contact_sheet(set, {5, 16, 10});
  CHECK(sheet.channels == 3);
  CHECK(sheet.pixels.size() == static_cast<std::size_t>(sheet.height) * sheet.width * 3);
  // Captions are drawn in greys of their own, so a few pixels of text may have the value of a tile.
  CHECK(grey_pixels(sheet, 100) >= 3 * 16 * 16);
  CHECK(grey_pixels(sheet, 100) < 4 * 16 * 16);
  CHECK(grey_pixels(sheet, 101) >= 5 * 16 * 16);
  CHECK(grey_pixels(sheet, 101) < 6 * 16 * 16);
}

TEST_CASE("contact_sheet: the same set is the same picture") {
  const ImageSet set = filled({9, 9}, {"A", "B"});
  CHECK(data::contact_sheet(set).pixels == data::contact_sheet(set).pixels);
}

TEST_CASE("contact_sheet: height grows with the classes, up to max_classes") {
  const ImageSet three = filled({1, 1, 1}, {"A", "B", "C"});
  const int all = data::contact_sheet(three, {4, 20, 10}).height;
  const int two = data::contact_sheet(three, {4, 20, 2}).height;
  CHECK(all - two == 24);  // a tile and a gutter of 4
}

TEST_CASE("contact_sheet: long names have room, and symbols beyond ASCII are told apart") {
  const int narrow = data::contact_sheet(filled({1}, {"A"})).width;
  CHECK(data::contact_sheet(filled({1}, {"ankle boot"})).width > narrow);
  CHECK(data::contact_sheet(filled({1}, {"É"})).pixels != data::contact_sheet(filled({1}, {"È"})).pixels);
}

TEST_CASE("contact_sheet: a set without samples is shown empty, one without classes is an error") {
  CHECK(data::contact_sheet(filled({0}, {"A"})).height > 0);
  CHECK_THROWS_AS(data::contact_sheet(filled({}, {})), Error);
}

TEST_CASE("contact_sheet: lines are shown as many as asked for, the widest within the sheet") {
  data::LineSet set = test::make_lines(30, 1, "a€");
  const auto height = [&](int lines) { return data::contact_sheet(set, {lines, 36, 300}).height; };
  CHECK(height(11) - height(10) == height(10) - height(9));
  CHECK(height(40) == height(30));
  const Picture narrow = data::contact_sheet(set, {4, 36, 20});  // every line is wider than the sheet
  CHECK(narrow.width == 20 + 48);
  CHECK_THROWS_AS(data::contact_sheet(data::subset(set, {})), Error);
}

TEST_CASE("sheet canvas: pictures in colour stay so, grey ones stay grey") {
  const Picture red{2, 2, 3, {0, 0, 200, 0, 0, 200, 0, 0, 200, 0, 0, 200}}, grey{1, 1, 1, {90}};
  data::SheetCanvas canvas(4, 8);
  canvas.picture(red, {0, 0, 4, 4});
  canvas.picture(grey, {4, 0, 4, 4});
  const Picture sheet = canvas.finish();
  const std::vector<uint8_t> first(sheet.pixels.begin(), sheet.pixels.begin() + 3);
  CHECK(first == std::vector<uint8_t>{0, 0, 200});
  CHECK(grey_pixels(sheet, 90) == 16);
}
