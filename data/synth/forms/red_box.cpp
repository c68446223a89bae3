#include "data/synth/forms/red_box.h"

#include <algorithm>
#include <cmath>

#include "data/synth/wear/smooth_field.h"
#include "data/synth/wear/tones.h"

namespace ductus::data {
namespace {

/// Distance from the middle of a frame's line, inside below 0 (of a box with round corners: I. Quilez).
float from_frame(const Box& box, float radius, float x, float y) {
  const float off_x = std::abs(x - (box.low.x + box.high.x) / 2) - box.width() / 2 + radius;
  const float off_y = std::abs(y - (box.low.y + box.high.y) / 2) - box.height() / 2 + radius;
  return std::hypot(std::max(off_x, 0.0F), std::max(off_y, 0.0F)) + std::min(std::max(off_x, off_y), 0.0F) -
         radius;
}

float from_next_divider(const Box& box, int cells, float x) {
  const float cell = box.width() / static_cast<float>(cells);
  const float nearest = std::clamp(std::round((x - box.low.x) / cell), 1.0F, static_cast<float>(cells - 1));
  return std::abs(x - box.low.x - nearest * cell);
}

}  // namespace

Box comb_cell(const Box& box, int cells, int number) {
  const float width = box.width() / static_cast<float>(cells),
              left = box.low.x + width * static_cast<float>(number);
  return {{left, box.low.y}, {left + width, box.high.y}};
}

void draw_box(ColourSheet& sheet, const Box& box, int cells, const BoxStyle& style, Rng& rng) {
  constexpr float kSpacing = 14;  // px between places of different print
  const float reach = style.line_px + 1;
  const int left = static_cast<int>(std::floor(box.low.x - reach)),
            top = static_cast<int>(std::floor(box.low.y - reach));
  InkMask frame{static_cast<int>(std::ceil(box.high.x + reach)) - left,
                static_cast<int>(std::ceil(box.high.y + reach)) - top,
                {}};
  const float radius = std::min({style.radius_px, box.width() / 2, box.height() / 2});
  const SmoothField print(rng, frame.width, frame.height, kSpacing);
  std::vector<float> field(static_cast<std::size_t>(frame.width));
  for (int row = 0; row < frame.height; ++row) {
    print.row(row, field.data());
    const float y = static_cast<float>(top + row) + 0.5F;
    for (int column = 0; column < frame.width; ++column) {
      const float x = static_cast<float>(left + column) + 0.5F;
      const float lost = style.uneven * cut(0.5F * field[static_cast<std::size_t>(column)]);
      const float half = style.line_px / 2 * (1 - 0.3F * lost) + 0.5F;
      const float off = from_frame(box, radius, x, y);
      float covered = cut(half - std::abs(off));
      const bool divided = cells > 1 && off < 0 && (!style.ticks || y > (box.low.y + box.high.y) / 2);
      if (divided) covered = std::max(covered, cut(half - from_next_divider(box, cells, x)));
      frame.ink.push_back(static_cast<uint8_t>(255 * covered * (1 - 0.7F * lost) + 0.5F));
    }
  }
  lay_ink(sheet, frame, left, top, style.ink);
}

}  // namespace ductus::data
