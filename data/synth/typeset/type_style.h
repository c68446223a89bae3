// How type is set.
#pragma once

namespace ductus::data {

/// Numbers are rounded (rounded()) so that glyphs of many lines are drawn once.
struct TypeStyle {
  float size_px = 24;     ///< of an em; in quarters, 1 to 1000
  float tracking_em = 0;  ///< added to every character's advance; -0.5 to 5
  float widen = 1;        ///< horizontal scale of everything, tracking too; in 64ths, 0.25 to 4
  float slant = 0;        ///< shear to the right, px a px of height; in 64ths, -1 to 1
  float bold_px = 0;      ///< added to the strokes' thickness, advances stay; in 16ths, -10 to 100

  /// Throws ductus::Error when a number is out of its range.
  TypeStyle rounded() const;
};

}  // namespace ductus::data
