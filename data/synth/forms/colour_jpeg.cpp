#include <algorithm>

#include "data/augmentations/lines/jpeg_blocks.h"
#include "data/simd.h"
#include "data/synth/forms/photo.h"
#include "data/synth/wear/tones.h"

namespace ductus::data {
namespace {

// JFIF's colours (ITU-R BT.601), in [0, 1]; differences are around 0.5.
DUCTUS_CLONES void to_differences(int count, float* __restrict r, float* __restrict g, float* __restrict b) {
  for (int i = 0; i < count; ++i) {
    const float luminance = 0.299F * r[i] + 0.587F * g[i] + 0.114F * b[i];
    const float blue = 0.5F + 0.564334F * (b[i] - luminance), red = 0.5F + 0.713267F * (r[i] - luminance);
    r[i] = 1 - luminance;  // through_jpeg() takes ink
    g[i] = blue;
    b[i] = red;
  }
}

DUCTUS_CLONES void to_colours(int count, float* __restrict r, float* __restrict g, float* __restrict b) {
  for (int i = 0; i < count; ++i) {
    const float luminance = 1 - r[i], blue = g[i] - 0.5F, red = b[i] - 0.5F;
    r[i] = cut(luminance + 1.402F * red);
    g[i] = cut(luminance - 0.344136F * blue - 0.714136F * red);
    b[i] = cut(luminance + 1.772F * blue);
  }
}

/// Means of 2 x 2 pixels; at odd edges of those that there are.
Sheet halved(Sheet& sheet) {
  Sheet half{(sheet.width + 1) / 2, (sheet.height + 1) / 2, {}, {}};
  half.grey.resize(static_cast<std::size_t>(half.width) * static_cast<std::size_t>(half.height));
  for (int y = 0; y < half.height; ++y) {
    const float *above = sheet.row(2 * y), *below = sheet.row(std::min(2 * y + 1, sheet.height - 1));
    float* to = half.row(y);
    for (int x = 0; x < half.width; ++x) {
      const int left = 2 * x, right = std::min(left + 1, sheet.width - 1);
      to[x] = 0.25F * (above[left] + above[right] + below[left] + below[right]);
    }
  }
  return half;
}

/// Each pixel of the half is four.
void doubled(Sheet& half, Sheet& sheet) {
  for (int y = 0; y < sheet.height; ++y) {
    const float* from = half.row(y / 2);
    float* to = sheet.row(y);
    for (int x = 0; x < sheet.width; ++x) to[x] = from[x / 2];
  }
}

}  // namespace

void through_colour_jpeg(ColourSheet& sheet, int quality) {
  auto& [first, second, third] = sheet.channels;
  const int count = static_cast<int>(first.count());
  FilterScratch scratch;
  to_differences(count, first.grey.data(), second.grey.data(), third.grey.data());
  through_jpeg(first.plane(), quality, scratch);
  for (Sheet* difference : {&second, &third}) {
    Sheet half = halved(*difference);
    through_jpeg(half.plane(), quality, scratch);
    doubled(half, *difference);
  }
  to_colours(count, first.grey.data(), second.grey.data(), third.grey.data());
}

}  // namespace ductus::data
