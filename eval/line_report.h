// The report of a recogniser of lines: rates, where the errors are, how sure all of it is, as text, JSON,
// tables and pictures.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "eval/calibration.h"
#include "eval/label_issues.h"
#include "eval/line_comparison.h"
#include "eval/line_metrics.h"
#include "eval/line_predictions.h"
#include "eval/line_slices.h"
#include "eval/plots.h"
#include "eval/provenance.h"

namespace ductus::eval {

struct LineReportOptions {
  ScoringRules rules;
  BootstrapOptions bootstrap;
  std::size_t confusions_shown = 20;  ///< in the text; JSON and confusions.csv have all
  std::size_t lines_shown = 20;       ///< the worst ones, in text and JSON; worst_lines.tsv has all
  std::size_t slices_shown = 10;      ///< of sources and groups, in the text; JSON has all
  int calibration_bins = 15;
  std::string title;  ///< of the pictures; empty: made of model and data
};

/// A line that was not read exactly.
struct WorstLine {
  int64_t line = 0;  ///< in the predictions
  std::string id;    ///< or its number
  std::string truth;
  std::string predicted;
};

/// Means of -log p(truth) over the lines whose truth the recogniser can say, each line the same weight: what
/// training calls val_loss, for a loss per line and per symbol.
struct LineLikelihood {
  int64_t lines = 0;  ///< that are counted, at least one
  double nll = 0;
  double nll_per_symbol = 0;  ///< of each line's own, over the code points of its truth
};

/// Another recogniser's predictions of the same lines; second minus first is the other one minus the judged.
struct ComparedLines {
  std::string first;   ///< names
  std::string second;  ///< names
  LineTotals totals;   ///< of the second
  LineComparison result;
  LabelIssues label_issues;  ///< where both say the same, and not what the truth says
};

/// Everything, computed once. Rates are fractions.
struct LineReport {
  LineReportOptions options;
  LineScores scores;
  RateIntervals intervals;  ///< by bootstrap; scores.all.exact has Wilson's beside
  std::vector<LineSlicing> slicings;
  std::vector<WorstLine> worst;           ///< lines_shown of them
  std::optional<Calibration> calibrated;  ///< with confidences: how often lines are exact
  std::optional<LineLikelihood> likelihood;
  std::optional<ComparedLines> compared;
  std::string title;
  Provenance provenance;
};

/// Throws ductus::Error when the lines are not in order (LinePredictions::check) or a text is not UTF-8.
LineReport make_line_report(const LinePredictions& lines, const LineReportOptions& options = {},
                            const Provenance& provenance = {});

/// Sets another recogniser's predictions beside the report's; `others` has the same lines in the same order.
/// Throws ductus::Error when it has not.
void compare_with(LineReport& report, const LinePredictions& lines, const LinePredictions& others,
                  const std::string& name, const std::string& other_name);

/// What stands on the first screen: rates, their variants, the comparison.
std::string summary_text(const LineReport& report);

/// At most 80 columns, names apart: the summary, then all the rest.
std::string to_text(const LineReport& report);

/// One object with everything, rates as fractions; indented, with a line end.
std::string to_json(const LineReport& report);

/// Writes report.txt, report.json, confusions.csv, worst_lines.tsv (every line with an error, worst first),
/// by_length.png, and where the predictions or the caller have it label_issues.tsv (all of them),
/// reliability.png, montage.png and curves.png; each atomically. `images` may be empty: line i of the
/// predictions as it was read. Returns the paths written, in that order.
std::vector<std::filesystem::path> write_files(const std::filesystem::path& folder, const LineReport& report,
                                               const LinePredictions& lines, const LineImages& images = {},
                                               const std::vector<LineChart>& curves = {});

}  // namespace ductus::eval
