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
constexpr double kLegendWidth = 210;

const std::vector<double> kFifths = {0, 0.2, 0.4, 0.6, 0.8, 1};

void draw_bins(Canvas& canvas, const Axes& axes, const Calibration& calibration) {
  for (const ReliabilityBin& bin : calibration.bins) {
    if (bin.count == 0) continue;
    const Point accuracy = axes.at(bin.low, bin.accuracy);
    const Point confidence = axes.at(bin.low, bin.confidence);
    const double width = axes.at(bin.high, 0).x - accuracy.x - 2;
    const double floor = axes.at(0, 0).y;
    canvas.fill({accuracy.x + 1, accuracy.y, width, floor - accuracy.y}, palette::kBlue);
    const double top = std::min(accuracy.y, confidence.y);
    const double gap = std::abs(accuracy.y - confidence.y);
    canvas.fill({accuracy.x + 1, top, width, gap}, mix(palette::kWhite, palette::kRed, 0.45));
    canvas.frame({accuracy.x + 1, top, width, std::max(1.0, gap)}, palette::kRed);
  }
  canvas.line(axes.at(0, 0), axes.at(1, 1), palette::kMuted, 1);
}

void draw_legend(Canvas& canvas, const Axes& axes, const Calibration& calibration) {
  const double left = axes.box().x + axes.box().width + 28;
  const double top = axes.box().y + 8;
  canvas.fill({left, top - 5, 14, 10}, palette::kBlue);
  canvas.text({left + 22, top}, "accuracy");
  canvas.fill({left, top + 17, 14, 10}, mix(palette::kWhite, palette::kRed, 0.45));
  canvas.frame({left, top + 17, 14, 10}, palette::kRed);
  canvas.text({left + 22, top + 22}, "gap to mean confidence");
  canvas.line({left, top + 44}, {left + 14, top + 44}, palette::kMuted);
  canvas.text({left + 22, top + 44}, "as it should be");
  canvas.text({left, top + 80}, "expected error " + percent(calibration.expected_error));
  canvas.text({left, top + 102}, "largest gap " + percent(calibration.maximum_error));
}

void draw_counts(Canvas& canvas, const Box& box, const Calibration& calibration) {
  int64_t largest = 1;
  for (const ReliabilityBin& bin : calibration.bins) largest = std::max(largest, bin.count);
  const double high = static_cast<double>(largest) * 1.08;
  const Axes axes(box, {0, 1, kFifths, "confidence", true},
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
