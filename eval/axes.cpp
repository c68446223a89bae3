#include "eval/axes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace ductus::eval {

std::string Scale::tick_text(double tick) const {
  const double shown = percent ? tick * 100 : tick;
  return fmt::format("{:.6g}", std::abs(shown) < 1e-12 ? 0 : shown);
}

std::vector<double> round_ticks(double low, double high, int count, double least_step) {
  const double rough = std::max((high - low) / count, least_step);
  const double power = std::pow(10, std::floor(std::log10(rough)));
  const double lead = rough / power * (1 - 1e-9);  // 2.0000000000000004 is 2
  const double step = power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
  std::vector<double> ticks;
  for (double i = std::ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; ++i)
    ticks.push_back(i * step);
  return ticks;
}

void Axes::draw(Canvas& canvas, const std::string& title) const {
  const double bottom = box_.y + box_.height;
  for (const double tick : x_.ticks) {
    const double x = at(tick, y_.low).x;
    canvas.fill({x, box_.y, 1, box_.height}, palette::kGrid);
    canvas.text({x, bottom + 14}, x_.tick_text(tick), {13, palette::kMuted, Align::kCentre, false});
  }
  double widest = 0;
  for (const double tick : y_.ticks) {
    const double y = at(x_.low, tick).y;
    const TextStyle style{13, palette::kMuted, Align::kRight, false};
    widest = std::max(widest, text_width(y_.tick_text(tick), style));
    canvas.fill({box_.x, y, box_.width, 1}, palette::kGrid);
    canvas.text({box_.x - 8, y}, y_.tick_text(tick), style);
  }
  canvas.fill({box_.x, bottom, box_.width, 1}, palette::kMuted);
  canvas.fill({box_.x, box_.y, 1, box_.height}, palette::kMuted);
  const TextStyle label{14, palette::kInk, Align::kCentre, false};
  canvas.text({box_.x + box_.width / 2, bottom + 36}, x_.label, label);
  canvas.text_upwards({box_.x - widest - 24, box_.y + box_.height / 2}, y_.label, label);
  canvas.text({box_.x, box_.y - 18}, title, {16, palette::kInk, Align::kLeft, true});
}

}  // namespace ductus::eval
