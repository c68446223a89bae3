#include "data/formats/page_lines.h"

#include <doctest/doctest.h>

#include <cmath>

#include "tests/data/line_files.h"
#include "tests/support/errors.h"

using namespace ductus;
using data::Outline;
using data::PagePoint;
using data::Picture;
using test::error_of;

namespace {

Outline rectangle(double left, double top, double right, double bottom) {
  return {{left, top}, {right, top}, {right, bottom}, {left, bottom}};
}

/// A page of 60 x 80 whose pixels are all different from their neighbours.
Picture numbered_page() {
  Picture page = test::blank_page(60, 80);
  for (std::size_t i = 0; i < page.pixels.size(); ++i) page.pixels[i] = static_cast<uint8_t>(i * 37 % 251);
  return page;
}

int at(const Picture& picture, int y, int x) {
  return picture.pixels[static_cast<std::size_t>(y * picture.width + x)];
}

/// Area by the shoelace formula.
double area(const Outline& outline) {
  double twice = 0;
  for (std::size_t i = 0; i < outline.size(); ++i) {
    const PagePoint &a = outline[i], &b = outline[(i + 1) % outline.size()];
    twice += a.x * b.y - b.x * a.y;
  }
  return std::abs(twice) / 2;
}

}  // namespace

TEST_CASE("page lines: an upright box and an upright polygon are the page's own pixels") {
  const Picture page = numbered_page();
  const Outline box = rectangle(10, 20, 45, 52);
  for (const Picture& line : {data::cut_box(page, box), data::cut_polygon(page, box, {}),
                              data::cut_polygon(page, box, {{12, 45}, {40, 45}})}) {
    REQUIRE(line.height == 32);
    REQUIRE(line.width == 35);
    int different = 0;
    for (int y = 0; y < 32; ++y) {
      for (int x = 0; x < 35; ++x) different += at(line, y, x) != at(page, y + 20, x + 10);
    }
    CHECK(different == 0);
  }
}

TEST_CASE("page lines: a box is read from its first corner to its second") {
  const Picture page = numbered_page();
  // the upper side goes down the page: a quarter turn
  const Picture turned = data::cut_box(page, {{45, 20}, {45, 52}, {10, 52}, {10, 20}});
  REQUIRE(turned.height == 35);
  REQUIRE(turned.width == 32);
  CHECK(at(turned, 0, 0) == at(page, 20, 44));
  CHECK(at(turned, 0, 31) == at(page, 51, 44));
  CHECK(at(turned, 34, 0) == at(page, 20, 10));
  // corners written the other way round are no mirror
  CHECK(data::cut_box(page, {{10, 20}, {10, 52}, {45, 52}, {45, 20}}).pixels ==
        data::cut_box(page, rectangle(10, 20, 45, 52)).pixels);
}

TEST_CASE("page lines: outside the polygon is paper") {
  Picture page = test::blank_page(60, 80, 200);
  test::fill(page, 0, 0, 20, 80, 10);   // the line above
  test::fill(page, 24, 12, 4, 30, 50);  // ink
  const Picture line = data::cut_polygon(page, {{10, 10}, {12, 22}, {50, 22}, {50, 40}, {10, 40}}, {});
  CHECK(line.height == 30);
  CHECK(at(line, 5, 30) == 200);   // of the line above, but outside
  CHECK(at(line, 15, 20) == 50);   // ink
  CHECK(at(line, 28, 20) == 200);  // paper
}

TEST_CASE("page lines: a baseline turns the line upright") {
  Picture page = test::blank_page(100, 100);
  for (int i = 0; i < 60; ++i) test::fill(page, 20 + i, 20 + i, 2, 2, 0);  // a stroke down to the right
  const Outline around = {{15, 5}, {95, 85}, {85, 95}, {5, 15}};
  for (const Outline& baseline :
       {Outline{{20, 20}, {80, 80}}, Outline{{80, 80}, {50, 49}, {20, 20}}, Outline{}}) {
    const Picture line = data::cut_polygon(page, around, baseline);
    CHECK(line.height == 15);  // 10 times the root of 2
    CHECK(line.width == 114);  // 80 times
    for (int x = 20; x < 90; ++x) CHECK(at(line, 7, x) < 160);
    CHECK(at(line, 2, 50) == 255);
    CHECK(at(line, 12, 50) == 255);
  }
}

TEST_CASE("page lines: what of an outline is on the page") {
  CHECK(area(data::on_page(rectangle(10, 10, 20, 30), 60, 80)) == doctest::Approx(200));
  CHECK(area(data::on_page(rectangle(-10, -10, 20, 30), 60, 80)) == doctest::Approx(600));
  CHECK(area(data::on_page(rectangle(-9e8, -9e8, 9e8, 9e8), 60, 80)) == doctest::Approx(4800));
  CHECK(area(data::on_page({{40, -40}, {120, 40}, {40, 120}, {-40, 40}}, 80, 80)) == doctest::Approx(6400));
  CHECK(area(data::on_page({{0, -10}, {10, 0}, {0, 10}, {-10, 0}}, 80, 80)) == doctest::Approx(50));
  for (const Outline& off : {rectangle(80, 0, 90, 10), rectangle(-20, 0, 0, 10), rectangle(0, 61, 9, 70),
                             Outline{{-30, 10}, {10, -30}, {-30, -30}}, Outline{}}) {
    CHECK(data::on_page(off, 60, 80).empty());
  }
}

TEST_CASE("page lines: a polygon that is half on the page is cut at its border") {
  const Picture page = numbered_page();
  const Picture line = data::cut_polygon(page, rectangle(60, 40, 100, 70), {});
  CHECK(line.height == 20);
  CHECK(line.width == 20);
  CHECK(at(line, 0, 0) == at(page, 40, 60));
}

TEST_CASE("page lines: outlines without area or beyond measure are errors") {
  const Picture page = numbered_page();
  CHECK(error_of([&] { data::cut_box(page, rectangle(10, 10, 10, 30)); }) == "a box has no area");
  CHECK(error_of([&] { data::cut_box(page, rectangle(0, 0, 300, 20)); }) ==
        "a line of 20.0 x 300.0 pixels cannot be cut out of a page of 60 x 80");
  CHECK(error_of([&] { data::cut_box(page, {{0, 0}}); }) == "a box has 4 corners, found 1");
  CHECK(error_of([&] { data::cut_polygon(page, {{1, 1}, {5, 5}, {9, 9}}, {}); }) == "an outline has no area");
  CHECK(error_of([&] { data::cut_polygon(page, rectangle(200, 200, 210, 210), {}); }) ==
        "an outline has no area");
}
