#include <algorithm>
#include <cmath>
#include <limits>

#include "configs/schema/error.h"
#include "eval/axes.h"
#include "eval/canvas.h"
#include "eval/plots.h"

namespace ductus::eval {
namespace {

constexpr double kWidth = 460;
constexpr double kHeight = 320;
constexpr double kLeft = 92;
constexpr double kTop = 64;
constexpr double kPitch = kLeft + kWidth + 24;
constexpr double kLegendRow = 20;
constexpr Colour kColours[] = {palette::kBlue, palette::kOrange, palette::kGreen,
                               palette::kRed,  palette::kMuted,  palette::kInk};

struct Range {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();

  void include(const std::vector<double>& values) {
    for (const double value : values) {
      if (!std::isfinite(value)) continue;
      low = std::min(low, value);
      high = std::max(high, value);
    }
  }

  /// Never empty, with a margin of `share` on both sides.
  Range widened(double share) const {
    if (!(low <= high)) return {0, 1};
    const double margin = high > low ? share * (high - low) : std::max(0.5 * std::abs(high), 0.5);
    return {low - margin, high + margin};
  }
};

/// Epochs are: there is nothing at epoch 1.5.
bool has_whole_x(const LineChart& chart) {
  return std::all_of(chart.series.begin(), chart.series.end(), [](const Series& series) {
    return std::all_of(series.x.begin(), series.x.end(), [](double x) { return x == std::floor(x); });
  });
}

Axes axes_of(const LineChart& chart, const Box& box) {
  Range x;
  Range y;
  for (const Series& series : chart.series) {
    x.include(series.x);
    y.include(series.y);
  }
  x = x.widened(0.02);
  y = y.widened(0.06);
  return {box,
          {x.low, x.high, round_ticks(x.low, x.high, 8, has_whole_x(chart) ? 1 : 0), chart.x_label, false},
          {y.low, y.high, round_ticks(y.low, y.high, 6), chart.y_label, false}};
}

void draw_series(Canvas& canvas, const Axes& axes, const Series& series, Colour colour) {
  DUCTUS_CHECK(series.x.size() == series.y.size(), "chart: {} has {} x and {} y", series.name,
               series.x.size(), series.y.size());
  std::vector<Point> run;
  for (std::size_t i = 0; i <= series.x.size(); ++i) {
    if (i < series.x.size() && std::isfinite(series.x[i]) && std::isfinite(series.y[i])) {
      run.push_back(axes.at(series.x[i], series.y[i]));
      continue;
    }
    canvas.polyline(run, colour, 2);
    if (series.x.size() <= 60) {
      for (const Point& point : run) canvas.dot(point, 3, colour);
    }
    run.clear();
  }
}

void draw_chart(Canvas& canvas, const LineChart& chart, const Box& box) {
  const Axes axes = axes_of(chart, box);
  axes.draw(canvas, chart.title);
  for (std::size_t i = 0; i < chart.series.size(); ++i) {
    const Colour colour = kColours[i % std::size(kColours)];
    draw_series(canvas, axes, chart.series[i], colour);
    const double y = box.y + box.height + 64 + static_cast<double>(i) * kLegendRow;
    canvas.line({box.x, y}, {box.x + 26, y}, colour, 2);
    canvas.dot({box.x + 13, y}, 3, colour);
    canvas.text({box.x + 36, y}, chart.series[i].name);
  }
}

}  // namespace

data::Picture plot_lines(const std::vector<LineChart>& charts) {
  DUCTUS_CHECK(!charts.empty(), "chart: nothing to draw");
  std::size_t legend_rows = 0;
  for (const LineChart& chart : charts) legend_rows = std::max(legend_rows, chart.series.size());
  Canvas canvas(kPitch * static_cast<double>(charts.size()) + 8,
                kTop + kHeight + 64 + static_cast<double>(legend_rows) * kLegendRow + 8);
  for (std::size_t i = 0; i < charts.size(); ++i) {
    draw_chart(canvas, charts[i], {kLeft + kPitch * static_cast<double>(i), kTop, kWidth, kHeight});
  }
  return canvas.picture();
}

}  // namespace ductus::eval
