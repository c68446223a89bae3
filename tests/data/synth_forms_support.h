// Forms for tests.
#pragma once

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "data/synth/forms/drawn_forms.h"

namespace ductus::test {

/// One family that is always there, so that a test's numbers do not depend on what is installed.
inline const std::string kFormFonts =
    "fonts: {from: [DejaVu Sans Mono, DejaVu Sans]}\nhandwriting: {fonts: [DejaVu Sans Mono]}\n";

/// White even light, no noise, no desk: what is left is what paper and camera do.
inline const std::string kNeutralPhoto =
    "photo: {desk: 0, warmth: [0, 0], exposure: [1, 1], noise: [0, 0], jpeg_quality: [100, 100]}\n";

/// Skew and perspective alone: straight lines stay straight.
inline const std::string kSkewed =
    "paper: []\ncamera: [{rotate: {strength: [0.3, 1], angle_deg: 6, rise_frac: 1}}, {perspective: "
    "{strength: [0.3, 1]}}]\n";

inline data::FormRecipe form_recipe(const std::string& yaml) {
  return data::FormRecipe::read(config::Document::parse(yaml, "forms.yaml").root());
}

/// The forms [0, count) of a recipe, in order.
inline std::vector<data::DrawnForm> drawn_forms(const std::string& yaml, int64_t count, int threads = 1) {
  const data::FormSource source = data::FormSource::load(form_recipe(yaml), "");
  data::ThreadPool pool(threads);
  config::NullReporter reporter;
  std::vector<data::DrawnForm> drawn(static_cast<std::size_t>(count));
  std::vector<int64_t> numbers;
  for (int64_t i = 0; i < count; ++i) numbers.push_back(i);
  data::draw_forms(source, numbers, pool, reporter,
                   [&](const data::DrawnForm& form) { drawn[static_cast<std::size_t>(form.index)] = form; });
  return drawn;
}

/// Whether a place is inside of a quad whose sides are moved inwards by `by` px.
inline bool inside(const data::Quad& quad, float x, float y, float by = 0) {
  for (std::size_t i = 0; i < 4; ++i) {
    const data::Point a = quad[i], b = quad[(i + 1) % 4];
    const float length = std::hypot(b.x - a.x, b.y - a.y);
    if ((b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x) < by * length) return false;
  }
  return true;
}

/// Calls visit(x, y, pixel) for the pixels of a BGR picture whose middle is inside of a quad.
template <typename Visit>
void for_pixels(const data::Picture& picture, const data::Quad& quad, float by, const Visit& visit) {
  float x0 = quad[0].x, x1 = x0, y0 = quad[0].y, y1 = y0;
  for (const data::Point p : quad) {
    x0 = std::min(x0, p.x), x1 = std::max(x1, p.x);
    y0 = std::min(y0, p.y), y1 = std::max(y1, p.y);
  }
  for (int y = std::max(0, static_cast<int>(y0)); y < std::min(picture.height, static_cast<int>(y1) + 1);
       ++y) {
    for (int x = std::max(0, static_cast<int>(x0)); x < std::min(picture.width, static_cast<int>(x1) + 1);
         ++x) {
      const float middle_x = static_cast<float>(x) + 0.5F, middle_y = static_cast<float>(y) + 0.5F;
      if (!inside(quad, middle_x, middle_y, by)) continue;
      visit(middle_x, middle_y, &picture.pixels[(static_cast<std::size_t>(y) * picture.width + x) * 3]);
    }
  }
}

}  // namespace ductus::test
