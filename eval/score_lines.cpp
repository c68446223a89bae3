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

/// A note of lines that are missing goes to `notes`, and into the report as `entry`.
LinePredictions read(const ScoreLinesOptions& options, const std::filesystem::path& predicted,
                     const char* entry, std::vector<std::string>& notes, Provenance& provenance) {
  std::vector<std::string> missing;
  LinePredictions lines = read_line_predictions(options.truth, predicted, missing, options.group_column);
  if (missing.empty()) return lines;
  if (options.strict) {
    fail("{}: no prediction for id '{}'{} (without --strict it counts as empty)", predicted.string(),
         missing[0], missing.size() > 1 ? fmt::format(", nor for {} more", missing.size() - 1) : "");
  }
  notes.push_back(missing_note(predicted.string(), missing, lines.size()));
  provenance.more.emplace_back(entry, notes.back());
  return lines;
}

}  // namespace

LinesScore score_lines(const ScoreLinesOptions& options) {
  LineReportOptions report_options;
  report_options.rules = options.rules.rules();
  report_options.bootstrap.seed = options.seed.value_or(0);
  report_options.title = options.predicted.filename().string();
  Provenance provenance;
  provenance.data = options.truth.string();
  provenance.more = {{"predictions", options.predicted.string()}};
  LinesScore score;
  score.lines = read(options, options.predicted, "missing", score.notes, provenance);
  std::optional<LinePredictions> others;
  if (!options.other.empty()) others = read(options, options.other, "missing_other", score.notes, provenance);
  score.report = make_line_report(score.lines, report_options, provenance);
  if (others)
    compare_with(score.report, score.lines, *others, options.predicted.string(), options.other.string());
  return score;
}

}  // namespace ductus::eval
