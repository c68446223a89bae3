#include "data/synth/wear/warp.h"

#include <algorithm>
#include <cmath>

#include "data/simd.h"

namespace ductus::data {
namespace {

int nodes_over(int size) { return (size - 1) / Warp::kCell + 2; }

/// Between which lattice points a coordinate lies, and how far on.
struct Place {
  int cell;
  float way;

  Place(float coordinate, int nodes) {
    const float limited = std::clamp(coordinate / Warp::kCell, 0.0F, static_cast<float>(nodes - 1));
    cell = std::min(static_cast<int>(limited), nodes - 2);
    way = limited - static_cast<float>(cell);
  }
};

float mix(float a, float b, float way) { return a + way * (b - a); }

DUCTUS_CLONES void expand(const float* __restrict above, const float* __restrict below, float way, int cells,
                          float* __restrict out) {
  for (int c = 0; c < cells; ++c) {
    const float first = above[c] + way * (below[c] - above[c]);
    const float next = above[c + 1] + way * (below[c + 1] - above[c + 1]);
    const float step = (next - first) / Warp::kCell;
    for (int i = 0; i < Warp::kCell; ++i) out[c * Warp::kCell + i] = first + step * static_cast<float>(i);
  }
}

/// The sheet within a frame of paper one pixel wide, so that sampling needs no cases.
struct Frame {
  int width, height, stride;
  std::vector<float> pixels;

  Frame(Sheet& sheet, float paper)
      : width(sheet.width),
        height(sheet.height),
        stride(sheet.width + 2),
        pixels(static_cast<std::size_t>(stride) * static_cast<std::size_t>(sheet.height + 2), paper) {
    for (int y = 0; y < height; ++y) {
      std::copy_n(sheet.row(y), width, &pixels[static_cast<std::size_t>(y + 1) * stride + 1]);
    }
  }
};

DUCTUS_CLONES void sample_row(const float* __restrict frame, int stride, float last_x, float last_y, int y,
                              const float* __restrict dx, const float* __restrict dy, int width,
                              float* __restrict out) {
  for (int x = 0; x < width; ++x) {
    float from_x = static_cast<float>(x + 1) + dx[x], from_y = static_cast<float>(y + 1) + dy[x];
    from_x = from_x > 0 ? from_x : 0;
    from_y = from_y > 0 ? from_y : 0;
    from_x = from_x < last_x ? from_x : last_x;
    from_y = from_y < last_y ? from_y : last_y;
    const int left = static_cast<int>(from_x), top = static_cast<int>(from_y);
    const float u = from_x - static_cast<float>(left), v = from_y - static_cast<float>(top);
    const int at = top * stride + left;
    const float above = frame[at] + u * (frame[at + 1] - frame[at]);
    const float below = frame[at + stride] + u * (frame[at + stride + 1] - frame[at + stride]);
    out[x] = above + v * (below - above);
  }
}

}  // namespace

Warp::Warp(int width, int height)
    : width_(width), height_(height), columns_(nodes_over(width)), rows_(nodes_over(height)) {
  x_.resize(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_));
  y_.resize(x_.size());
}

void Warp::limit_steepness() {
  constexpr float kMost = 0.8F;
  float across = 0, down = 0;  // squares of the largest change from a lattice point to the next
  const auto change = [&](std::size_t from, std::size_t to) {
    const float dx = x_[to] - x_[from], dy = y_[to] - y_[from];
    return (dx * dx + dy * dy) / (kCell * kCell);
  };
  for (std::size_t i = 0; i < x_.size(); ++i) {
    const std::size_t columns = static_cast<std::size_t>(columns_);
    if ((i + 1) % columns != 0) across = std::max(across, change(i, i + 1));
    if (i + columns < x_.size()) down = std::max(down, change(i, i + columns));
  }
  const float steepness = std::sqrt(across + down);
  if (steepness <= kMost) return;
  for (float& d : x_) d *= kMost / steepness;
  for (float& d : y_) d *= kMost / steepness;
}

Point Warp::source(Point result) const {
  const Place across(result.x, columns_), down(result.y, rows_);
  const std::size_t at = static_cast<std::size_t>(down.cell) * columns_ + across.cell, below = at + columns_;
  const auto value = [&](const std::vector<float>& field) {
    return mix(mix(field[at], field[at + 1], across.way), mix(field[below], field[below + 1], across.way),
               down.way);
  };
  return {result.x + value(x_), result.y + value(y_)};
}

Point Warp::moved(Point place) const {
  constexpr int kMostSteps = 100;
  constexpr float kTolerance = 0.01F;  // px
  Point result = place;
  for (int step = 0; step < kMostSteps; ++step) {
    const Point from = source(result);
    const float off_x = place.x - from.x, off_y = place.y - from.y;
    result = {result.x + off_x, result.y + off_y};
    if (std::abs(off_x) + std::abs(off_y) < kTolerance) break;
  }
  return result;
}

Warp Warp::then(const Warp& next) const {
  return of(width_, height_, [&](Point result) { return source(next.source(result)); });
}

void Warp::row(int y, float* dx, float* dy) const {
  const Place down(static_cast<float>(y), rows_);
  const std::size_t above = static_cast<std::size_t>(down.cell) * columns_, below = above + columns_;
  expand(&x_[above], &x_[below], down.way, columns_ - 1, dx);
  expand(&y_[above], &y_[below], down.way, columns_ - 1, dy);
}

void warp_sheet(Sheet& sheet, const Warp& warp) {
  const Frame frame(sheet, paper_level(sheet));
  std::vector<float> dx(static_cast<std::size_t>(warp.columns()) * Warp::kCell), dy(dx.size());
  // just short of the last pixel of the frame, which is paper: its neighbours further on are not there
  const float last_x = std::nextafter(static_cast<float>(sheet.width + 1), 0.0F);
  const float last_y = std::nextafter(static_cast<float>(sheet.height + 1), 0.0F);
  for (int y = 0; y < sheet.height; ++y) {
    warp.row(y, dx.data(), dy.data());
    sample_row(frame.pixels.data(), frame.stride, last_x, last_y, y, dx.data(), dy.data(), sheet.width,
               sheet.row(y));
  }
  constexpr float kMiddle = 0.5F;  // from corners to pixel centres
  for (Point& point : sheet.points) {
    const Point to = warp.moved({point.x - kMiddle, point.y - kMiddle});
    point = {to.x + kMiddle, to.y + kMiddle};
  }
}

}  // namespace ductus::data
