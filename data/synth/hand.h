// One handwritten character out of a glyph or out of pen strokes: slant, proportions, pen width, elastic
// distortion, box, scan.
#pragma once

#include <cstdint>

#include "data/rng.h"
#include "data/synth/outline.h"
#include "data/synth/pen_strokes.h"
#include "data/synth/raster.h"

namespace ductus::data {

constexpr int kCharacterSize = 28;  ///< pixels of an image, both ways
constexpr int kCharacterBox =
    20;  ///< pixels of the box in its middle that the ink touches, as in MNIST and A-Z

/// What chance decides once for a character. The defaults change nothing.
struct Hand {
  float slant = 0;  ///< tangent, to the right
  float rotate_deg = 0;
  float widen = 1;    ///< width times this at the same height
  float pen_px = 0;   ///< stroke width in the image; 0: the glyph's own
  float blur_px = 0;  ///< deviation of the scan's blur
};

/// `strength` scales how far a hand strays from the glyph. With 0 it is Hand().
Hand draw_hand(Rng& rng, float strength);

/// The ink of a glyph as the hand writes it, in pixels of the image: what draw_character() draws, but for the
/// scan's blur.
Outline handwritten(const Outline& glyph, const Hand& hand, bool fill_box, float strength, Rng& rng);

/// The same of pen strokes, as below.
Outline handwritten(const PenStrokes& strokes, const Hand& hand, bool fill_box, float strength, Rng& rng);

/// Draws `glyph` into pixels [28, 28], ink 255 on paper 0. `fill_box`: stretched to touch all four sides of
/// the box; otherwise the longer side touches and the other is centred.
void draw_character(const Outline& glyph, const Hand& hand, bool fill_box, float strength, Rng& rng,
                    Raster& raster, uint8_t* pixels);

/// The same for pen strokes, which are bent before they have a width: that of the ink is hand.pen_px, which
/// must be positive and under kCharacterBox, wherever the distortion went.
void draw_character(const PenStrokes& strokes, const Hand& hand, bool fill_box, float strength, Rng& rng,
                    Raster& raster, uint8_t* pixels);

}  // namespace ductus::data
