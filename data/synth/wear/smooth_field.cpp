#include "data/synth/wear/smooth_field.h"

#include <cmath>

#include "data/simd.h"
#include "data/synth/wear/pixel_hash.h"

namespace ductus::data {
namespace {

/// The lattice point where a place's four begin, and their weights.
struct Span {
  int first;
  float weights[4];

  Span(int place, float spacing) {
    const float position = static_cast<float>(place) / spacing;
    first = static_cast<int>(position);
    const float t = position - static_cast<float>(first), s = 1 - t;
    weights[0] = s * s * s / 6;
    weights[1] = (4 + 3 * t * t * (t - 2)) / 6;
    weights[2] = (4 + 3 * s * s * (s - 2)) / 6;
    weights[3] = t * t * t / 6;
  }
};

int lattice_over(int size, float spacing) {
  return static_cast<int>(static_cast<float>(size - 1) / spacing) + 4;
}

DUCTUS_CLONES void blend(const float* __restrict curves, int width, const float* __restrict weights,
                         float* __restrict out) {
  const float a = weights[0], b = weights[1], c = weights[2], d = weights[3];
  for (int x = 0; x < width; ++x) {
    out[x] = a * curves[x] + b * curves[width + x] + c * curves[2 * width + x] + d * curves[3 * width + x];
  }
}

}  // namespace

SmoothField::SmoothField(Rng& rng, int width, int height, float spacing) : width_(width), spacing_(spacing) {
  // A uniform number in [-1, 1] has variance 1/3; the squared weights sum to 151/315 on average along an
  // axis.
  const float scale = std::sqrt(3.0F) * 315 / 151;
  const int columns = lattice_over(width, spacing), rows = lattice_over(height, spacing);
  const uint32_t key = rng.next();
  std::vector<Span> spans;
  for (int x = 0; x < width; ++x) spans.emplace_back(x, spacing);
  std::vector<float> lattice(static_cast<std::size_t>(columns));
  curves_.reserve(static_cast<std::size_t>(rows) * static_cast<std::size_t>(width));
  for (int r = 0; r < rows; ++r) {
    for (int c = 0; c < columns; ++c) {
      lattice[static_cast<std::size_t>(c)] =
          scale * (2 * hashed_uniform(pixel_hash(static_cast<uint32_t>(r * columns + c), key)) - 1);
    }
    for (const Span& span : spans) {
      const float* p = &lattice[static_cast<std::size_t>(span.first)];
      curves_.push_back(span.weights[0] * p[0] + span.weights[1] * p[1] + span.weights[2] * p[2] +
                        span.weights[3] * p[3]);
    }
  }
}

void SmoothField::row(int y, float* out) const {
  const Span span(y, spacing_);
  blend(&curves_[static_cast<std::size_t>(span.first) * static_cast<std::size_t>(width_)], width_,
        span.weights, out);
}

std::vector<float> smooth_curve(Rng& rng, int count, float spacing) {
  // along x: one row of a field, of which the weights down take 151/315 to the square root
  std::vector<float> curve(static_cast<std::size_t>(count));
  SmoothField(rng, count, 1, spacing).row(0, curve.data());
  return curve;
}

}  // namespace ductus::data
