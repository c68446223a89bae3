#include "data/synth/forms/photo.h"

#include <algorithm>
#include <cmath>

#include "data/simd.h"
#include "data/synth/wear/pixel_hash.h"
#include "data/synth/wear/smooth_field.h"
#include "data/synth/wear/tones.h"

namespace ductus::data {
namespace {

/// Wood mostly (its hue is close to red ink's), else cloth, stone or varnish of any colour.
Colour desk_colour(bool wooden, Rng& rng) {
  if (wooden) return colour_of(rng.uniform(16, 38), rng.uniform(0.2F, 0.6F), rng.uniform(0.25F, 0.75F));
  return colour_of(rng.uniform(0, 360), rng.uniform(0, 0.25F), rng.uniform(0.12F, 0.8F));
}

/// How far a place lies outside of a box; 0 inside.
float outside(const Box& box, float x, float y) {
  const float dx = std::max({box.low.x - x, x - box.high.x, 0.0F});
  const float dy = std::max({box.low.y - y, y - box.high.y, 0.0F});
  return std::sqrt(dx * dx + dy * dy);
}

/// Grain along x, which waves.
class Grain {
 public:
  Grain(int width, int height, float depth, Rng& rng)
      : depth_(depth), wave_(rng, width, height, 260), waved_(static_cast<std::size_t>(width)) {
    constexpr int kRoom = 64;
    lines_ = smooth_curve(rng, height + 2 * kRoom, rng.uniform(3, 9));
    broad_ = smooth_curve(rng, height + 2 * kRoom, 40);
  }

  void row(int y, float* kept) {
    constexpr float kAmplitude = 14, kMiddle = 64;
    wave_.row(y, waved_.data());
    for (std::size_t x = 0; x < waved_.size(); ++x) {
      const float at = std::clamp(static_cast<float>(y) + kMiddle + kAmplitude * waved_[x], 0.0F,
                                  static_cast<float>(lines_.size() - 2));
      const auto i = static_cast<std::size_t>(at);
      const float way = at - static_cast<float>(i);
      const auto between = [&](const std::vector<float>& curve) {
        return curve[i] + way * (curve[i + 1] - curve[i]);
      };
      kept[x] = 1 + depth_ * (0.5F * between(lines_) + 0.5F * between(broad_));
    }
  }

 private:
  float depth_;
  SmoothField wave_;
  std::vector<float> waved_, lines_, broad_;
};

/// What a light of this warmth leaves of red, green and blue.
Colour light_of(float warmth) {
  if (warmth >= 0) return {1, 1 - 0.14F * warmth, 1 - 0.45F * warmth};
  return {1 + 0.3F * warmth, 1 + 0.08F * warmth, 1};
}

DUCTUS_CLONES void light_row(float start, float step, int width, float* __restrict row) {
  for (int x = 0; x < width; ++x) row[x] = cut(row[x] * (start + step * static_cast<float>(x)));
}

/// Two lights: one at each end of a line across the sheet.
void light(ColourSheet& sheet, const PhotoStyle& style, Rng& rng) {
  const Colour first = light_of(within(rng, style.warmth)), last = light_of(within(rng, style.warmth));
  const float exposure = within(rng, style.exposure), angle = rng.uniform(0, 6.2831853F);
  const auto w = static_cast<float>(sheet.width()), h = static_cast<float>(sheet.height());
  const float across = std::cos(angle), down = std::sin(angle);
  const float length = std::abs(across) * w + std::abs(down) * h;
  for (std::size_t c = 0; c < 3; ++c) {
    const float slope = exposure * (last[c] - first[c]) / length;
    const float middle = exposure * (first[c] + last[c]) / 2;
    for (int y = 0; y < sheet.height(); ++y) {
      const float start = middle + slope * (down * (static_cast<float>(y) - h / 2) - across * w / 2);
      light_row(start, slope * across, sheet.width(), sheet.channels[c].row(y));
    }
  }
}

}  // namespace

PhotoStyle PhotoStyle::read(const config::Node& node) {
  PhotoStyle style;
  config::Fields fields = node.fields();
  fields.optional("desk", style.desk, config::Range<float>{0, 1});
  read_between(fields, "margin_frac", style.margin_frac, {0, 0.5F});
  read_between(fields, "warmth", style.warmth, {-1, 1});
  read_between(fields, "exposure", style.exposure, {0.2F, 1});
  read_between(fields, "noise", style.noise, {0, 1});
  fields.optional("jpeg_quality", style.jpeg_quality, config::Range<int>{1, 100});
  if (style.jpeg_quality[0] > style.jpeg_quality[1])
    fields.reject("jpeg_quality", "expected the smaller number first");
  fields.finish();
  return style;
}

ColourSheet draw_desk(int width, int height, const Box& page, Colour paper, const PhotoStyle& style,
                      Rng& rng) {
  const bool bare = !(rng.uniform() < style.desk), wooden = rng.uniform() < 0.6F;
  const Colour colour = desk_colour(wooden, rng);
  const float shade = rng.uniform(0.2F, 0.6F), reach = rng.uniform(3, 14);
  const Box lit{{page.low.x + rng.uniform(-6, 6), page.low.y + rng.uniform(-4, 8)},
                {page.high.x + rng.uniform(-6, 6), page.high.y + rng.uniform(0, 10)}};
  ColourSheet desk(width, height, bare ? paper : colour);
  if (bare) return desk;
  Grain grain(width, height, wooden ? rng.uniform(0.04F, 0.14F) : 0.02F, rng);
  const uint32_t key = rng.next();
  std::vector<float> kept(static_cast<std::size_t>(width));
  for (int y = 0; y < height; ++y) {
    grain.row(y, kept.data());
    for (int x = 0; x < width; ++x) {
      const auto i = static_cast<std::size_t>(x);
      const float off = outside(lit, static_cast<float>(x), static_cast<float>(y));
      if (off < 6 * reach) kept[i] *= 1 - shade * std::exp(-off / reach);
      kept[i] += 0.02F * hashed_normal(pixel_hash(static_cast<uint32_t>(y * width + x), key));
    }
    for (Sheet& channel : desk.channels) {
      float* row = channel.row(y);
      for (std::size_t x = 0; x < kept.size(); ++x) row[x] = cut(row[x] * kept[x]);
    }
  }
  return desk;
}

void take_photo(ColourSheet& sheet, const PhotoStyle& style, Rng& rng) {
  light(sheet, style, rng);
  const float strength = within(rng, style.noise);
  static const std::unique_ptr<Wear> noise =
      make_wear("noise", config::Document::parse("{rows: 0.005}", "photo").root());
  for (Sheet& channel : sheet.channels) noise->apply(channel, strength, rng);
  const auto span = static_cast<uint32_t>(style.jpeg_quality[1] - style.jpeg_quality[0]) + 1;
  const int quality = style.jpeg_quality[0] + static_cast<int>(rng.below(span));
  if (quality < 100) through_colour_jpeg(sheet, quality);
}

}  // namespace ductus::data
