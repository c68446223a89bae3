#include <fmt/format.h>

#include <cmath>
#include <filesystem>

#include "data/utf8.h"
#include "eval/report_parts.h"
#include "eval/text_table.h"

namespace ductus::eval {
namespace {

constexpr std::size_t kLineWidth = 80;

/// "about 80 % of them"; empty where it is all. Whole percents: of 1,000 samples told the share of all is
/// sure to 3 % (twice the standard error), and fewer tell less.
std::string share_text(const ToldSamples& told) {
  if (told.found == told.told) return {};
  const double share = static_cast<double>(told.found) / static_cast<double>(told.told);
  if (share < 0.01) return ", less than 1 % of them";
  if (share > 0.99) return ", more than 99 % of them";
  return fmt::format(", about {} of them", percent(share, 0));
}

std::string told_text(const ToldSamples& told) {
  if (told.told == 0) return {};
  return fmt::format(" ({} of the {} that the model tells of)", thousands(told.found), thousands(told.told));
}

/// Below which share of all samples can have been used when none of `told` was: with a larger one, fewer than
/// 5 % of samples drawn at random would look like this.
double most_used(int64_t told) { return 1 - std::pow(0.05, 1 / static_cast<double>(told)); }

/// A bound in two digits or fewer, rounded so that it still is one.
std::string bound_text(double share) {
  const int digits = share < 0.1 ? 1 : 0;
  const double unit = digits == 1 ? 0.001 : 0.01;
  return percent(std::ceil(share / unit) * unit, digits);
}

std::string held_out_text(const ToldSamples& told) {
  if (told.told == 0) return "held out: used neither for training nor for selection";
  return fmt::format(
      "held out: none of the {} samples that the model tells of was trained on (of all, at 95 %: "
      "below {})",
      thousands(told.told), bound_text(most_used(told.told)));
}

std::string unknown_text(const ToldSamples& told) {
  if (told.told == 0) return "unknown: nothing tells whether they were trained on";
  return fmt::format("unknown: the model tells of {} of the samples, too few; none was trained on",
                     thousands(told.told));
}

std::string data_use_text(DataUse use, const ToldSamples& told) {
  switch (use) {
    case DataUse::kHeldOut:
      return held_out_text(told);
    case DataUse::kSelection:
      return "used for selection" + share_text(told) + ": these numbers flatter the model" + told_text(told);
    case DataUse::kTraining:
      return "trained on" + share_text(told) + ": no measure of quality" + told_text(told);
    case DataUse::kUnknown:
      break;
  }
  return unknown_text(told);
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
    if (from > 0 && column + 1 + data::count_code_points(word) > kLineWidth) {
      text += "\n" + std::string(kName, ' ');
      column = kName;
    } else if (from > 0) {
      text += ' ';
      ++column;
    }
    text += word;
    column += data::count_code_points(word);
    from = to + 1;
  }
  return text + "\n";
}

}  // namespace

std::string heading(const std::string& text) {
  return "\n" + text + "\n" + std::string(data::count_code_points(text), '-') + "\n";
}

std::string summary_line(const std::string& name, const std::string& value, const std::string& note) {
  return fmt::format("{:<28}{:>10}{}{}\n", name, value, note.empty() ? "" : "   ", note);
}

std::string interval_note(const Interval& interval) {
  return fmt::format("95 % interval {} - {} %", fixed(100 * interval.low, 2), fixed(100 * interval.high, 2));
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

std::string left_out_text(const Provenance& p) {
  int64_t total = 0;
  std::string reasons;
  for (const auto& [reason, count] : p.left_out) {
    total += count;
    reasons += fmt::format("{}{} {}", reasons.empty() ? "" : ", ", reason, thousands(count));
  }
  return total == 0 ? "" : fmt::format("{}: {}", thousands(total), reasons);
}

std::string provenance_text(const Provenance& p) {
  std::string text = provenance_line("model", p.model) + provenance_line("model hash", p.model_hash) +
                     provenance_line("checkpoint", p.checkpoint) + provenance_line("data", p.data) +
                     provenance_line("data hash", p.data_hash) + provenance_line("split", p.split) +
                     provenance_line("data use", data_use_text(p.data_use, p.told)) +
                     provenance_line("left out", left_out_text(p));
  if (p.temperature) text += provenance_line("temperature", fixed(*p.temperature, 4));
  for (const auto& [name, value] : p.more) text += provenance_line(name, value);
  return heading("What was judged") + text + provenance_line("ductus", DUCTUS_VERSION);
}

std::string default_title(const Provenance& provenance) {
  if (provenance.model.empty()) return provenance.data;
  const std::string model = std::filesystem::path(provenance.model).filename().string();
  return provenance.data.empty()
             ? model
             : model + " on " + std::filesystem::path(provenance.data).filename().string();
}

}  // namespace ductus::eval
