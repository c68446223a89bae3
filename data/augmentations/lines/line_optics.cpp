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

/// One axis of coarse pixels: what each of them covers, and where between two of them every pixel lies.
struct CoarseAxis {
  struct Cover {
    int pixel;
    float share;
  };
  int count = 1;  // coarse pixels
  std::vector<Cover>
      covers;  // all of the first coarse pixel, then of the second, ..; a pixel's shares sum to 1
  std::vector<std::size_t> end;  // [count], in `covers`
  std::vector<int> before;       // [size], the coarse pixel before
  std::vector<float> way;        // [size], how far on to the next

  CoarseAxis(int size, float coarseness)
      : count(std::max(1, static_cast<int>(std::lround(static_cast<float>(size) / coarseness)))) {
    const float side = static_cast<float>(size) / static_cast<float>(count);
    for (int j = 0; j < count; ++j) {
      cover(static_cast<float>(j) * side, static_cast<float>(j + 1) * side, size);
      end.push_back(covers.size());
    }
    for (int i = 0; i < size; ++i) {
      const float place = (static_cast<float>(i) + 0.5F) / side - 0.5F;
      const float inside = std::clamp(place, 0.0F, static_cast<float>(count - 1));
      before.push_back(std::clamp(static_cast<int>(inside), 0, std::max(0, count - 2)));
      way.push_back(inside - static_cast<float>(before.back()));
    }
  }

  void cover(float low, float high, int size) {
    for (int i = static_cast<int>(low); i < size && static_cast<float>(i) < high; ++i) {
      const float overlap = std::min(high, static_cast<float>(i + 1)) - std::max(low, static_cast<float>(i));
      if (overlap > 0) covers.push_back({i, overlap / (high - low)});
    }
  }

  /// Calls add(pixel, share) for all that coarse pixel j covers.
  template <typename Add>
  void for_covered(int j, const Add& add) const {
    for (std::size_t k = j == 0 ? 0 : end[j - 1]; k < end[j]; ++k) add(covers[k].pixel, covers[k].share);
  }
};

DUCTUS_CLONES void spread_row(const float* __restrict means, const int* __restrict before,
                              const float* __restrict way, int width, float* __restrict row) {
  for (int x = 0; x < width; ++x) {
    const float mean = means[before[x]];
    row[x] = mean + way[x] * (means[before[x] + 1] - mean);
  }
}

void coarsen_row(const CoarseAxis& axis, float* row, int width, float* means) {
  for (int j = 0; j < axis.count; ++j) {
    float sum = 0;
    axis.for_covered(j, [&](int x, float share) { sum += share * row[x]; });
    means[j] = sum;
  }
  means[axis.count] = 0;  // read with weight 0 where there is but one
  spread_row(means, axis.before.data(), axis.way.data(), width, row);
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
  const CoarseAxis rows(h, coarseness), columns(w, coarseness);
  const std::size_t kept = static_cast<std::size_t>(rows.count) * w;
  scratch.assign(kept + static_cast<std::size_t>(columns.count) + 1, 0.0F);
  const auto coarse_row = [&](int j) { return scratch.data() + static_cast<std::size_t>(j) * w; };
  for (int j = 0; j < rows.count; ++j) {
    rows.for_covered(j, [&](int y, float share) { add_scaled(plane.row(y), share, w, coarse_row(j)); });
    coarsen_row(columns, coarse_row(j), w, scratch.data() + kept);
  }
  for (int y = 0; y < h; ++y) {
    const int before = rows.before[y];
    mix(coarse_row(before), coarse_row(std::min(before + 1, rows.count - 1)), rows.way[y], w, plane.row(y));
  }
}

}  // namespace ductus::data
