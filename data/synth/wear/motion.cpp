#include "data/synth/wear/motion.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "data/simd.h"

namespace ductus::data {
namespace {

DUCTUS_CLONES void add_scaled(const float* __restrict from, float scale, int count, float* __restrict to) {
  for (int i = 0; i < count; ++i) to[i] += scale * from[i];
}

/// A copy with its edge repeated `margin` times.
Sheet with_margin(Sheet& sheet, int margin) {
  Sheet wide{sheet.width + 2 * margin, sheet.height + 2 * margin, {}, {}};
  wide.grey.resize(static_cast<std::size_t>(wide.width) * static_cast<std::size_t>(wide.height));
  for (int y = 0; y < wide.height; ++y) {
    const float* from = sheet.row(std::clamp(y - margin, 0, sheet.height - 1));
    float* to = wide.row(y);
    std::fill_n(to, margin, from[0]);
    std::copy_n(from, sheet.width, to + margin);
    std::fill_n(to + margin + sheet.width, margin, from[sheet.width - 1]);
  }
  return wide;
}

}  // namespace

std::vector<Tap> line_taps(float length_px, float angle) {
  const int samples = 2 * static_cast<int>(std::ceil(length_px)) + 1;
  std::map<std::pair<int, int>, float> weights;
  for (int i = 0; i < samples; ++i) {
    const float at =
        samples == 1 ? 0 : length_px * (static_cast<float>(i) / static_cast<float>(samples - 1) - 0.5F);
    const float x = at * std::cos(angle), y = at * std::sin(angle);
    const float left = std::floor(x), top = std::floor(y), u = x - left, v = y - top;
    const auto add = [&](int dx, int dy, float weight) {
      if (weight > 0) {
        weights[{static_cast<int>(left) + dx, static_cast<int>(top) + dy}] +=
            weight / static_cast<float>(samples);
      }
    };
    add(0, 0, (1 - u) * (1 - v));
    add(1, 0, u * (1 - v));
    add(0, 1, (1 - u) * v);
    add(1, 1, u * v);
  }
  std::vector<Tap> taps;
  for (const auto& [place, weight] : weights) taps.push_back({place.first, place.second, weight});
  return taps;
}

void smear(Sheet& sheet, const std::vector<Tap>& taps) {
  int margin = 0;
  for (const Tap& tap : taps) margin = std::max({margin, std::abs(tap.x), std::abs(tap.y)});
  Sheet wide = with_margin(sheet, margin);
  for (int y = 0; y < sheet.height; ++y) {
    std::fill_n(sheet.row(y), sheet.width, 0.0F);
    for (const Tap& tap : taps) {
      add_scaled(wide.row(y + margin + tap.y) + margin + tap.x, tap.weight, sheet.width, sheet.row(y));
    }
  }
}

}  // namespace ductus::data
