// Filters of single pixels: lost ink, shade, tone, noise, patches.
#include <algorithm>
#include <cmath>

#include "data/augmentations/lines/line_filters.h"
#include "data/simd.h"

namespace ductus::data {
namespace {

inline float cut(float v) {
  v = v < 0 ? 0 : v;
  return v > 1 ? 1 : v;
}

DUCTUS_CLONES void lose_row(const float* __restrict lost, int width, float* __restrict row) {
  for (int x = 0; x < width; ++x) row[x] *= 1 - cut(lost[x]);
}

DUCTUS_CLONES void shade_row(const float* __restrict shade, int width, float* __restrict row) {
  for (int x = 0; x < width; ++x) row[x] = cut(row[x] + shade[x] - row[x] * shade[x]);
}

constexpr int kToneSteps = 256;

DUCTUS_CLONES void look_up(const float* __restrict table, int count, float* __restrict pixels) {
  for (int i = 0; i < count; ++i) {
    const float place = pixels[i] * kToneSteps;
    const int step = static_cast<int>(place);
    pixels[i] = table[step] + (place - static_cast<float>(step)) * (table[step + 1] - table[step]);
  }
}

DUCTUS_CLONES void scale_and_shift(float contrast, float brightness, int count, float* pixels) {
  for (int i = 0; i < count; ++i) pixels[i] = cut(pixels[i] * contrast + brightness);
}

// MurmurHash3's 32-bit finaliser (Appleby, public domain): every bit of the result depends on all of h.
inline uint32_t mix_bits(uint32_t h) {
  h = (h ^ h >> 16) * 0x85EBCA6BU;
  h = (h ^ h >> 13) * 0xC2B2AE35U;
  return h ^ h >> 16;
}

// A counter through the hash: pixels know nothing of each other, and threads nothing of the order. The sum of
// a word's four bytes, of deviation 147.8, stands for a normal number (Irwin-Hall of four).
DUCTUS_CLONES void add_hashed(float noise, float grain, uint32_t key, int count, float* pixels) {
  constexpr uint32_t kStep = 0x9E3779B9U;                          // 2^32 over the golden ratio
  constexpr float kMean = 510, kInverseDeviation = 1 / 147.8017F;  // 4 * 255 / 2; sqrt(4 * (256^2 - 1) / 12)
  for (int i = 0; i < count; ++i) {
    const uint32_t h = mix_bits(static_cast<uint32_t>(i) * kStep + key);
    const int bytes = static_cast<int>((h & 255) + (h >> 8 & 255) + (h >> 16 & 255) + (h >> 24));
    const float normal = (static_cast<float>(bytes) - kMean) * kInverseDeviation;
    pixels[i] = cut(pixels[i] + (noise + grain * pixels[i]) * normal);
  }
}

using RowFilter = void (*)(const float*, int, float*);

void apply_field(const InkPlane& plane, const ControlGrid& grid, GridField& field, FilterScratch& scratch,
                 RowFilter filter) {
  field.set(grid, plane.height, plane.width);
  scratch.resize(static_cast<std::size_t>(plane.width));
  for (int y = 0; y < plane.height; ++y) {
    std::fill(scratch.begin(), scratch.end(), 0.0F);
    field.add_row(y, scratch.data());
    filter(scratch.data(), plane.width, plane.row(y));
  }
}

}  // namespace

void lose_ink(const InkPlane& plane, const ControlGrid& lost, GridField& field, FilterScratch& scratch) {
  apply_field(plane, lost, field, scratch, lose_row);
}

void shade_paper(const InkPlane& plane, const ControlGrid& shade, GridField& field, FilterScratch& scratch) {
  apply_field(plane, shade, field, scratch, shade_row);
}

void draw_streaks(const InkPlane& plane, const std::vector<Streak>& streaks) {
  for (const Streak& streak : streaks) {
    if (streak.at < 0 || streak.at >= (streak.vertical ? plane.width : plane.height)) continue;
    float* first = streak.vertical ? plane.pixels + streak.at : plane.row(streak.at);
    const int count = streak.vertical ? plane.height : plane.width, step = streak.vertical ? plane.width : 1;
    for (int i = 0; i < count; ++i) first[static_cast<std::size_t>(i) * step] *= 1 - streak.lost;
  }
}

void change_tone(const InkPlane& plane, float gamma, float contrast, float brightness) {
  if (gamma != 1) {
    float table[kToneSteps + 2];
    for (int i = 0; i <= kToneSteps; ++i) table[i] = std::pow(static_cast<float>(i) / kToneSteps, gamma);
    table[kToneSteps + 1] = 1;  // read with weight 0 where v is 1
    look_up(table, plane.count(), plane.pixels);
  }
  scale_and_shift(contrast, brightness, plane.count(), plane.pixels);
}

void add_noise(const InkPlane& plane, float noise, float grain, uint64_t seed) {
  const uint32_t key = static_cast<uint32_t>(seed) ^ mix_bits(static_cast<uint32_t>(seed >> 32));
  add_hashed(noise, grain, key, plane.count(), plane.pixels);
}

void paste_patches(const InkPlane& plane, const std::vector<Patch>& patches) {
  for (const Patch& patch : patches) {
    const int left = std::clamp(patch.box.left, 0, plane.width),
              right = std::clamp(patch.box.right, left, plane.width);
    for (int y = std::max(patch.box.top, 0); y < std::min(patch.box.bottom, plane.height); ++y) {
      std::fill(plane.row(y) + left, plane.row(y) + right, patch.ink);
    }
  }
}

}  // namespace ductus::data
