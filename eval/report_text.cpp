#include <algorithm>

#include "configs/schema/error.h"
#include "data/utf8.h"
#include "eval/report.h"
#include "eval/report_parts.h"
#include "eval/text_table.h"

namespace ductus::eval {
namespace {

std::string interval_text(const Interval& interval) {
  return fmt::format("{:>6} - {:>6} %", fixed(100 * interval.low, 2), fixed(100 * interval.high, 2));
}

std::string groups_text(const SymbolGroups& groups) {
  std::string text;
  for (const auto& group : groups) {
    text += text.empty() ? "{" : " {";
    for (std::size_t i = 0; i < group.size(); ++i) text += (i > 0 ? "," : "") + group[i];
    text += "}";
  }
  return text;
}

std::string summary(const ReleaseReport& report) {
  const Proportion& accuracy = report.accuracy;
  std::string text = heading("Summary");
  text += summary_line("samples", thousands(accuracy.of), thousands(accuracy.of - accuracy.count) + " wrong");
  text += summary_line("accuracy", percent(accuracy.value), interval_note(accuracy.interval));
  text += summary_line("balanced accuracy", percent(report.balanced_accuracy),
                       "mean recall of the classes with samples");
  for (const auto& [k, share] : report.top_k) {
    text +=
        summary_line(fmt::format("top-{} accuracy", k), percent(share.value), interval_note(share.interval));
  }
  if (!report.merged.groups.empty()) {
    text += summary_line("confusables merged", percent(report.merged.accuracy.value),
                         interval_note(report.merged.accuracy.interval));
    text += summary_line("  its balanced accuracy", percent(report.merged.macro_recall),
                         groups_text(report.merged.groups));
  }
  if (report.nll) text += summary_line("mean NLL", fixed(*report.nll, 4), "loss: -log p(truth)");
  if (report.brier) text += summary_line("Brier score", fixed(*report.brier, 4));
  if (report.calibrated) {
    text += summary_line("expected calibration error", percent(report.calibrated->expected_error),
                         fmt::format("{} bins", report.calibrated->bins.size()));
  }
  return text + error_rate_line(accuracy.value) + "\n";
}

std::string class_table(const ReleaseReport& report) {
  std::size_t width = 5;
  for (const ClassResult& result : report.classes)
    width = std::max(width, data::count_code_points(result.name));
  std::string text = heading("Accuracy by class, with Wilson 95 % intervals");
  text += fmt::format("{} {:>9} {:>9} {:>10} {:>18}\n", pad_left("class", width), "correct", "of", "accuracy",
                      "interval");
  for (const ClassResult& result : report.classes) {
    const Proportion& p = result.accuracy;
    text += fmt::format("{} {:>9} {:>9} {:>10}", pad_left(result.name, width), thousands(p.count),
                        thousands(p.of), percent(p.value));
    if (p.of > 0) text += " " + interval_text(p.interval);
    text += "\n";
  }
  return text;
}

std::string confusion_table(const ReleaseReport& report) {
  const int64_t errors = report.confusion.errors();
  const auto top = report.confusion.top_confusions(report.top_confusions);
  if (top.empty()) return heading("Confusions") + "none: every sample is right\n";
  std::size_t width = 5;
  for (const ConfusionCell& cell : top) {
    width = std::max({width, data::count_code_points(report.names[cell.truth]),
                      data::count_code_points(report.names[cell.predicted])});
  }
  std::string text = heading("Confusions, most frequent first");
  text +=
      fmt::format("{}    {} {:>9} {:>11} {:>11}\n", pad_left("truth", width),
                  pad_right("taken for", std::max<std::size_t>(width, 9)), "count", "of errors", "of class");
  int64_t shown = 0;
  for (const ConfusionCell& cell : top) {
    text += fmt::format(
        "{} -> {} {:>9} {:>11} {:>11}\n", pad_left(report.names[cell.truth], width),
        pad_right(report.names[cell.predicted], std::max<std::size_t>(width, 9)), thousands(cell.count),
        percent(static_cast<double>(cell.count) / static_cast<double>(errors), 1),
        percent(static_cast<double>(cell.count) / static_cast<double>(report.confusion.support(cell.truth)),
                1));
    shown += cell.count;
  }
  if (shown < errors) {
    text += fmt::format("Not listed: {} of {} errors, {}.\n", thousands(errors - shown), thousands(errors),
                        percent(static_cast<double>(errors - shown) / static_cast<double>(errors), 1));
  }
  return text;
}

}  // namespace

std::string to_text(const ReleaseReport& report) {
  return report.table.text() + summary(report) + class_table(report) + confusion_table(report) +
         (report.calibrated ? calibration_table(*report.calibrated) : "") +
         provenance_text(report.provenance);
}

}  // namespace ductus::eval
