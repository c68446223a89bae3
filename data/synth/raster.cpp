#include "data/synth/raster.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

#include <algorithm>
#include <cmath>
#include <limits>

#include "configs/schema/error.h"

namespace ductus::data {

void Raster::fill(const Outline& outline, uint8_t* pixels) {
  std::fill(pixels, pixels + size_ * size_, uint8_t{0});
  if (outline.empty()) return;
  DUCTUS_CHECK(outline.points.size() < std::numeric_limits<int16_t>::max(),
               "glyph: {} points are too many to draw", outline.points.size());
  FT_Outline drawn{};
  DUCTUS_CHECK(FT_Outline_New(library_.handle(), static_cast<FT_UInt>(outline.points.size()),
                              static_cast<FT_Int>(outline.ends.size()), &drawn) == 0,
               "FreeType: no memory for an outline");
  for (std::size_t i = 0; i < outline.points.size(); ++i) {
    const Point& p = outline.points[i];
    // 26.6 fixed point, y upwards
    drawn.points[i] = {std::lround(p.x * 64), std::lround((static_cast<float>(size_) - p.y) * 64)};
    drawn.tags[i] = FT_CURVE_TAG_ON;
  }
  for (std::size_t i = 0; i < outline.ends.size(); ++i) {
    drawn.contours[i] = static_cast<int16_t>(outline.ends[i] - 1);
  }
  FT_Bitmap bitmap{};
  bitmap.rows = bitmap.width = static_cast<unsigned>(size_);
  bitmap.pitch = size_;
  bitmap.buffer = pixels;
  bitmap.num_grays = 256;
  bitmap.pixel_mode = FT_PIXEL_MODE_GRAY;
  const FT_Error error = FT_Outline_Get_Bitmap(library_.handle(), &drawn, &bitmap);
  FT_Outline_Done(library_.handle(), &drawn);
  DUCTUS_CHECK(error == 0, "FreeType: a glyph cannot be drawn (error {})", error);
}

}  // namespace ductus::data
