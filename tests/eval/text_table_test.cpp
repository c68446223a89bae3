#include "eval/text_table.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace ductus::eval;

TEST_CASE("pad_left and pad_right: count code points, and leave long text whole") {
  CHECK(pad_left("Straße", 8) == "  Straße");
  CHECK(pad_right("日本", 4) == "日本  ");
  CHECK(pad_left("toolong", 3) == "toolong");
}

TEST_CASE("fixed: halves that binary holds exactly go to even, as in Python") {
  CHECK(fixed(0.125, 2) == "0.12");
  CHECK(fixed(0.375, 2) == "0.38");
  CHECK(fixed(0.5, 0) == "0");
  CHECK(fixed(2.675, 2) == "2.67");  // the double lies below
  CHECK(fixed(NAN, 3) == "nan");
}

TEST_CASE("csv_field: quoted only where CSV needs it, quotes twice") {
  CHECK(csv_field("a b;c") == "a b;c");
  CHECK(csv_field("1,50") == "\"1,50\"");
  CHECK(csv_field("a\nb") == "\"a\nb\"");
  CHECK(csv_field("\"") == "\"\"\"\"");
}

TEST_CASE("percent and thousands: as people read them") {
  CHECK(percent(0.9912) == "99.12 %");
  CHECK(percent(NAN) == "-");
  CHECK(thousands(0) == "0");
  CHECK(thousands(999) == "999");
  CHECK(thousands(1000) == "1,000");
  CHECK(thousands(-123456) == "-123,456");
  CHECK(thousands(1234567) == "1,234,567");
}
