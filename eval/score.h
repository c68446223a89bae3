// `ductus score`: another tool's predictions, judged as our own are.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "eval/report.h"

namespace ductus::eval {

/// The command line of ductus-score.
struct ScoreOptions {
  std::filesystem::path truth;
  std::filesystem::path predicted;
  int32_t digits = 2;
  std::string labels;  ///< "a,b,c": rows of the table, in order; empty: all that occur, sorted
  std::string names;   ///< "a,b,c": what the rows are called
  std::string zero_division = "warn";  ///< warn, 0, 1, nan
  std::string out;                     ///< folder for the report's files, or empty
};

struct Score {
  Predictions predictions;
  ReleaseReport report;
};

/// Reads both files and computes everything. Throws ductus::Error: kUsage where the options are at fault.
Score score(const ScoreOptions& options);

}  // namespace ductus::eval
