// Smooth random fields over a sheet: where print faded, paper darkened, or moved.
#pragma once

#include <vector>

#include "data/rng.h"

namespace ductus::data {

/// A uniform cubic B-spline over a lattice of uniform random numbers, as `DisplacementField`: mean 0, root
/// mean square 1, at most 3.62 either way. Takes one number of `rng`.
class SmoothField {
 public:
  /// Over width x height places, with lattice points every `spacing` of them.
  SmoothField(Rng& rng, int width, int height, float spacing);

  /// The values of one row.  out: [width]
  void row(int y, float* out) const;

 private:
  int width_;
  float spacing_;
  std::vector<float> curves_;  // [rows of the lattice, width]: each of them along x
};

/// A field of one dimension: `count` places.
std::vector<float> smooth_curve(Rng& rng, int count, float spacing);

}  // namespace ductus::data
