#include "data/synth/hand.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "data/synth/displacement.h"

namespace ductus::data {
namespace {

// Found by eye and by training on drawn letters, judged on the development half of the A-Z sample.
constexpr float kSlantMean = 0.12F;
constexpr float kSlantDeviation = 0.22F;
constexpr float kRotateDeviationDeg = 5;
constexpr float kWidenMean = 0.12F;
constexpr float kWidenDeviation = 0.25F;  // of the logarithm
constexpr float kPenMedianPx = 2.2F;
constexpr float kPenDeviation = 0.32F;  // of the logarithm
constexpr float kBendRmsPx = 0.95F;
constexpr float kWobbleRmsPx = 0.3F;
constexpr float kThinnest = 0.65F;  // of a glyph's own strokes; below, thin places would vanish

Linear turned(const Hand& hand) {
  const float angle = hand.rotate_deg * 3.14159265F / 180;
  const float c = std::cos(angle);
  const float s = std::sin(angle);
  // first wider, then slanted (y points down), then turned
  const Linear slanted{hand.widen, -hand.slant, 0, 1};
  return {c * slanted.a, c * slanted.b - s, s * slanted.a, s * slanted.b + c};
}

/// The box in the middle of the image that a letter of this shape takes; `side`: of a square one, px.
Box target_box(const Box& shape, float side, bool fill_box) {
  const float longest = std::max(shape.width(), shape.height());
  const float scale = longest > kNoExtent ? side / longest : 1;
  const auto filled = [side](float extent) { return extent > kNoExtent ? side : 0; };
  const float width = fill_box ? filled(shape.width()) : shape.width() * scale;
  const float height = fill_box ? filled(shape.height()) : shape.height() * scale;
  constexpr float kMiddle = kCharacterSize / 2.0F;
  return {{kMiddle - width / 2, kMiddle - height / 2}, {kMiddle + width / 2, kMiddle + height / 2}};
}

void fit_box(std::vector<Point>& points, float side, bool fill_box) {
  const Box shape = bounds(points);
  fit(points, shape, target_box(shape, side, fill_box));
}

void distort(std::vector<Point>& points, float strength, Rng& rng) {
  const DisplacementField bend(rng, rng.uniform(5, 9), kBendRmsPx * strength);
  const DisplacementField wobble(rng, 3, kWobbleRmsPx * strength);
  for (Point& p : points) p = wobble.moved(bend.moved(p));
}

/// Turned and widened as the hand does, fitted into the box, and bent.
void write_by_hand(std::vector<Point>& points, const Hand& hand, float side, bool fill_box, float strength,
                   Rng& rng) {
  transform(points, turned(hand));
  fit_box(points, side, fill_box);
  if (strength > 0) {
    distort(points, strength, rng);
    fit_box(points, side, fill_box);
  }
}

/// Thins the glyph's strokes as far as they bear it, so that stretching it hardly shows in their width.
void thin(Outline& outline) {
  embolden(outline, (kThinnest - 1) * stroke_width(outline) / 2);
  smooth(outline);
}

/// Makes strokes `pen_px` wide once the outline, now 20 px long, has been fitted into its box again.
void set_pen(Outline& outline, float pen_px) {
  const float own = stroke_width(outline);
  // (own + grow) x 20 / (20 + grow) = pen
  const float grow = kCharacterBox * (pen_px - own) / (kCharacterBox - pen_px);
  if (grow <= 0) return;
  embolden(outline, grow / 2);
  smooth(outline);
}

/// Separable, three taps: enough for deviations under a pixel.
void blur(float deviation_px, uint8_t* pixels) {
  const float side = std::exp(-0.5F / (deviation_px * deviation_px));
  const float middle = 1 / (1 + 2 * side);
  constexpr int kPadded = kCharacterSize + 2;
  std::array<float, kPadded * kPadded> from{};
  std::array<float, kPadded * kPadded> across{};
  for (int y = 0; y < kCharacterSize; ++y) {
    std::copy_n(pixels + y * kCharacterSize, kCharacterSize, &from[(y + 1) * kPadded + 1]);
  }
  for (int i = 1; i + 1 < kPadded * kPadded; ++i)
    across[i] = middle * (from[i] + side * (from[i - 1] + from[i + 1]));
  for (int y = 0; y < kCharacterSize; ++y) {
    for (int x = 0; x < kCharacterSize; ++x) {
      const float* at = &across[(y + 1) * kPadded + x + 1];
      pixels[y * kCharacterSize + x] =
          static_cast<uint8_t>(middle * (*at + side * (at[-kPadded] + at[kPadded])) + 0.5F);
    }
  }
}

/// Stretches the grey levels so that the darkest ink is 255.
void full_ink(uint8_t* pixels) {
  constexpr int kCount = kCharacterSize * kCharacterSize;
  const int peak = *std::max_element(pixels, pixels + kCount);
  if (peak == 0) return;
  for (int i = 0; i < kCount; ++i) pixels[i] = static_cast<uint8_t>((pixels[i] * 255 + peak / 2) / peak);
}

void scan(const Outline& outline, const Hand& hand, Raster& raster, uint8_t* pixels) {
  raster.fill(outline, pixels);
  if (hand.blur_px > 0) blur(hand.blur_px, pixels);
  full_ink(pixels);
}

}  // namespace

Hand draw_hand(Rng& rng, float strength) {
  Hand hand;
  hand.slant = strength * (kSlantMean + kSlantDeviation * rng.normal());
  hand.rotate_deg = strength * kRotateDeviationDeg * rng.normal();
  hand.widen = std::exp(strength * (kWidenMean + kWidenDeviation * rng.normal()));
  const float pen = kPenMedianPx * std::exp(kPenDeviation * rng.normal());
  const float blurred = rng.uniform(0.3F, 0.55F);
  if (strength > 0) {
    hand.pen_px = std::clamp(pen, 1.2F, 5.0F);
    hand.blur_px = blurred;
  }
  return hand;
}

Outline handwritten(const Outline& glyph, const Hand& hand, bool fill_box, float strength, Rng& rng) {
  Outline outline = glyph;
  if (hand.pen_px > 0) thin(outline);
  write_by_hand(outline.points, hand, kCharacterBox, fill_box, strength, rng);
  if (hand.pen_px > 0) {
    set_pen(outline, hand.pen_px);
    fit_box(outline.points, kCharacterBox, fill_box);
  }
  return outline;
}

Outline handwritten(const PenStrokes& strokes, const Hand& hand, bool fill_box, float strength, Rng& rng) {
  PenStrokes lines = strokes;
  write_by_hand(lines.points, hand, kCharacterBox - hand.pen_px, fill_box, strength, rng);
  return pen_outline(lines, hand.pen_px);
}

void draw_character(const Outline& glyph, const Hand& hand, bool fill_box, float strength, Rng& rng,
                    Raster& raster, uint8_t* pixels) {
  scan(handwritten(glyph, hand, fill_box, strength, rng), hand, raster, pixels);
}

void draw_character(const PenStrokes& strokes, const Hand& hand, bool fill_box, float strength, Rng& rng,
                    Raster& raster, uint8_t* pixels) {
  scan(handwritten(strokes, hand, fill_box, strength, rng), hand, raster, pixels);
}

}  // namespace ductus::data
