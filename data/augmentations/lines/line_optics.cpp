// Filters of a neighbourhood: thickness, blur, coarse pixels.
#include <algorithm>
#include <cmath>
#include <cstring>

#include "data/augmentations/lines/line_filters.h"
#include "data/simd.h"

namespace ductus::data {
namespace {

float larger(float a, float b) { return a > b ? a : b; }
float smaller(float a, float b) { return a < b ? a : b; }

// The extreme of three rows; its ends repeated, so that what follows needs no cases: to[0 .. width + 1].
DUCTUS_CLONES void largest_of_rows(const float* a, const float* b, const float* c, int width, float* to) {
  for (int x = 0; x < width; ++x) to[x + 1] = larger(larger(a[x], b[x]), c[x]);
  to[0] = to[1], to[width + 1] = to[width];
}

DUCTUS_CLONES void smallest_of_rows(const float* a, const float* b, const float* c, int width, float* to) {
  for (int x = 0; x < width; ++x) to[x + 1] = smaller(smaller(a[x], b[x]), c[x]);
  to[0] = to[1], to[width + 1] = to[width];
}

DUCTUS_CLONES void blend_largest(const float* __restrict ends, int width, float share,
                                 float* __restrict row) {
  for (int x = 0; x < width; ++x)
    row[x] += share * (larger(larger(ends[x], ends[x + 1]), ends[x + 2]) - row[x]);
}

DUCTUS_CLONES void blend_smallest(const float* __restrict ends, int width, float share,
                                  float* __restrict row) {
  for (int x = 0; x < width; ++x)
    row[x] += share * (smaller(smaller(ends[x], ends[x + 1]), ends[x + 2]) - row[x]);
}

DUCTUS_CLONES void add_scaled(const float* __restrict from, float scale, int count, float* __restrict to) {
  for (int i = 0; i < count; ++i) to[i] += scale * from[i];
}

DUCTUS_CLONES void mix(const float* __restrict a, const float* __restrict b, float share, int count,
                       float* __restrict to) {
  for (int i = 0; i < count; ++i) to[i] = a[i] + share * (b[i] - a[i]);
}

/// Weights at -radius .. radius; they sum to 1.
std::vector<float> gaussian(float sigma_px) {
  const int radius = std::max(1, static_cast<int>(std::ceil(3 * sigma_px)));
  std::vector<float> weights(static_cast<std::size_t>(2 * radius + 1));
  float sum = 0;
  for (int k = -radius; k <= radius; ++k) {
    const float d = static_cast<float>(k) / sigma_px;
    sum += weights[static_cast<std::size_t>(k + radius)] = std::exp(-0.5F * d * d);
  }
  for (float& w : weights) w /= sum;
  return weights;
}

/// Where a place between large pixels lies: between `first` and `first + 1`, `share` of the way.
struct Between {
  int first;
  float share;
};

Between between(int pixel, int size, int large) {
  const float place =
      (static_cast<float>(pixel) + 0.5F) * static_cast<float>(large) / static_cast<float>(size) - 0.5F;
  const float inside = std::clamp(place, 0.0F, static_cast<float>(large - 1));
  const int first = std::clamp(static_cast<int>(inside), 0, std::max(0, large - 2));
  return {first, inside - static_cast<float>(first)};
}

/// Calls add(pixel, share) for the pixels that large pixel `j` of `large` covers; the shares sum to 1.
template <typename Add>
void for_covered(int j, int size, int large, const Add& add) {
  const float side = static_cast<float>(size) / static_cast<float>(large);
  const float low = static_cast<float>(j) * side, high = low + side;
  const int last = std::min(size - 1, static_cast<int>(high));
  for (int i = static_cast<int>(low); i <= last; ++i) {
    const float overlap = std::min(high, static_cast<float>(i + 1)) - std::max(low, static_cast<float>(i));
    if (overlap > 0) add(i, overlap / side);
  }
}

void coarsen_row(float* row, int width, int large, float* means) {
  for (int j = 0; j < large; ++j) {
    means[j] = 0;
    for_covered(j, width, large, [&](int i, float share) { means[j] += share * row[i]; });
  }
  means[large] = 0;  // read with weight 0 where there is but one
  for (int x = 0; x < width; ++x) {
    const Between b = between(x, width, large);
    row[x] = means[b.first] + b.share * (means[b.first + 1] - means[b.first]);
  }
}

int large_pixels(int size, float coarseness) {
  return std::max(1, static_cast<int>(std::lround(static_cast<float>(size) / coarseness)));
}

}  // namespace

void change_thickness(const InkPlane& plane, float thickness, FilterScratch& scratch) {
  const int h = plane.height, w = plane.width;
  scratch.resize(static_cast<std::size_t>(h) *
                 (w + 2));  // all rows' extremes first: row y needs y - 1 unchanged
  const auto ends = [&](int y) { return scratch.data() + static_cast<std::size_t>(y) * (w + 2); };
  for (int y = 0; y < h; ++y) {
    const float *above = plane.row(std::max(y - 1, 0)), *below = plane.row(std::min(y + 1, h - 1));
    (thickness > 0 ? largest_of_rows : smallest_of_rows)(above, plane.row(y), below, w, ends(y));
  }
  for (int y = 0; y < h; ++y) {
    (thickness > 0 ? blend_largest : blend_smallest)(ends(y), w, std::abs(thickness), plane.row(y));
  }
}

void blur(const InkPlane& plane, float sigma_px, FilterScratch& scratch) {
  const std::vector<float> weights = gaussian(sigma_px);
  const int h = plane.height, w = plane.width, radius = static_cast<int>(weights.size()) / 2;
  scratch.resize(static_cast<std::size_t>(plane.count() + w + 2 * radius));
  float* padded = scratch.data() + plane.count();
  for (int y = 0; y < h; ++y) {  // along x, into the scratch
    const float* row = plane.row(y);
    float* to = scratch.data() + static_cast<std::size_t>(y) * w;
    std::fill(padded, padded + radius, row[0]);
    std::memcpy(padded + radius, row, sizeof(float) * static_cast<std::size_t>(w));
    std::fill(padded + radius + w, padded + w + 2 * radius, row[w - 1]);
    std::fill(to, to + w, 0.0F);
    for (int k = 0; k <= 2 * radius; ++k) add_scaled(padded + k, weights[static_cast<std::size_t>(k)], w, to);
  }
  std::fill(plane.pixels, plane.pixels + plane.count(), 0.0F);
  for (int y = 0; y < h; ++y) {  // and along y, back
    for (int k = -radius; k <= radius; ++k) {
      const float* from = scratch.data() + static_cast<std::size_t>(std::clamp(y + k, 0, h - 1)) * w;
      add_scaled(from, weights[static_cast<std::size_t>(k + radius)], w, plane.row(y));
    }
  }
}

void coarsen(const InkPlane& plane, float coarseness, FilterScratch& scratch) {
  const int h = plane.height, w = plane.width;
  const int large_h = large_pixels(h, coarseness), large_w = large_pixels(w, coarseness);
  const std::size_t kept = static_cast<std::size_t>(large_h) * w;
  scratch.assign(kept + static_cast<std::size_t>(large_w) + 1, 0.0F);
  const auto large_row = [&](int j) { return scratch.data() + static_cast<std::size_t>(j) * w; };
  for (int j = 0; j < large_h; ++j) {
    for_covered(j, h, large_h, [&](int y, float share) { add_scaled(plane.row(y), share, w, large_row(j)); });
    coarsen_row(large_row(j), w, large_w, scratch.data() + kept);
  }
  for (int y = 0; y < h; ++y) {
    const Between b = between(y, h, large_h);
    mix(large_row(b.first), large_row(std::min(b.first + 1, large_h - 1)), b.share, w, plane.row(y));
  }
}

}  // namespace ductus::data
