#include "data/synth/forms/number_writer.h"

#include <algorithm>
#include <cmath>

#include "configs/schema/error.h"
#include "data/synth/forms/boxes.h"

namespace ductus::data {
namespace {

constexpr float kDescent = 0.3F;  // of a comma below the line, of the digits' height

/// What a pen does for a sign that is no digit: lines in units of the digits' height, the foot of the line at
/// y = 0, downwards.
PenStrokes sign_strokes(char sign, Rng& rng) {
  const auto about = [&](float x, float y) {
    return Point{x + rng.uniform(-0.03F, 0.03F), y + rng.uniform(-0.03F, 0.03F)};
  };
  switch (sign) {
    case '.':
      return {{about(0, -0.02F)}, {1}};
    case ',':
      return {{about(0.04F, -0.05F), about(0.05F, 0.05F), about(-0.03F, 0.18F)}, {3}};
    case '-':
      return {{about(0, -0.45F), about(0.35F, -0.47F)}, {2}};
    case '/':
      return {{about(0.38F, -1.0F), about(0, 0.05F)}, {2}};
    default:
      fail("handwriting: no sign '{}', expected digits and . , / -", sign);
  }
}

Outline sign(char c, float height_px, float pen_px, Rng& rng) {
  PenStrokes strokes = sign_strokes(c, rng);
  for (Point& p : strokes.points) p = {p.x * height_px, p.y * height_px};
  return pen_outline(strokes, c == '.' ? 1.3F * pen_px : pen_px);
}

void shift(std::vector<Point>& points, float dx, float dy) {
  for (Point& p : points) p = {p.x + dx, p.y + dy};
}

}  // namespace

InkedNumber trimmed(const InkMask& coverage, const std::vector<Box>& characters) {
  InkedNumber number;
  Box all = characters.at(0);
  for (const Box& box : characters) all = around(all, box);
  const int left = static_cast<int>(all.low.x), top = static_cast<int>(all.low.y);
  number.coverage.width = static_cast<int>(all.high.x) - left;
  number.coverage.height = static_cast<int>(all.high.y) - top;
  for (int y = 0; y < number.coverage.height; ++y) {
    const auto row = coverage.ink.begin() + static_cast<std::ptrdiff_t>(top + y) * coverage.width + left;
    number.coverage.ink.insert(number.coverage.ink.end(), row, row + number.coverage.width);
  }
  const auto dx = static_cast<float>(left), dy = static_cast<float>(top);
  for (const Box& box : characters) number.characters.push_back(moved(box, -dx, -dy));
  return number;
}

Writer Writer::draw(const Hands& hands, const HandwritingStyle& style, Rng& rng) {
  Writer writer;
  writer.hand = hands.draw(rng);
  writer.strength = within(rng, style.strength);
  writer.pen_px = within(rng, style.pen_px);
  writer.style = draw_hand(rng, writer.strength);
  writer.gap = rng.uniform(0.06F, 0.28F);
  writer.rise = 0.03F * rng.normal();
  return writer;
}

Outline NumberWriter::character(char c, float height_px, const Writer& writer, Rng& rng) const {
  if (c < '0' || c > '9') return sign(c, height_px, writer.pen_px, rng);
  Hand hand = writer.style;
  hand.rotate_deg += 2 * writer.strength * rng.normal();
  hand.slant += 0.04F * writer.strength * rng.normal();
  const float height = height_px * (1 + 0.05F * writer.strength * rng.normal());
  hand.pen_px = std::clamp(writer.pen_px * kCharacterBox / height, 0.6F, 5.0F);
  Outline outline = hands_.digit(writer.hand, c, hand, writer.strength, rng);
  const Box box = bounds(outline);
  const float scale = height / std::max(box.height(), kNoExtent),
              off = 0.03F * writer.strength * rng.normal();
  fit(outline, box, {{0, height * (off - 1)}, {box.width() * scale, height * off}});
  return outline;
}

Box NumberWriter::draw(const Outline& outline, InkMask& coverage) {
  const Box box = bounds(outline);
  const float left = std::floor(box.low.x) - 1, top = std::floor(box.low.y) - 1;
  Outline near = outline;
  shift(near.points, -left, -top);
  std::vector<uint8_t> pixels(static_cast<std::size_t>(kRasterSize) * kRasterSize);
  raster_.fill(near, pixels.data());
  int x0 = coverage.width, y0 = coverage.height, x1 = 0, y1 = 0;  // of pixels with ink
  for (int y = 0; y < kRasterSize; ++y) {
    for (int x = 0; x < kRasterSize; ++x) {
      const uint8_t ink = pixels[static_cast<std::size_t>(y * kRasterSize + x)];
      const int to_x = x + static_cast<int>(left), to_y = y + static_cast<int>(top);
      if (ink == 0 || to_x < 0 || to_y < 0 || to_x >= coverage.width || to_y >= coverage.height) continue;
      uint8_t& to = coverage.ink[static_cast<std::size_t>(to_y) * coverage.width + to_x];
      to = std::max(to, ink);
      x0 = std::min(x0, to_x), x1 = std::max(x1, to_x + 1);
      y0 = std::min(y0, to_y), y1 = std::max(y1, to_y + 1);
    }
  }
  DUCTUS_CHECK(x0 < x1, "handwriting: a character without ink");
  return {{static_cast<float>(x0), static_cast<float>(y0)}, {static_cast<float>(x1), static_cast<float>(y1)}};
}

InkedNumber NumberWriter::write(const std::string& text, float height_px, const Writer& writer, Rng& rng) {
  DUCTUS_CHECK(!text.empty() && height_px <= kHighest, "handwriting: a number '{}', {} px high", text,
               height_px);
  std::vector<Outline> outlines;
  float pen = 0;
  for (const char c : text) {
    Outline outline = character(c, height_px, writer, rng);
    const Box box = bounds(outline);
    const float gap = std::max(0.03F, writer.gap + 0.05F * writer.strength * rng.normal()) * height_px;
    shift(outline.points, pen - box.low.x, -pen * writer.rise);
    pen += box.width() + gap;
    outlines.push_back(std::move(outline));
  }
  const float margin = std::abs(writer.rise) * pen + 0.3F * height_px + 4 * writer.pen_px;
  InkMask coverage;
  coverage.width = static_cast<int>(pen + 2 * margin);
  coverage.height = static_cast<int>(height_px * (1 + kDescent) + 2 * margin);
  coverage.ink.resize(static_cast<std::size_t>(coverage.width) * static_cast<std::size_t>(coverage.height));
  std::vector<Box> boxes;
  for (Outline& outline : outlines) {
    shift(outline.points, margin, margin + height_px);
    boxes.push_back(draw(outline, coverage));
  }
  return trimmed(coverage, boxes);
}

}  // namespace ductus::data
