#include <algorithm>
#include <optional>
#include <utility>

#include "configs/schema/error.h"
#include "eval/line_report.h"
#include "eval/report_folder.h"
#include "eval/text_table.h"

namespace ductus::eval {
namespace {

constexpr std::size_t kMontageLines = 40;

std::string confusions_csv(const LineScores& scores) {
  const auto errors = static_cast<double>(scores.all.characters.errors());
  std::string csv = "truth,predicted,count,share_of_errors\n";
  for (const Confusion& confusion : scores.confusions) {
    csv += fmt::format("{},{},{},{:.6f}\n", csv_field(confusion.truth), csv_field(confusion.predicted),
                       confusion.count, static_cast<double>(confusion.count) / errors);
  }
  return csv;
}

/// Tabs and line ends, which a field cannot hold, as spaces.
std::string tsv_field(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
  return text;
}

/// Columns of a line that only some predictions have, each with a tab before: their names, or line i's.
std::string known_columns(const LinePredictions& lines, std::optional<std::size_t> i) {
  std::string tsv;
  if (!lines.group.empty()) tsv += '\t' + (i ? tsv_field(lines.group[*i]) : "group");
  if (!lines.source.empty()) tsv += '\t' + (i ? tsv_field(lines.source[*i]) : "source");
  return tsv;
}

std::string worst_tsv(const LineReport& report, const LinePredictions& lines) {
  std::string tsv = "id\terrors\tcer\ttype\ttruth\tpredicted" + known_columns(lines, {});
  tsv += lines.confidence.empty() ? "\n" : "\tconfidence\n";
  for (const int64_t line : worst_lines(report.scores.lines)) {
    const auto i = static_cast<std::size_t>(line);
    const LineScore& score = report.scores.lines[i];
    tsv += fmt::format("{}\t{}\t{:.6f}\t{}\t{}\t{}{}",
                       lines.ids.empty() ? std::to_string(line) : tsv_field(lines.ids[i]),
                       score.characters.errors(), score.characters.rate(), line_type_name(score.type),
                       tsv_field(lines.truth[i]), tsv_field(lines.predicted[i]), known_columns(lines, i));
    if (!lines.confidence.empty()) tsv += fmt::format("\t{:.6f}", lines.confidence[i]);
    tsv += '\n';
  }
  return tsv;
}

std::string label_issues_tsv(const LabelIssues& issues, const LinePredictions& lines) {
  std::string tsv = "id\terrors\ttruth\treading" + known_columns(lines, {}) + '\n';
  for (const LabelIssue& issue : issues.lines) {
    tsv += fmt::format("{}\t{}\t{}\t{}{}\n", tsv_field(issue.id), issue.errors, tsv_field(issue.truth),
                       tsv_field(issue.reading), known_columns(lines, static_cast<std::size_t>(issue.line)));
  }
  return tsv;
}

std::string titled(const std::string& what, const LineReport& report) {
  return report.title.empty() ? what : what + ", " + report.title;
}

/// CER and exact lines against the mean length of each slice by length.
std::vector<LineChart> length_charts(const LineReport& report) {
  Series cer{"CER", {}, {}};
  Series exact{"exact lines", {}, {}};
  for (const LineSlicing& slicing : report.slicings) {
    if (slicing.by != "length") continue;
    for (const LineSlice& slice : slicing.slices) {
      const LineTotals& totals = slice.totals;
      cer.x.push_back(static_cast<double>(totals.characters.truth()) / static_cast<double>(totals.lines));
      cer.y.push_back(100 * totals.characters.rate());
      exact.y.push_back(100 * totals.exact.value);
    }
  }
  exact.x = cer.x;
  return {{titled("CER by length", report), "characters of the truth", "CER, %", {cer}},
          {"Exact lines by length", "characters of the truth", "exact lines, %", {exact}}};
}

data::Picture montage(const LineReport& report, const LinePredictions& lines, const LineImages& images) {
  std::vector<MontageTile> tiles;
  const std::vector<int64_t> worst = worst_lines(report.scores.lines);
  for (const int64_t line : worst) {
    if (tiles.size() == kMontageLines) break;
    const auto i = static_cast<std::size_t>(line);
    std::string detail = fmt::format("errors: {} of {}", report.scores.lines[i].characters.errors(),
                                     report.scores.lines[i].characters.truth());
    if (!lines.confidence.empty()) detail += ", confidence " + percent(lines.confidence[i], 1);
    if (!lines.ids.empty()) detail += ", " + lines.ids[i];
    tiles.push_back({line, lines.truth[i], lines.predicted[i], detail, false});
  }
  return plot_line_montage(images, tiles,
                           fmt::format("{} of {} lines with errors, the worst first (truth, then prediction)",
                                       thousands(static_cast<int64_t>(tiles.size())),
                                       thousands(static_cast<int64_t>(worst.size()))));
}

}  // namespace

std::vector<std::filesystem::path> write_files(const std::filesystem::path& folder, const LineReport& report,
                                               const LinePredictions& lines, const LineImages& images,
                                               const std::vector<LineChart>& curves) {
  std::vector<std::pair<const char*, std::string>> texts = {// all, before any file is there
                                                            {"report.txt", to_text(report)},
                                                            {"report.json", to_json(report)},
                                                            {"confusions.csv", confusions_csv(report.scores)},
                                                            {"worst_lines.tsv", worst_tsv(report, lines)}};
  if (report.compared)
    texts.emplace_back("label_issues.tsv", label_issues_tsv(report.compared->label_issues, lines));
  ReportFolder files(folder);
  for (const auto& [name, text] : texts) files.text(name, text);
  files.picture("by_length.png", plot_lines(length_charts(report)));
  if (report.calibrated)
    files.picture("reliability.png",
                  plot_reliability(*report.calibrated, titled("Reliability of exact lines", report)));
  if (images && !report.worst.empty()) files.picture("montage.png", montage(report, lines, images));
  if (!curves.empty()) files.picture("curves.png", plot_lines(curves));
  return std::move(files).written();
}

}  // namespace ductus::eval
