// A pair of axes on a canvas: data coordinates to pixels, ticks, grid and labels. Inside of plots only.
#pragma once

#include <string>
#include <vector>

#include "eval/canvas.h"

namespace ductus::eval {

/// One direction of a chart.
struct Scale {
  double low = 0;
  double high = 1;
  std::vector<double> ticks;
  std::string label;
  bool percent = false;  ///< ticks are shares, shown in percent

  double share(double value) const { return (value - low) / (high - low); }
  std::string tick_text(double tick) const;
};

/// About `count` ticks at round numbers (1, 2 or 5 times a power of ten) inside [low, high], `least_step` or
/// more apart.
std::vector<double> round_ticks(double low, double high, int count, double least_step = 0);

class Axes {
 public:
  Axes(const Box& box, Scale x, Scale y) : box_(box), x_(std::move(x)), y_(std::move(y)) {}

  const Box& box() const { return box_; }
  Point at(double x, double y) const {
    return {box_.x + x_.share(x) * box_.width, box_.y + (1 - y_.share(y)) * box_.height};
  }

  /// Grid lines, frame, tick texts, axis labels and a title above.
  void draw(Canvas& canvas, const std::string& title) const;

 private:
  Box box_;
  Scale x_;
  Scale y_;
};

}  // namespace ductus::eval
