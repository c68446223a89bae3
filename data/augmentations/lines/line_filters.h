// What happens to a line's print, paper and picture: each step of a LinePlan after its sampling.
#pragma once

#include <cstdint>
#include <vector>

#include "data/augmentations/lines/line_plan.h"

namespace ductus::data {

/// Ink in [0, 1] that is changed in place: [height, width], rows one after the other. Every filter keeps the
/// range, to rounding.
struct InkPlane {
  float* pixels = nullptr;
  int height = 0;
  int width = 0;

  float* row(int y) const { return pixels + static_cast<std::size_t>(y) * width; }
  int count() const { return height * width; }
};

using FilterScratch = std::vector<float>;  ///< grows as needed; its contents mean nothing between calls

/// Blends with the 3x3 maximum (thickness > 0) or minimum (< 0); at the edge of what is there.
void change_thickness(const InkPlane& plane, float thickness, FilterScratch& scratch);

/// v (1 - l), the field l cut to [0, 1].
void lose_ink(const InkPlane& plane, const ControlGrid& lost, GridField& field, FilterScratch& scratch);

void draw_streaks(const InkPlane& plane, const std::vector<Streak>& streaks);

/// 1 - (1 - v)(1 - s), the field s as it is.
void shade_paper(const InkPlane& plane, const ControlGrid& shade, GridField& field, FilterScratch& scratch);

/// A Gaussian of this deviation, cut at three; the edge pixels repeat.
void blur(const InkPlane& plane, float sigma_px, FilterScratch& scratch);

/// Area means of pixels about `coarseness` times as large a side, linearly interpolated back.
void coarsen(const InkPlane& plane, float coarseness, FilterScratch& scratch);

/// v^gamma * contrast + brightness. The power is read from a table of 256 steps with linear interpolation.
void change_tone(const InkPlane& plane, float gamma, float contrast, float brightness);

/// v + (noise + grain v) n; n of pixel i is near normal (deviation 1, within 3.5) and a function of (seed,
/// i).
void add_noise(const InkPlane& plane, float noise, float grain, uint64_t seed);

void paste_patches(const InkPlane& plane, const std::vector<Patch>& patches);

}  // namespace ductus::data
