#include "data/synth/displacement.h"

#include <algorithm>
#include <cmath>

namespace ductus::data {
namespace {

constexpr float kMargin = 4;  // px of lattice before the image's edge

/// The lattice point to the left and the weights of the four around: uniform cubic B-spline.
struct Span {
  int first;
  std::array<float, 4> weights;

  explicit Span(float position) {
    const float limited =
        std::clamp(position, 1.0F, static_cast<float>(DisplacementField::kLattice - 3) - 1e-3F);
    const float cell = std::floor(limited);
    const float t = limited - cell;
    const float s = 1 - t;
    first = static_cast<int>(cell) - 1;
    weights = {s * s * s / 6, (4 + 3 * t * t * (t - 2)) / 6, (4 + 3 * s * s * (s - 2)) / 6, t * t * t / 6};
  }
};

}  // namespace

DisplacementField::DisplacementField(Rng& rng, float spacing_px, float rms_px) : spacing_(spacing_px) {
  // A uniform number in [-1, 1] has variance 1/3; the spline's squared weights sum to 151/315 along each axis
  // on average.
  const float scale = rms_px * std::sqrt(3.0F) * 315 / 151;
  for (Point& p : lattice_) {
    const float x = rng.uniform(-scale, scale);
    p = {x, rng.uniform(-scale, scale)};
  }
}

Point DisplacementField::moved(const Point& point) const {
  const Span across((point.x + kMargin) / spacing_ + 1);
  const Span down((point.y + kMargin) / spacing_ + 1);
  Point sum = point;
  for (int i = 0; i < 4; ++i) {
    const Point* row = &lattice_[static_cast<std::size_t>((down.first + i) * kLattice + across.first)];
    for (int j = 0; j < 4; ++j) {
      const float weight = down.weights[i] * across.weights[j];
      sum.x += weight * row[j].x;
      sum.y += weight * row[j].y;
    }
  }
  return sum;
}

}  // namespace ductus::data
