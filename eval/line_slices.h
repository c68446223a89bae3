// Parts of the judged lines that differ in kind: where the errors are.
#pragma once

#include <string>
#include <vector>

#include "eval/line_metrics.h"

namespace ductus::eval {

struct LineSlice {
  std::string name;  ///< "amount", "17 - 32", "hooker.tsv"
  LineTotals totals;
};

/// All lines once, in the slices of one kind.
struct LineSlicing {
  std::string by;  ///< "type", "length", "width_px", "source", "group"
  std::vector<LineSlice> slices;
};

/// By type of the truth; by its length in units (powers of two); by width; by source; by group. What the
/// predictions do not have is left out, and so are slices without lines. Sources and groups stand in the
/// order of their errors, most first, and are left out where they divide nothing: one for all, or one a line.
std::vector<LineSlicing> slice_lines(const LinePredictions& lines, const std::vector<LineScore>& scores);

}  // namespace ductus::eval
