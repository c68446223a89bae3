// Quads laid over pictures.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "data/picture.h"
#include "data/synth/receipts/quad.h"

namespace ductus::test {

/// Whether a place is inside of a quad whose sides are moved inwards by `by` px.
inline bool inside(const data::Quad& quad, float x, float y, float by = 0) {
  for (std::size_t i = 0; i < 4; ++i) {
    const data::Point a = quad[i], b = quad[(i + 1) % 4];
    const float length = std::hypot(b.x - a.x, b.y - a.y);
    if ((b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x) < by * length) return false;
  }
  return true;
}

/// Calls visit(x, y, pixel) for the pixels of a picture whose middle is inside of a quad that shrinks by `by`
/// px.
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
      visit(middle_x, middle_y,
            &picture.pixels[(static_cast<std::size_t>(y) * picture.width + x) * picture.channels]);
    }
  }
}

}  // namespace ductus::test
