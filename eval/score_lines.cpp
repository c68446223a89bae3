#include "eval/score_lines.h"

#include <algorithm>
#include <optional>

#include "configs/schema/error.h"
#include "eval/lines_tsv.h"

namespace ductus::eval {
namespace {

/// "pred.tsv: no prediction for 2 of 100 lines, counted as empty: a.png, b.png".
std::string missing_note(const std::string& file, const std::vector<std::string>& missing, int64_t lines) {
  constexpr std::size_t kShown = 5;
  const std::vector<std::string> shown(
      missing.begin(), missing.begin() + static_cast<std::ptrdiff_t>(std::min(kShown, missing.size())));
  return fmt::format("{}: no prediction for {} of {} lines, counted as empty: {}{}", file, missing.size(),
                     lines, fmt::join(shown, ", "), missing.size() > kShown ? ", ..." : "");
}

LinePredictions read(const ScoreLinesOptions& options, const std::filesystem::path& predicted,
                     std::vector<std::string>& notes) {
  std::vector<std::string> missing;
  LinePredictions lines = read_line_predictions(options.truth, predicted, missing, options.group_column);
  if (missing.empty()) return lines;
  if (options.strict) {
    fail("{}: no prediction for id '{}'{} (without --strict it counts as empty)", predicted.string(),
         missing[0], missing.size() > 1 ? fmt::format(", nor for {} more", missing.size() - 1) : "");
  }
  notes.push_back(missing_note(predicted.string(), missing, lines.size()));
  return lines;
}

}  // namespace

LinesScore score_lines(const ScoreLinesOptions& options) {
  LineReportOptions report_options;
  report_options.rules = options.rules.rules();
  report_options.bootstrap.seed = options.seed.value_or(0);
  report_options.title = options.predicted.filename().string();
  LinesScore score;
  score.lines = read(options, options.predicted, score.notes);
  std::optional<LinePredictions> others;
  if (!options.other.empty()) others = read(options, options.other, score.notes);
  Provenance provenance;
  provenance.data = options.truth.string();
  provenance.more = {{"predictions", options.predicted.string()}};
  for (const std::string& note : score.notes) provenance.more.emplace_back("missing", note);
  score.report = make_line_report(score.lines, report_options, provenance);
  if (others)
    compare_with(score.report, score.lines, *others, options.predicted.string(), options.other.string());
  return score;
}

}  // namespace ductus::eval
