#include "data/symbol_places.h"

#include <doctest/doctest.h>

#include "tests/support/errors.h"
#include "tests/support/temp_dir.h"

using namespace ductus;

namespace {

const std::string kHeader = "file\tindex\tsymbol\tconfidence\tbegin_px\tend_px\tline_px\ttruth\n";

std::string error_of_rows(const std::string& rows) {
  const test::TempDir dir;
  const auto path = dir.write("read.tsv", rows);
  std::string error = test::error_of([&] { data::read_symbol_places(path); });
  return error.substr(error.find("read.tsv"));
}

}  // namespace

TEST_CASE("symbol places: of symbols that were read rightly, by line, in the text's order, in line widths") {
  const test::TempDir dir;
  const auto places =
      data::read_symbol_places(dir.write("read.tsv", kHeader + "a.png\t1\tB\t0.9\t10.0\t20.0\t40\t1\n"
                                                               "a.png\t0\tA\t0.9\t2.0\t8.0\t40\t0\n"
                                                               "a.png\t2\tx\t0.9\t20.0\t24.0\t40\t\n"
                                                               "b.png\t0\t \t0.9\t0.0\t4.0\t16\t7\n"));
  REQUIRE(places.size() == 2);
  REQUIRE(places.at("a.png").size() == 2);
  CHECK(places.at("a.png")[0].symbol == 0);
  CHECK(places.at("a.png")[0].begin == doctest::Approx(0.05));
  CHECK(places.at("a.png")[1].end == doctest::Approx(0.5));
  CHECK(places.at("b.png")[0].symbol == 7);
}

TEST_CASE("symbol places: another table, and rows that are none, are named") {
  CHECK(error_of_rows("file\ttext\n") ==
        "read.tsv: no column 'truth' (expected what `ductus eval MODEL LINES --symbols` writes)");
  CHECK(error_of_rows(kHeader + "a.png\t0\tA\n") == "read.tsv:2: expected 8 columns, found 3");
  CHECK(error_of_rows(kHeader + "a.png\t0\tA\t0.9\tleft\t8.0\t40\t0\n") ==
        "read.tsv:2: begin_px: expected a number, found 'left'");
  CHECK(error_of_rows(kHeader + "a.png\t0\tA\t0.9\t2.0\t8.0\t40\t1e300\n") ==
        "read.tsv:2: truth: expected a whole number, found '1e300'");
  CHECK(error_of_rows(kHeader + "a.png\t0\tA\t0.9\t9.0\t8.0\t40\t0\n") ==
        "read.tsv:2: no place in a line: columns 9.0 to 8.0 of 40");
  CHECK(error_of_rows(kHeader + "a.png\t0\tA\t0.9\t2.0\t8.0\t0\t0\n") ==
        "read.tsv:2: no place in a line: columns 2.0 to 8.0 of 0");
}

TEST_CASE("symbol places: an id that two lines have is an error, be nothing of the first one read rightly") {
  CHECK(error_of_rows(kHeader + "a.png\t0\tA\t0.9\t2.0\t8.0\t40\t\n"
                                "a.png\t1\tB\t0.9\t8.0\t9.0\t40\t1\n"
                                "a.png\t0\tC\t0.9\t1.0\t8.0\t30\t0\n") ==
        "read.tsv:4: a second line is called 'a.png', whose places would be taken for the first one's "
        "(`ductus data join` tells such lines apart)");
}
