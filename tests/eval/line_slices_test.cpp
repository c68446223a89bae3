#include "eval/line_slices.h"

#include <doctest/doctest.h>

using namespace ductus::eval;

namespace {

LinePredictions receipts() {
  LinePredictions lines;
  lines.truth = {"12.50", "TOTAL", "TOTAL DUE", "3.00", "03/04/2018"};
  lines.predicted = {"12.50", "T0TAL", "TOTAL DUE", "8,00", "03/04/2018"};
  return lines;
}

std::vector<LineSlicing> slices(const LinePredictions& lines) {
  return slice_lines(lines, score_lines(lines).lines);
}

std::vector<std::string> names(const LineSlicing& slicing) {
  std::vector<std::string> names;
  for (const LineSlice& slice : slicing.slices) names.push_back(slice.name);
  return names;
}

}  // namespace

TEST_CASE("line slices: every line is in one type, and types without lines are left out") {
  const auto slicings = slices(receipts());
  REQUIRE(slicings.size() == 2);
  CHECK(slicings[0].by == "type");
  CHECK(names(slicings[0]) == std::vector<std::string>{"amount", "date", "text"});
  CHECK(slicings[0].slices[0].totals.lines == 2);
  CHECK(slicings[0].slices[0].totals.characters == EditCounts{7, 2, 0, 0});
  CHECK(slicings[0].slices[0].totals.exact.value == 0.5);
}

TEST_CASE("line slices: lengths and widths fall between powers of two") {
  LinePredictions lines = receipts();
  lines.width_px = {3, 64, 65, 128, 129};
  const auto slicings = slices(lines);
  REQUIRE(slicings.size() == 3);
  CHECK(slicings[1].by == "length");  // of 5, 5, 9, 4, 10
  CHECK(names(slicings[1]) == std::vector<std::string>{"0 - 4", "5 - 8", "9 - 16"});
  CHECK(slicings[2].by == "width_px");
  CHECK(names(slicings[2]) == std::vector<std::string>{"0 - 4", "33 - 64", "65 - 128", "129 - 256"});
}

TEST_CASE("line slices: sources and groups stand in the order of their errors") {
  LinePredictions lines = receipts();
  lines.source = {"a", "a", "b", "b", "b"};
  lines.group = {"r1", "r1", "r2", "r3", "r3"};
  const auto slicings = slices(lines);
  REQUIRE(slicings.size() == 4);
  CHECK(slicings[2].by == "source");
  CHECK(names(slicings[2]) == std::vector<std::string>{"b", "a"});  // 2 errors, 1 error
  CHECK(slicings[3].by == "group");
  CHECK(names(slicings[3]) == std::vector<std::string>{"r3", "r1", "r2"});
}

TEST_CASE("line slices: one source for all, or one a line, divides nothing") {
  LinePredictions lines = receipts();
  lines.source = {"a", "a", "a", "a", "a"};
  lines.group = {"1", "2", "3", "4", "5"};
  CHECK(slices(lines).size() == 2);
}
