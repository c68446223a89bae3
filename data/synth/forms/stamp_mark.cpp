#include "data/synth/forms/stamp_mark.h"

#include <algorithm>
#include <cmath>

#include "data/synth/wear/tones.h"

namespace ductus::data {
namespace {

/// Of a ring around (0, 0), 0 to 1.
float ring(float distance, float radius, float line) {
  return cut(line / 2 + 0.5F - std::abs(distance - radius));
}

/// InkMask between pixels, 0 beyond them; places are in pixel centres.
float between_pixels(const InkMask& from, float x, float y) {
  const int left = static_cast<int>(std::floor(x)), top = static_cast<int>(std::floor(y));
  const auto at = [&](int column, int row) {
    if (column < 0 || row < 0 || column >= from.width || row >= from.height) return 0.0F;
    return static_cast<float>(from.ink[static_cast<std::size_t>(row * from.width + column)]) / 255;
  };
  const float u = x - static_cast<float>(left), v = y - static_cast<float>(top);
  return (1 - v) * ((1 - u) * at(left, top) + u * at(left + 1, top)) +
         v * ((1 - u) * at(left, top + 1) + u * at(left + 1, top + 1));
}

}  // namespace

InkMask draw_stamp(const InkMask& word, float angle_deg) {
  const auto w = static_cast<float>(word.width), h = static_cast<float>(word.height);
  const float line = std::max(1.5F, 0.12F * h), inner = std::hypot(w, h) / 2 + 2 * line;
  const float outer = inner + 2.2F * line, middle = std::ceil(outer + line);
  const float angle = angle_deg * 3.1415927F / 180, cosine = std::cos(angle), sine = std::sin(angle);
  InkMask stamp;
  stamp.width = stamp.height = static_cast<int>(2 * middle);
  for (int row = 0; row < stamp.height; ++row) {
    for (int column = 0; column < stamp.width; ++column) {
      const float x = static_cast<float>(column) + 0.5F - middle, y = static_cast<float>(row) + 0.5F - middle;
      const float away = std::hypot(x, y);
      const float letter =
          between_pixels(word, cosine * x - sine * y + w / 2 - 0.5F, sine * x + cosine * y + h / 2 - 0.5F);
      const float covered = std::max({letter, ring(away, inner, 0.6F * line), ring(away, outer, line)});
      stamp.ink.push_back(static_cast<uint8_t>(255 * covered + 0.5F));
    }
  }
  return stamp;
}

}  // namespace ductus::data
