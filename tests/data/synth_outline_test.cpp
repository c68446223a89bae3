#include "data/synth/outline.h"

#include <doctest/doctest.h>

#include "tests/support/outlines.h"

using namespace ductus::data;
using ductus::test::rectangle;
using ductus::test::ring;

TEST_CASE("outline: bounds, area, perimeter and stroke width of a bar are those of its sides") {
  const Outline bar = rectangle(1, 2, 11, 4);  // 10 x 2
  CHECK(bounds(bar).low.x == 1);
  CHECK(bounds(bar).high.y == 4);
  CHECK(signed_area(bar) == doctest::Approx(20));
  CHECK(perimeter(bar) == doctest::Approx(24));
  CHECK(stroke_width(bar) == doctest::Approx(40.0 / 24));  // 2 for an endless bar: the ends count too
}

TEST_CASE("outline: a hole counts negative, so that a ring's stroke width is its wall") {
  const Outline square_ring = ring(0, 0, 10, 2);  // 10 x 10 with walls of 2: 64 of ink, 40 + 24 around
  CHECK(signed_area(square_ring) == doctest::Approx(64));
  CHECK(stroke_width(square_ring) == doctest::Approx(2));
}

TEST_CASE("outline: embolden moves outer sides out and hole sides in") {
  Outline square_ring = ring(0, 0, 10, 2);
  embolden(square_ring, 0.5F);  // outer 11 x 11, hole 5 x 5
  CHECK(bounds(square_ring).low.x == doctest::Approx(-0.5));
  CHECK(bounds(square_ring).high.y == doctest::Approx(10.5));
  CHECK(signed_area(square_ring) == doctest::Approx(121 - 25));
  CHECK(stroke_width(square_ring) == doctest::Approx(3));
}

TEST_CASE("outline: embolden by a negative distance undoes a positive one") {
  Outline bar = rectangle(0, 0, 8, 3);
  embolden(bar, 0.75F);
  embolden(bar, -0.75F);
  CHECK(signed_area(bar) == doctest::Approx(24));
}

TEST_CASE("outline: embolden leaves a spike that turns back on itself finite") {
  Outline spike{{{0, 0}, {10, 0}, {0, 0.0001F}}, {3}};
  embolden(spike, 1);
  CHECK(bounds(spike).high.x <= 12.01F);  // mitred to twice the distance
  CHECK(bounds(spike).high.x >= 10);
}

TEST_CASE("outline: transform applies rows to columns") {
  Outline point{{{2, 3}}, {1}};
  transform(point, {1, 10, 100, 1000});
  CHECK(point.points[0].x == 32);
  CHECK(point.points[0].y == 3200);
}

TEST_CASE("outline: fit maps one box onto another and keeps the scale of an axis without extent") {
  Outline bar = rectangle(0, 0, 4, 2);
  fit(bar, bounds(bar), {{10, 10}, {30, 20}});
  CHECK(bounds(bar).low.x == 10);
  CHECK(bounds(bar).high.x == 30);
  CHECK(bounds(bar).high.y == 20);

  Outline line{{{0, 5}, {4, 5}}, {2}};
  fit(line, bounds(line), {{0, 1}, {8, 1}});
  CHECK(line.points[1].x == 8);
  CHECK(line.points[1].y == 1);
}

TEST_CASE("outline: smooth takes a quarter of each neighbour, around each contour") {
  Outline square{{{0, 0}, {4, 0}, {4, 4}, {0, 4}}, {4}};
  smooth(square);
  CHECK(square.points[0].x == 1);  // (0 + 2 x 0 + 4) / 4
  CHECK(square.points[0].y == 1);  // (4 + 2 x 0 + 0) / 4
  CHECK(square.points[2].x == 3);
}

TEST_CASE("outline: without points, bounds and stroke width are zero") {
  CHECK(bounds(Outline{}).width() == 0);
  CHECK(stroke_width(Outline{}) == 0);
}
