// A phone's picture of a page: what it lies on, the colour of the light, the camera's noise, its JPEG.
#pragma once

#include "data/synth/between.h"
#include "data/synth/forms/colour_sheet.h"

namespace ductus::data {

/// `photo:` of a recipe. Of two numbers one is drawn for each form.
struct PhotoStyle {
  float desk = 0.85F;                ///< share of pages that lie on a desk; the others on paper like theirs
  Between margin_frac{0.03F, 0.1F};  ///< of what is seen beside the page, of its width
  Between warmth{
      -0.25F,
      0.6F};  ///< of the light: -1 blue shade, 0 white, 1 a light bulb; two are drawn, for opposite sides
  Between exposure{0.85F, 1};   ///< how bright white paper gets
  Between noise{0.02F, 0.25F};  ///< strength of `noise` (data/synth/wear), in each channel its own
  std::array<int, 2> jpeg_quality{45, 95};  ///< 100: no JPEG

  /// Strict. Throws ductus::Error (usage) naming the key.
  static PhotoStyle read(const config::Node& node);
};

/// What the page lies on: [height, width], with the shadow that a page at these edges throws.
/// `paper`: of the page, which is what it lies on where there is no desk.
ColourSheet draw_desk(int width, int height, const Box& page, Colour paper, const PhotoStyle& style,
                      Rng& rng);

/// Light, noise and JPEG, drawn from `rng`; neutral numbers change nothing, bit for bit.
void take_photo(ColourSheet& sheet, const PhotoStyle& style, Rng& rng);

/// To JPEG and back: luminance whole, colour differences at half the resolution (4:2:0), all with the
/// luminance steps of `quality` (jpeg_blocks.h).
void through_colour_jpeg(ColourSheet& sheet, int quality);

}  // namespace ductus::data
