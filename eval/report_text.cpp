#include <algorithm>

#include "configs/schema/error.h"
#include "eval/report.h"
#include "eval/text_table.h"

namespace ductus::eval {
namespace {

constexpr std::size_t kLineWidth = 80;

std::string heading(const std::string& text) {
  return "\n" + text + "\n" + std::string(code_points(text), '-') + "\n";
}

std::string interval_text(const Interval& interval) {
  return fmt::format("{:>6} - {:>6} %", fixed(100 * interval.low, 2), fixed(100 * interval.high, 2));
}

std::string line(const std::string& name, const std::string& value, const std::string& note = {}) {
  return fmt::format("{:<28}{:>10}{}{}\n", name, value, note.empty() ? "" : "   ", note);
}

std::string proportion_note(const Proportion& p) {
  return fmt::format("95 % interval {} - {} %", fixed(100 * p.interval.low, 2),
                     fixed(100 * p.interval.high, 2));
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
  text += line("samples", thousands(accuracy.of), thousands(accuracy.of - accuracy.count) + " wrong");
  text += line("accuracy", percent(accuracy.value), proportion_note(accuracy));
  text +=
      line("balanced accuracy", percent(report.balanced_accuracy), "mean recall of the classes with samples");
  for (const auto& [k, share] : report.top_k) {
    text += line(fmt::format("top-{} accuracy", k), percent(share.value), proportion_note(share));
  }
  if (!report.merged.groups.empty()) {
    text += line("confusables merged", percent(report.merged.accuracy.value),
                 proportion_note(report.merged.accuracy));
    text += line("  its balanced accuracy", percent(report.merged.macro_recall),
                 groups_text(report.merged.groups));
  }
  if (report.nll) text += line("mean NLL", fixed(*report.nll, 4), "loss: -log p(truth)");
  if (report.brier) text += line("Brier score", fixed(*report.brier, 4));
  if (report.calibrated) {
    text += line("expected calibration error", percent(report.calibrated->expected_error),
                 fmt::format("{} bins", report.calibrated->bins.size()));
  }
  return text + error_rate_line(accuracy.value) + "\n";
}

std::string class_table(const ReleaseReport& report) {
  std::size_t width = 5;
  for (const ClassResult& result : report.classes) width = std::max(width, code_points(result.name));
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
    width =
        std::max({width, code_points(report.names[cell.truth]), code_points(report.names[cell.predicted])});
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

std::string calibration_table(const Calibration& calibration) {
  std::string text = heading("Calibration: are confidences right as often as they say?");
  text += fmt::format("{:>17} {:>10} {:>17} {:>10} {:>9}\n", "confidence", "samples", "mean confidence",
                      "accuracy", "gap");
  for (const ReliabilityBin& bin : calibration.bins) {
    if (bin.count == 0) continue;
    text += fmt::format("{:>6} - {:>6} % {:>10} {:>17} {:>10} {:>9}\n", fixed(100 * bin.low, 1),
                        fixed(100 * bin.high, 1), thousands(bin.count), percent(bin.confidence),
                        percent(bin.accuracy), fixed(100 * (bin.accuracy - bin.confidence), 2));
  }
  text += fmt::format("Expected calibration error {}, largest gap {}; {} bins.\n",
                      percent(calibration.expected_error), percent(calibration.maximum_error),
                      calibration.bins.size());
  return text;
}

std::string data_use_text(DataUse use) {
  switch (use) {
    case DataUse::kHeldOut:
      return "held out: used neither for training nor for selection";
    case DataUse::kSelection:
      return "used for selection: these numbers flatter the model";
    case DataUse::kTraining:
      return "trained on: no measure of quality";
    case DataUse::kUnknown:
      break;
  }
  return {};
}

/// A long value goes on below itself.
std::string provenance_line(const std::string& name, const std::string& value) {
  if (value.empty()) return {};
  constexpr std::size_t kName = 14;
  std::string text = pad_right(name, kName);
  std::size_t column = kName;
  for (std::size_t from = 0; from < value.size();) {
    std::size_t to = value.find(' ', from);
    to = to == std::string::npos ? value.size() : to;
    const std::string word = value.substr(from, to - from);
    if (from > 0 && column + 1 + code_points(word) > kLineWidth) {
      text += "\n" + std::string(kName, ' ');
      column = kName;
    } else if (from > 0) {
      text += ' ';
      ++column;
    }
    text += word;
    column += code_points(word);
    from = to + 1;
  }
  return text + "\n";
}

std::string provenance_text(const Provenance& p) {
  std::string text = provenance_line("model", p.model) + provenance_line("model hash", p.model_hash) +
                     provenance_line("checkpoint", p.checkpoint) + provenance_line("data", p.data) +
                     provenance_line("data hash", p.data_hash) + provenance_line("split", p.split) +
                     provenance_line("data use", data_use_text(p.data_use));
  if (p.temperature) text += provenance_line("temperature", fixed(*p.temperature, 4));
  for (const auto& [name, value] : p.more) text += provenance_line(name, value);
  return heading("What was judged") + text + provenance_line("ductus", DUCTUS_VERSION);
}

}  // namespace

std::string to_text(const ReleaseReport& report) {
  return report.table.text() + summary(report) + class_table(report) + confusion_table(report) +
         (report.calibrated ? calibration_table(*report.calibrated) : "") +
         provenance_text(report.provenance);
}

}  // namespace ductus::eval
