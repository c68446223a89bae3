#include "eval/line_report.h"

#include <cmath>

#include "configs/schema/error.h"
#include "data/utf8.h"
#include "eval/report_parts.h"

namespace ductus::eval {
namespace {

std::vector<WorstLine> worst_of(const LinePredictions& lines, const std::vector<LineScore>& scores,
                                std::size_t count) {
  std::vector<WorstLine> worst;
  for (const int64_t line : worst_lines(scores)) {
    if (worst.size() == count) break;
    const auto i = static_cast<std::size_t>(line);
    worst.push_back(
        {line, lines.ids.empty() ? std::to_string(line) : lines.ids[i], lines.truth[i], lines.predicted[i]});
  }
  return worst;
}

std::vector<uint8_t> exact_lines(const std::vector<LineScore>& scores) {
  std::vector<uint8_t> exact;
  for (const LineScore& score : scores) exact.push_back(score.exact());
  return exact;
}

std::optional<LineLikelihood> likelihood_of(const LinePredictions& lines) {
  LineLikelihood mean;
  for (std::size_t i = 0; i < lines.nll.size(); ++i) {
    const auto symbols = static_cast<double>(data::count_code_points(lines.truth[i]));
    if (!std::isfinite(lines.nll[i]) || symbols == 0) continue;
    ++mean.lines;
    mean.nll += lines.nll[i];
    mean.nll_per_symbol += lines.nll[i] / symbols;
  }
  if (mean.lines == 0) return std::nullopt;
  mean.nll /= static_cast<double>(mean.lines);
  mean.nll_per_symbol /= static_cast<double>(mean.lines);
  return mean;
}

}  // namespace

LineReport make_line_report(const LinePredictions& lines, const LineReportOptions& options,
                            const Provenance& provenance) {
  LineReport report;
  report.options = options;
  report.scores = score_lines(lines, options.rules);
  report.intervals = rate_intervals(report.scores.lines, lines.group, options.bootstrap);
  report.slicings = slice_lines(lines, report.scores.lines);
  report.worst = worst_of(lines, report.scores.lines, options.lines_shown);
  if (!lines.confidence.empty()) {
    report.calibrated =
        calibration(lines.confidence, exact_lines(report.scores.lines), options.calibration_bins);
  }
  report.likelihood = likelihood_of(lines);
  report.title = options.title.empty() ? default_title(provenance) : options.title;
  report.provenance = provenance;
  return report;
}

void compare_with(LineReport& report, const LinePredictions& lines, const LinePredictions& others,
                  const std::string& name, const std::string& other_name) {
  DUCTUS_CHECK(lines.truth == others.truth && lines.ids == others.ids,
               "comparison: {} and {} are not of the same lines in the same order", name, other_name);
  const LineScores other = score_lines(others, report.options.rules);
  report.compared =
      ComparedLines{name, other_name, other.all,
                    compare_lines(report.scores.lines, other.lines, lines.group, report.options.bootstrap),
                    label_issues(lines, others, report.scores, other)};
}

}  // namespace ductus::eval
