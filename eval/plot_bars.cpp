#include <algorithm>
#include <cmath>

#include "configs/schema/error.h"
#include "eval/axes.h"
#include "eval/canvas.h"
#include "eval/plots.h"
#include "eval/text_table.h"

namespace ductus::eval {
namespace {

constexpr double kTop = 64;
constexpr double kBarsWidth = 620;
constexpr double kRow = 20;
constexpr TextStyle kName{13, palette::kInk, Align::kRight, false, true};
constexpr TextStyle kNumber{12, palette::kMuted, Align::kLeft, false};

/// The axis starts at a round share below every bar and interval: differences at the top are what matters.
double axis_low(const std::vector<Proportion>& classes) {
  double low = 1;
  for (const Proportion& p : classes) {
    if (p.of > 0) low = std::min(low, std::min(p.value, p.interval.low));
  }
  const double step = low > 0.95 ? 0.01 : low > 0.8 ? 0.05 : 0.1;
  return std::min(0.98, std::max(0.0, std::floor(low / step - 1e-9) * step));
}

void draw_class(Canvas& canvas, const Axes& axes, double low, const Proportion& p, double middle) {
  const Box& box = axes.box();
  const TextStyle number = kNumber;
  if (p.of == 0) {
    canvas.text({box.x + box.width + 10, middle}, "no samples", number);
    return;
  }
  const double end = axes.at(p.value, 0).x;
  canvas.fill({box.x + 1, middle - 6, end - box.x - 1, 12}, mix(palette::kWhite, palette::kBlue, 0.62));
  const double from = axes.at(std::max(low, p.interval.low), 0).x;
  const double to = axes.at(p.interval.high, 0).x;
  canvas.fill({from, middle - 1, to - from, 2}, palette::kInk);
  canvas.fill({from, middle - 4, 1, 8}, palette::kInk);
  canvas.fill({to - 1, middle - 4, 1, 8}, palette::kInk);
  canvas.text({box.x + box.width + 10, middle}, percent(p.value) + "  of " + thousands(p.of), number);
}

}  // namespace

data::Picture plot_class_accuracy(const std::vector<Proportion>& classes,
                                  const std::vector<std::string>& names, const std::string& title) {
  DUCTUS_CHECK(!classes.empty() && classes.size() <= kMaxPlotClasses && classes.size() == names.size(),
               "picture of class accuracies: {} classes and {} names, expected 1 to {}", classes.size(),
               names.size(), kMaxPlotClasses);
  double names_width = 0;
  for (const std::string& name : names)
    names_width = std::max(names_width, text_width(short_name(name), kName));
  const Box box{24 + names_width + 12, kTop, kBarsWidth, kRow * static_cast<double>(classes.size()) + 8};
  const double title_width = text_width(title, {16, palette::kInk, Align::kLeft, true});
  Canvas canvas(box.x + std::max(box.width + 130, title_width) + 24, box.y + box.height + 56);
  const double low = axis_low(classes);
  std::string label = "accuracy (%) with 95 % interval";
  if (low > 0) label += "; the axis starts at " + percent(low, 0);
  const Axes axes(box, {low, 1, round_ticks(low, 1, 6), label, true}, {0, 1, {}, "", false});
  axes.draw(canvas, title);
  for (std::size_t i = 0; i < classes.size(); ++i) {
    const double middle = box.y + 4 + (static_cast<double>(i) + 0.5) * kRow;
    canvas.text({box.x - 8, middle}, short_name(names[i]), kName);
    draw_class(canvas, axes, low, classes[i], middle);
  }
  return canvas.picture();
}

}  // namespace ductus::eval
