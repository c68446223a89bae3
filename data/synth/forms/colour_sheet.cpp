#include "data/synth/forms/colour_sheet.h"

#include <algorithm>
#include <cmath>

#include "data/simd.h"

namespace ductus::data {
namespace {

DUCTUS_CLONES void ink_row(const uint8_t* __restrict coverage, float taken, int count,
                           float* __restrict row) {
  for (int x = 0; x < count; ++x) row[x] *= 1 - taken * static_cast<float>(coverage[x]);
}

DUCTUS_CLONES void to_bytes(const float* __restrict row, int count, uint8_t* __restrict pixels) {
  for (int x = 0; x < count; ++x) pixels[3 * x] = static_cast<uint8_t>(row[x] * 255.0F + 0.5F);
}

}  // namespace

Colour colour_of(float hue_deg, float saturation, float value) {
  const auto channel = [&](float offset) {
    const float turn = (hue_deg + offset) / 60;
    const float k = turn - 6 * std::floor(turn / 6);  // [0, 6)
    return value * (1 - saturation * std::clamp(std::min(k, 4 - k), 0.0F, 1.0F));
  };
  return {channel(300), channel(180), channel(60)};
}

ColourSheet::ColourSheet(int width, int height, Colour paper) {
  const auto count = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
  for (std::size_t c = 0; c < 3; ++c) channels[c] = {width, height, std::vector<float>(count, paper[c]), {}};
}

void ColourSheet::move_points(float dx, float dy) {
  for (Point& p : points()) p = {p.x + dx, p.y + dy};
}

void lay_ink(ColourSheet& sheet, const InkMask& coverage, int x, int y, Colour ink) {
  const int from_x = std::max(0, -x), to_x = std::min(coverage.width, sheet.width() - x);
  if (from_x >= to_x) return;
  for (int row = std::max(0, -y); row < std::min(coverage.height, sheet.height() - y); ++row) {
    const uint8_t* from =
        coverage.ink.data() + static_cast<std::size_t>(row) * static_cast<std::size_t>(coverage.width);
    for (std::size_t c = 0; c < 3; ++c) {
      ink_row(from + from_x, (1 - ink[c]) / 255, to_x - from_x, sheet.channels[c].row(y + row) + x + from_x);
    }
  }
}

void paste(const ColourSheet& page, int x, int y, ColourSheet& onto) {
  for (std::size_t c = 0; c < 3; ++c) {
    const float* from = page.channels[c].grey.data();
    for (int row = 0; row < page.height(); ++row, from += page.width())
      std::copy_n(from, page.width(), onto.channels[c].row(y + row) + x);
  }
}

void apply(const WearList& wear, ColourSheet& sheet, uint64_t seed, uint64_t index) {
  for (Sheet& channel : sheet.channels) wear.apply(channel, seed, index);
}

Picture picture_of(const ColourSheet& sheet, int border) {
  Picture picture{sheet.height() - 2 * border, sheet.width() - 2 * border, 3, {}};
  const auto width = static_cast<std::size_t>(picture.width);
  picture.pixels.resize(width * static_cast<std::size_t>(picture.height) * 3);
  for (int y = 0; y < picture.height; ++y) {
    uint8_t* to = picture.pixels.data() + static_cast<std::size_t>(y) * width * 3;
    for (std::size_t c = 0; c < 3; ++c) {
      const Sheet& channel = sheet.channels[2 - c];  // blue first
      to_bytes(channel.grey.data() + static_cast<std::size_t>(y + border) * channel.width + border,
               picture.width, to + c);
    }
  }
  return picture;
}

}  // namespace ductus::data
