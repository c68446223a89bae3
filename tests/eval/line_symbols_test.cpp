#include "eval/line_symbols.h"

#include <doctest/doctest.h>

#include "tests/support/errors.h"
#include "tests/support/process.h"

using namespace ductus;

namespace {

/// "A b" read as "A b", nothing, and "é" with a letter too many before it.
eval::LinePredictions three_lines() {
  eval::LinePredictions lines;
  lines.ids = {"1.png", "2.png", "3.png"};
  lines.truth = {"A b", "x", "é"};
  lines.predicted = {"A b", "", "oé"};
  lines.width_px = {30, 9, 12};
  lines.symbols = {
      {{"A", 1, 0, 8}, {" ", 0.5, 8, 12}, {"b", 0.25, 12, 30}}, {}, {{"o", 0.5, 0, 2}, {"é", 0.125, 2.5, 5}}};
  return lines;
}

}  // namespace

TEST_CASE("line symbols: a row a symbol, with its confidence and its place. None for a line without any") {
  const test::TempDir dir;
  eval::write_line_symbols(dir / "symbols.tsv", three_lines());
  CHECK(test::read_file(dir / "symbols.tsv") ==
        "file\tindex\tsymbol\tconfidence\tbegin_px\tend_px\tline_px\ttruth\n"
        "1.png\t0\tA\t1.000000\t0.0\t8.0\t30\t0\n"
        "1.png\t1\t \t0.500000\t8.0\t12.0\t30\t1\n"
        "1.png\t2\tb\t0.250000\t12.0\t30.0\t30\t2\n"
        "3.png\t0\to\t0.500000\t0.0\t2.0\t12\t\n"
        "3.png\t1\té\t0.125000\t2.5\t5.0\t12\t0\n");
}

TEST_CASE("line symbols: what the format cannot hold, or has no places, is refused and nothing is written") {
  const test::TempDir dir;
  const std::string path = (dir / "symbols.tsv").string();
  eval::LinePredictions lines = three_lines();
  lines.symbols[2][0].symbol = "\t";
  CHECK(test::error_of([&] { eval::write_line_symbols(path, lines); }) ==
        path + ": id '3.png' or a symbol of it has a tab or line end, which the format cannot hold");
  lines = three_lines();
  lines.ids[1] = "1.png";
  CHECK(test::error_of([&] {
          eval::write_line_symbols(path, lines);
        }).find(path + ": two samples are called '1.png', expected an id each") == 0);
  lines.symbols.clear();
  CHECK(test::error_of([&] { eval::write_line_symbols(path, lines); }) ==
        path + ": symbols need ids, places and widths of their lines");
  lines.symbols.resize(2);
  CHECK(test::error_of([&] { eval::write_line_symbols(path, lines); }) ==
        path + ": 2 lists of symbols for 3 lines");
  CHECK_FALSE(std::filesystem::exists(dir / "symbols.tsv"));
}
