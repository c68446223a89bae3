#include <algorithm>

#include "configs/schema/error.h"
#include "eval/line_report.h"
#include "eval/report_parts.h"
#include "eval/text_table.h"
#include "eval/text_units.h"

namespace ductus::eval {
namespace {

constexpr std::size_t kNameWidth = 26;
constexpr std::size_t kTextWidth = 66;  // of a line's texts, so that all fits into 80 columns

/// At most `width` code points.
std::string cut(const std::string& utf8, std::size_t width) {
  const std::u32string text = decode_utf8(utf8, "text");
  return text.size() <= width ? utf8 : encode_utf8(text.substr(0, width - 3)) + "...";
}

std::string units_text(const BootstrapUnits& units) {
  return fmt::format("{} {}", thousands(units.count), units.grouped ? "groups" : "lines");
}

const char* caution(const BootstrapUnits& units) {
  return units.few() ? "So few groups make these intervals too narrow.\n" : "";
}

std::string edits_row(const std::string& name, const EditCounts& edits) {
  return fmt::format("{:<12}{:>13}{:>13}{:>13}{:>13}{:>13}\n", name, thousands(edits.truth()),
                     thousands(edits.hits), thousands(edits.substitutions), thousands(edits.deletions),
                     thousands(edits.insertions));
}

std::string edits_table(const LineTotals& all) {
  return fmt::format("\n{:<12}{:>13}{:>13}{:>13}{:>13}{:>13}\n", "", "in truth", "hits", "substituted",
                     "deleted", "inserted") +
         edits_row("characters", all.characters) + edits_row("words", all.words);
}

std::string variant_row(const std::string& name, const LineTotals& totals, bool words) {
  return fmt::format("{:<28}{:>10}{:>12}{:>12}\n", name, percent(totals.characters.rate()),
                     words ? percent(totals.words.rate()) : "-", percent(totals.exact.value));
}

std::string variants(const LineScores& scores) {
  return heading("Variants") + fmt::format("{:<28}{:>10}{:>12}{:>12}\n", "", "CER", "WER", "exact lines") +
         variant_row("as it is", scores.all, true) + variant_row("case-folded", scores.case_folded, true) +
         variant_row("without spaces", scores.space_free, false) +
         variant_row("case-folded without spaces", scores.case_folded_space_free, false);
}

std::string compared_row(const std::string& name, const PairedRate& rate) {
  return fmt::format("{:<12}{:>10}{:>11}{:>12}   {:+.2f} to {:+.2f}{}\n", name, percent(rate.first),
                     percent(rate.second), fmt::format("{:+.2f}", 100 * rate.difference()),
                     100 * rate.interval.low, 100 * rate.interval.high,
                     rate.distinct() ? "" : "  (may be 0)");
}

std::string label_issues_text(const LabelIssues& issues) {
  std::string text = fmt::format("Label issues, read alike by both against the truth: {} lines",
                                 thousands(static_cast<int64_t>(issues.lines.size())));
  if (issues.lines.empty()) return text + ".\n";
  return text + fmt::format(",\n{} character errors, {} of the first's and {} of the second's.\n",
                            thousands(issues.errors), percent(issues.share_first, 1),
                            percent(issues.share_second, 1));
}

std::string comparison(const ComparedLines& compared) {
  const LineComparison& result = compared.result;
  std::string text = heading("Side by side, on the same lines");
  text += "first         " + compared.first + "\nsecond        " + compared.second + "\n";
  text += fmt::format("\n{:<12}{:>10}{:>11}{:>12}   {}\n", "", "first", "second", "difference",
                      "95 % interval of it");
  text += compared_row("CER", result.cer) + compared_row("WER", result.wer) +
          compared_row("exact lines", result.exact);
  text += fmt::format("Differences in points; {} drawn together {} times.\n", units_text(result.units),
                      thousands(result.units.resamples));
  text += caution(result.units);
  text += fmt::format("Exact in the first alone: {} lines, in the second alone: {}.\n",
                      thousands(result.only_first_exact), thousands(result.only_second_exact));
  text += fmt::format("Fewer character errors in the first: {} lines, in the second: {}.\n",
                      thousands(result.fewer_errors_first), thousands(result.fewer_errors_second));
  return text + label_issues_text(compared.label_issues);
}

/// One table; long lists of names are cut.
std::string slicing_text(const LineSlicing& slicing, const EditCounts& all, std::size_t shown) {
  static const std::pair<const char*, const char*> kTitles[] = {{"type", "By type"},
                                                                {"length", "By length of the truth"},
                                                                {"width_px", "By width in pixels"},
                                                                {"source", "By source, most errors first"},
                                                                {"group", "By group, most errors first"}};
  const auto title = std::find_if(std::begin(kTitles), std::end(kTitles),
                                  [&](const auto& entry) { return slicing.by == entry.first; });
  std::string text =
      heading(title->second) + fmt::format("{}{:>8}{:>11}{:>12}{:>11}{:>11}\n", pad_right("", kNameWidth),
                                           "lines", "CER", "of errors", "WER", "exact");
  const bool named = slicing.by == "source" || slicing.by == "group";
  const std::size_t rows = named ? std::min(shown, slicing.slices.size()) : slicing.slices.size();
  for (std::size_t i = 0; i < rows; ++i) {
    const LineTotals& totals = slicing.slices[i].totals;
    const double share = all.errors() == 0 ? 0
                                           : static_cast<double>(totals.characters.errors()) /
                                                 static_cast<double>(all.errors());
    text += fmt::format("{}{:>8}{:>11}{:>12}{:>11}{:>11}\n",
                        pad_right(cut(slicing.slices[i].name, kNameWidth - 1), kNameWidth),
                        thousands(totals.lines), percent(totals.characters.rate()), percent(share, 1),
                        percent(totals.words.rate()), percent(totals.exact.value, 1));
  }
  if (rows < slicing.slices.size())
    text += fmt::format("Not listed: {}.\n", thousands(static_cast<int64_t>(slicing.slices.size() - rows)));
  return text;
}

/// A unit for people: white space and what has no shape of its own by name.
std::string visible(const std::string& utf8) {
  if (utf8.empty()) return "nothing";
  if (utf8 == " ") return "space";
  const std::u32string text = decode_utf8(utf8, "unit");
  std::string names;
  for (const char32_t c : text) {
    if (has_shape(c)) return utf8;
    names += fmt::format("{}U+{:04X}", names.empty() ? "" : " ", static_cast<uint32_t>(c));
  }
  return names;
}

std::string confusion_table(const LineReport& report) {
  const int64_t errors = report.scores.all.characters.errors();
  if (errors == 0) return heading("Confusions") + "none: every line is exact\n";
  std::string text = heading("Confusions, most frequent first");
  text += fmt::format("{:>10}    {:<10}{:>9}{:>12}{:>14}\n", "truth", "read as", "count", "of errors",
                      "of the CER");
  int64_t listed = 0;
  const std::size_t rows = std::min(report.options.confusions_shown, report.scores.confusions.size());
  for (std::size_t i = 0; i < rows; ++i) {
    const Confusion& confusion = report.scores.confusions[i];
    const double share = static_cast<double>(confusion.count) / static_cast<double>(errors);
    text += fmt::format("{} -> {}{:>9}{:>12}{:>14}\n", pad_left(visible(confusion.truth), 10),
                        pad_right(visible(confusion.predicted), 10), thousands(confusion.count),
                        percent(share, 1), percent(share * report.scores.all.characters.rate(), 3));
    listed += confusion.count;
  }
  if (listed == errors) return text;
  return text + fmt::format("Not listed: {} of {} errors, {}.\n", thousands(errors - listed),
                            thousands(errors),
                            percent(static_cast<double>(errors - listed) / static_cast<double>(errors), 1));
}

std::string worst_text(const LineReport& report) {
  if (report.worst.empty()) return {};
  std::string text = heading("Worst lines");
  for (const WorstLine& worst : report.worst) {
    const EditCounts& edits = report.scores.lines[static_cast<std::size_t>(worst.line)].characters;
    text += fmt::format("{}: {} error{} of {}\n  truth      {}\n  predicted  {}\n", cut(worst.id, 50),
                        edits.errors(), edits.errors() == 1 ? "" : "s", edits.truth(),
                        cut(worst.truth, kTextWidth), cut(worst.predicted, kTextWidth));
  }
  return text;
}

std::string likelihood_text(const LineReport& report) {
  const LineLikelihood& mean = *report.likelihood;
  const int64_t unsaid = report.scores.all.lines - mean.lines;
  return summary_line("mean NLL of a line", fixed(mean.nll, 4), "loss: -log p(truth)") +
         summary_line("mean NLL of a symbol", fixed(mean.nll_per_symbol, 4),
                      unsaid == 0 ? "" : fmt::format("without {} that it cannot say", thousands(unsaid)));
}

}  // namespace

std::string summary_text(const LineReport& report) {
  const LineTotals& all = report.scores.all;
  std::string text =
      summary_line("lines", thousands(all.lines), thousands(all.lines - all.exact.count) + " with errors");
  text += summary_line("CER", percent(all.characters.rate()), interval_note(report.intervals.cer));
  text += summary_line("WER", percent(all.words.rate()), interval_note(report.intervals.wer));
  text += summary_line("exact lines", percent(all.exact.value), interval_note(all.exact.interval));
  text += summary_line("mean CER of the lines", percent(all.mean_cer));
  text += summary_line("mean WER of the lines", percent(all.mean_wer));
  if (report.likelihood) text += likelihood_text(report);
  if (report.calibrated) {
    text += summary_line("expected calibration error", percent(report.calibrated->expected_error),
                         fmt::format("{} bins", report.calibrated->bins.size()));
  }
  if (const std::string left_out = left_out_text(report.provenance); !left_out.empty())
    text += fmt::format("Not judged, lines of the data that were left out: {}.\n", left_out);
  text += fmt::format("Characters are {}, spaces counted.\n", description(report.scores.rules));
  text += fmt::format("Intervals of CER and WER: {} drawn {} times; of exact lines: Wilson's.\n",
                      units_text(report.intervals.units), thousands(report.intervals.units.resamples));
  text += caution(report.intervals.units);
  return text + edits_table(all) + variants(report.scores) +
         (report.compared ? comparison(*report.compared) : "");
}

std::string to_text(const LineReport& report) {
  std::string text = summary_text(report);
  for (const LineSlicing& slicing : report.slicings) {
    text += slicing_text(slicing, report.scores.all.characters, report.options.slices_shown);
  }
  text += confusion_table(report) + worst_text(report);
  if (report.calibrated) text += calibration_table(*report.calibrated);
  return text + provenance_text(report.provenance);
}

}  // namespace ductus::eval
