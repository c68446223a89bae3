// Wear that moves the print: what it says about the way, and what it draws on the sheet beside.
#pragma once

#include "data/synth/wear/warp.h"
#include "data/synth/wear/wear.h"

namespace ductus::data {

/// A list of wears gathers the warps of neighbours and resamples the sheet once for all of them, so that it
/// stays sharp; `bend` is apart from `apply` for that.
class ShapeWear : public Wear {
 public:
  /// Draws shade and lines on the sheet as it lies now, and returns how it moves then. Strength in (0, 1].
  virtual Warp bend(Sheet& sheet, float strength, Rng& rng) const = 0;

  /// Whether what bend() draws has edges that must lie where the warp has them: warps still waiting are then
  /// carried out before it.
  virtual bool draws_edges() const { return false; }

 private:
  void change(Sheet& sheet, float strength, Rng& rng) const final {
    const Warp warp = bend(sheet, strength, rng);
    warp_sheet(sheet, warp);
  }
};

}  // namespace ductus::data
