// Elastic distortion of outlines: a smooth random field that says where each point of the plane goes.
#pragma once

#include <array>

#include "data/rng.h"
#include "data/synth/outline.h"

namespace ductus::data {

/// Simard, Steinkraus, Platt, "Best practices for convolutional neural networks applied to visual document
/// analysis" (ICDAR 2003): uniform random displacements, smoothed and scaled. Here they sit on a lattice and
/// the smoothing is the cubic B-spline, so that a field costs a handful of numbers and moves points, not
/// pixels.
class DisplacementField {
 public:
  /// `spacing_px`: between lattice points, the size of a bend, at least 3; `rms_px`: root mean
  /// square of the displacement along each axis. Takes 2 x kLattice^2 numbers.
  DisplacementField(Rng& rng, float spacing_px, float rms_px);

  /// Where a point of the image goes; points beyond the lattice move as its edge does.
  Point moved(const Point& point) const;

  static constexpr int kLattice = 16;

 private:
  float spacing_;
  std::array<Point, kLattice * kLattice> lattice_;
};

}  // namespace ductus::data
