// `ductus score --lines`: another tool's readings of lines, judged as our own are.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "eval/line_report.h"
#include "eval/rules_options.h"

namespace ductus::eval {

/// The command line of ductus-score --lines.
struct ScoreLinesOptions {
  std::filesystem::path truth;
  std::filesystem::path predicted;
  std::filesystem::path other;  ///< or empty: another tool's predictions, to set beside
  RulesOptions rules;
  std::optional<std::string> group_column;  ///< as read_line_predictions: lines that are drawn together
  std::optional<uint64_t> seed;             ///< of the bootstrap
  bool strict = false;                      ///< a line without prediction is an error
  std::string out;                          ///< folder for the report's files, or empty
};

struct LinesScore {
  LinePredictions lines;
  LineReport report;
  std::vector<std::string> notes;  ///< a ledger line for each file that lacks predictions
};

/// Reads the files and computes everything. Throws ductus::Error: kUsage where the options are at fault.
LinesScore score_lines(const ScoreLinesOptions& options);

}  // namespace ductus::eval
