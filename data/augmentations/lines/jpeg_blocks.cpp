#include "data/augmentations/lines/jpeg_blocks.h"

#include <algorithm>
#include <cmath>

#include "data/simd.h"

namespace ductus::data {
namespace {

constexpr int kSide = 8;

constexpr std::array<int, 64> kLuminance = {16, 11, 10, 16, 24,  40,  51,  61,   //
                                            12, 12, 14, 19, 26,  58,  60,  55,   //
                                            14, 13, 16, 24, 40,  57,  69,  56,   //
                                            14, 17, 22, 29, 51,  87,  80,  62,   //
                                            18, 22, 37, 56, 68,  109, 103, 77,   //
                                            24, 35, 55, 64, 81,  104, 113, 92,   //
                                            49, 64, 78, 87, 103, 121, 120, 101,  //
                                            72, 92, 95, 98, 112, 100, 103, 99};

/// The orthonormal DCT-II: basis[k][x] is frequency k at pixel x.
struct Basis {
  float by_frequency[kSide][kSide];
  float by_pixel[kSide][kSide];

  Basis() {
    for (int k = 0; k < kSide; ++k) {
      for (int x = 0; x < kSide; ++x) {
        const double scale = k == 0 ? std::sqrt(0.125) : 0.5;
        const double value = scale * std::cos((2 * x + 1) * k * 3.14159265358979323846 / 16);
        by_frequency[k][x] = by_pixel[x][k] = static_cast<float>(value);
      }
    }
  }
};

const Basis& basis() {
  static const Basis table;
  return table;
}

// Every 8 x 8 block of eight rows of `width` on its diagonal: so one transform, along y, serves for both
// axes.
void transpose_blocks(int width, const float* __restrict in, float* __restrict out) {
  for (int left = 0; left < width; left += kSide) {
    for (int y = 0; y < kSide; ++y) {
      for (int x = 0; x < kSide; ++x) out[y * width + left + x] = in[x * width + left + y];
    }
  }
}

// Along y: eight rows of `width`; row i of the matrix belongs to output row i.
DUCTUS_CLONES void transform(const float (*matrix)[kSide], int width, const float* __restrict in,
                             float* __restrict out) {
  for (int k = 0; k < kSide; ++k) {
    const float* m = matrix[k];
    for (int x = 0; x < width; ++x) {
      float sum = 0;
      for (int y = 0; y < kSide; ++y) sum += m[y] * in[y * width + x];
      out[k * width + x] = sum;
    }
  }
}

// Coefficients and steps lie transposed: row by horizontal frequency. Rounds half away from zero, as libjpeg.
DUCTUS_CLONES void quantise(const float* __restrict steps, const float* __restrict inverse, int width,
                            float* __restrict coefficients) {
  for (int row = 0; row < kSide; ++row) {
    const float *step = steps + row * kSide, *rate = inverse + row * kSide;
    float* c = coefficients + row * width;
    for (int x = 0; x < width; x += kSide) {
      for (int k = 0; k < kSide; ++k) {
        const float multiple = c[x + k] * rate[k];
        c[x + k] = static_cast<float>(static_cast<int>(multiple + (multiple < 0 ? -0.5F : 0.5F))) * step[k];
      }
    }
  }
}

// Ink 1 is grey 0; JPEG counts from the middle grey, 128.
DUCTUS_CLONES void to_grey(const float* ink, int width, float* grey) {
  for (int x = 0; x < width; ++x) grey[x] = 127 - 255 * ink[x];
}

DUCTUS_CLONES void to_ink(const float* grey, int width, float* ink) {
  for (int x = 0; x < width; ++x) {
    const float v = (127 - grey[x]) * (1.0F / 255.0F);
    ink[x] = v < 0 ? 0 : v > 1 ? 1 : v;
  }
}

}  // namespace

std::array<int, 64> jpeg_steps(int quality) {
  const int percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
  std::array<int, 64> steps = kLuminance;
  for (int& step : steps) step = std::clamp((step * percent + 50) / 100, 1, 255);
  return steps;
}

void through_jpeg(const InkPlane& plane, int quality, FilterScratch& scratch) {
  float steps[64], inverse[64];
  const std::array<int, 64> table = jpeg_steps(quality);
  for (std::size_t i = 0; i < 64; ++i) {
    steps[i] = static_cast<float>(table[i % 8 * 8 + i / 8]);
    inverse[i] = 1 / steps[i];
  }
  const Basis& dct = basis();
  const int width = (plane.width + kSide - 1) / kSide * kSide, count = kSide * width;
  scratch.resize(static_cast<std::size_t>(2 * count));
  float *a = scratch.data(), *b = a + count;
  for (int top = 0; top < plane.height; top += kSide) {
    for (int y = 0; y < kSide; ++y) {
      float* grey = a + y * width;
      to_grey(plane.row(std::min(top + y, plane.height - 1)), plane.width, grey);
      std::fill(grey + plane.width, grey + width, grey[plane.width - 1]);
    }
    transform(dct.by_frequency, width, a, b);
    transpose_blocks(width, b, a);
    transform(dct.by_frequency, width, a, b);
    quantise(steps, inverse, width, b);
    transform(dct.by_pixel, width, b, a);
    transpose_blocks(width, a, b);
    transform(dct.by_pixel, width, b, a);
    for (int y = top; y < std::min(top + kSide, plane.height); ++y) {
      to_ink(a + (y - top) * width, plane.width, plane.row(y));
    }
  }
}

}  // namespace ductus::data
