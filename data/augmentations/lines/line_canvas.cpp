#include "data/augmentations/lines/line_canvas.h"

#include <algorithm>
#include <cstring>

#include "data/augmentations/bilinear.h"
#include "data/simd.h"

namespace ductus::data {
namespace {

DUCTUS_CLONES void ramp(float start, float step, int count, float* out) {
  for (int i = 0; i < count; ++i) out[i] = start + step * static_cast<float>(i);
}

void copy_strip_row(const Strip& strip, int donor_row, int width, uint8_t* to) {
  const LinePicture& donor = *strip.donor;
  const uint8_t* from = donor.pixels + static_cast<std::size_t>(donor_row) * donor.width;
  for (int x = 0; x < width;) {
    const int column = strip.column(x), run = std::min(donor.width - column, width - x);
    std::memcpy(to + x, from + column, static_cast<std::size_t>(run));
    x += run;
  }
}

}  // namespace

Strip Strip::of(const Sliver& sliver, const LinePicture* donor) {
  if (donor == nullptr || sliver.rows_px <= 0) return {};
  Strip strip;
  strip.donor = donor;
  strip.rows = std::min(sliver.rows_px, donor->height);
  strip.shift_px =
      std::min(static_cast<int>(sliver.shift_frac * static_cast<float>(donor->width)), donor->width - 1);
  return strip;
}

// Frame: a border row, the strip above, the line, the strip below, two border rows; a border column on the
// left and two on the right. The second one is read, with weight 0, by samples at the limit.
void LineCanvas::load(const LinePicture& line, const Strip& above, const Strip& below) {
  line_height_ = line.height, line_width_ = line.width;
  rows_above_ = above.rows, rows_below_ = below.rows;
  stride_ = line.width + 3;
  const int rows = above.rows + line.height + below.rows;
  const int places = stride_ * (rows + 2);
  frame_.assign(static_cast<std::size_t>(places + stride_ + 1), 0);
  const auto row = [&](int y) { return &frame_[static_cast<std::size_t>(y + 1) * stride_ + 1]; };
  for (int y = 0; y < above.rows; ++y) {
    copy_strip_row(above, above.donor->height - above.rows + y, line.width, row(y));
  }
  for (int y = 0; y < line.height; ++y) {
    std::memcpy(row(above.rows + y), line.pixels + static_cast<std::size_t>(y) * line.width,
                static_cast<std::size_t>(line.width));
  }
  for (int y = 0; y < below.rows; ++y) {
    copy_strip_row(below, y, line.width, row(above.rows + line.height + y));
  }
  packed_.resize(static_cast<std::size_t>(places));
  pack_neighbours(frame_.data(), stride_, places, packed_.data());
}

void LineCanvas::place_row(const LinePlan& plan, int y) {
  const auto& m = plan.map;
  const float row = static_cast<float>(y);
  ramp(m[1] * row + m[2], m[0], plan.width_px, xs_.data());
  ramp(m[4] * row + m[5], m[3], plan.width_px, ys_.data());
  if (!plan.displace_x.empty()) field_x_.add_row(y, xs_.data());
  if (!plan.displace_y.empty()) field_y_.add_row(y, ys_.data());
}

void LineCanvas::sample(const LinePlan& plan, float* out) {
  const int width = plan.width_px;
  xs_.resize(static_cast<std::size_t>(width)), ys_.resize(static_cast<std::size_t>(width));
  if (!plan.displace_x.empty()) field_x_.set(plan.displace_x, line_height_, width);
  if (!plan.displace_y.empty()) field_y_.set(plan.displace_y, line_height_, width);
  const float top = static_cast<float>(rows_above_ + 1);
  const BorderedFrame frame{stride_,
                            1,
                            top,
                            -1,
                            static_cast<float>(line_width_),
                            -top,
                            static_cast<float>(line_height_ + rows_below_)};
  for (int y = 0; y < line_height_; ++y) {
    place_row(plan, y);
    sample_bilinear(packed_.data(), frame, width, xs_.data(), ys_.data(),
                    out + static_cast<std::size_t>(y) * width);
  }
}

}  // namespace ductus::data
