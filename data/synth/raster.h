// Outlines to pixels: how much of each pixel the ink covers.
#pragma once

#include <cstdint>
#include <vector>

#include "data/fonts/font_face.h"
#include "data/synth/outline.h"

namespace ductus::data {

/// Draws into a square image. The coverage of a pixel is exact (FreeType's smooth rasteriser), which is what
/// area averaging of an endlessly large drawing would give. One a thread.
class Raster {
 public:
  explicit Raster(int size) : size_(size) {}

  /// Coverage 0 to 255 in pixels [size, size], replaced whole; what lies outside is clipped.
  void fill(const Outline& outline, uint8_t* pixels);

 private:
  int size_;
  FontLibrary library_;
};

}  // namespace ductus::data
