#include <algorithm>

#include "configs/schema/error.h"
#include "eval/axes.h"
#include "eval/canvas.h"
#include "eval/plots.h"
#include "eval/text_table.h"

namespace ductus::eval {
namespace {

constexpr double kSide = 460;
constexpr double kCountsHeight = 110;
constexpr double kLeft = 84;
constexpr double kTop = 64;
constexpr double kLegendWidth = 300;
constexpr double kLegendRow = 22;

const std::vector<double> kFifths = {0, 0.2, 0.4, 0.6, 0.8, 1};

const Colour kOver = mix(palette::kWhite, palette::kRed, 0.45);
const Colour kUnder = mix(palette::kWhite, palette::kBlue, 0.45);

/// Blue up to the accuracy, dark below the mean confidence and light above it; red from the accuracy up to a
/// mean confidence that is higher.
void draw_bins(Canvas& canvas, const Axes& axes, const Calibration& calibration) {
  const double floor = axes.at(0, 0).y;
  for (const ReliabilityBin& bin : calibration.bins) {
    if (bin.count == 0) continue;
    const double accuracy = axes.at(0, bin.accuracy).y, confidence = axes.at(0, bin.confidence).y;
    const double left = axes.at(bin.low, 0).x + 1;
    const double width = axes.at(bin.high, 0).x - left - 1;
    const double lower = std::max(accuracy, confidence), upper = std::min(accuracy, confidence);
    canvas.fill({left, lower, width, floor - lower}, palette::kBlue);
    canvas.fill({left, upper, width, lower - upper}, confidence < accuracy ? kOver : kUnder);
    canvas.fill({left, confidence - 1, width, 2}, palette::kInk);
  }
  canvas.line(axes.at(0, 0), axes.at(1, 1), palette::kMuted, 1);
}

void draw_legend(Canvas& canvas, const Axes& axes, const Calibration& calibration) {
  const double left = axes.box().x + axes.box().width + 28;
  double y = axes.box().y + 8;
  const auto next = [&](const std::string& text, double indent) {
    canvas.text({left + indent, y}, text);
    y += kLegendRow;
  };
  canvas.fill({left, y - 5, 14, 10}, palette::kBlue);
  next("accuracy", 22);
  canvas.fill({left, y - 5, 14, 10}, kUnder);
  next("accuracy above confidence: too unsure", 22);
  canvas.fill({left, y - 5, 14, 10}, kOver);
  next("confidence above accuracy: too sure", 22);
  canvas.fill({left, y - 1, 14, 2}, palette::kInk);
  next("mean confidence", 22);
  canvas.line({left, y}, {left + 14, y}, palette::kMuted);
  next("as it should be", 22);
  y += kLegendRow / 2;
  next("expected error " + percent(calibration.expected_error), 0);
  next("largest gap " + percent(calibration.maximum_error), 0);
}

void draw_counts(Canvas& canvas, const Box& box, const Calibration& calibration) {
  int64_t largest = 1;
  for (const ReliabilityBin& bin : calibration.bins) largest = std::max(largest, bin.count);
  const double high = static_cast<double>(largest) * 1.08;
  const Axes axes(box, {0, 1, kFifths, "confidence (%)", true},
                  {0, high, round_ticks(0, high, 3), "samples", false});
  axes.draw(canvas, "");
  for (const ReliabilityBin& bin : calibration.bins) {
    const Point top = axes.at(bin.low, static_cast<double>(bin.count));
    canvas.fill({top.x + 1, top.y, axes.at(bin.high, 0).x - top.x - 2, box.y + box.height - top.y},
                palette::kMuted);
  }
}

}  // namespace

data::Picture plot_reliability(const Calibration& calibration, const std::string& title) {
  DUCTUS_CHECK(!calibration.bins.empty(), "reliability picture: no bins");
  const Box main{kLeft, kTop, kSide, kSide};
  const Box counts{kLeft, kTop + kSide + 40, kSide, kCountsHeight};
  const double title_width = text_width(title, {16, palette::kInk, Align::kLeft, true});
  Canvas canvas(kLeft + std::max(kSide + kLegendWidth, title_width) + 24, counts.y + counts.height + 56);
  const Axes axes(main, {0, 1, kFifths, "", true}, {0, 1, kFifths, "accuracy (%)", true});
  axes.draw(canvas, title);
  draw_bins(canvas, axes, calibration);
  draw_legend(canvas, axes, calibration);
  draw_counts(canvas, counts, calibration);
  return canvas.picture();
}

}  // namespace ductus::eval
