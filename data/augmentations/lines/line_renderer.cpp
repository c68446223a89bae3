#include "data/augmentations/lines/line_renderer.h"

#include "configs/schema/error.h"
#include "data/augmentations/lines/jpeg_blocks.h"
#include "data/augmentations/lines/line_canvas.h"
#include "data/augmentations/lines/line_filters.h"
#include "data/simd.h"

namespace ductus::data {
namespace {

DUCTUS_CLONES void to_float(const uint8_t* pixels, int count, float* out) {
  for (int i = 0; i < count; ++i) out[i] = static_cast<float>(pixels[i]) / 255.0F;
}

// The range is kept to rounding by filters that average: here it is made exact.
DUCTUS_CLONES void copy_cut(const float* from, int count, float* to) {
  for (int i = 0; i < count; ++i) {
    const float v = from[i] < 0 ? 0 : from[i];
    to[i] = v > 1 ? 1 : v;
  }
}

}  // namespace

struct LineRenderer::Scratch {
  LineCanvas canvas;
  GridField field;
  FilterScratch filter;
  std::vector<float> pixels;

  void print(const InkPlane& plane, const LinePlan& plan) {
    if (plan.thickness != 0) change_thickness(plane, plan.thickness, filter);
    if (!plan.ink_lost.empty()) lose_ink(plane, plan.ink_lost, field, filter);
    draw_streaks(plane, plan.streaks);
    if (!plan.shade.empty()) shade_paper(plane, plan.shade, field, filter);
  }

  void photograph(const InkPlane& plane, const LinePlan& plan) {
    if (plan.blur_px > 0) blur(plane, plan.blur_px, filter);
    if (plan.coarseness > 1) coarsen(plane, plan.coarseness, filter);
    if (plan.gamma != 1 || plan.contrast != 1 || plan.brightness != 0) {
      change_tone(plane, plan.gamma, plan.contrast, plan.brightness);
    }
    if (plan.noise > 0 || plan.grain > 0) add_noise(plane, plan.noise, plan.grain, plan.noise_seed);
  }

  void save(const InkPlane& plane, const LinePlan& plan) {
    paste_patches(plane, plan.patches);
    if (plan.jpeg_quality > 0) through_jpeg(plane, plan.jpeg_quality, filter);
  }
};

LineRenderer::LineRenderer() : scratch_(std::make_unique<Scratch>()) {}
LineRenderer::~LineRenderer() = default;
LineRenderer::LineRenderer(LineRenderer&&) noexcept = default;
LineRenderer& LineRenderer::operator=(LineRenderer&&) noexcept = default;

void LineRenderer::render(const LinePicture& line, const LinePicture* above, const LinePicture* below,
                          const LinePlan& plan, float* out, int64_t stride) {
  DUCTUS_CHECK(plan.width_px >= 1 && stride >= plan.width_px,
               "line augmentation: a result of width {} in rows of {}, expected a width from 1 to the row's",
               plan.width_px, stride);
  Scratch& s = *scratch_;
  s.pixels.resize(static_cast<std::size_t>(line.height) * plan.width_px);
  const InkPlane plane{s.pixels.data(), line.height, plan.width_px};
  if (plan.moves() || plan.width_px != line.width) {
    s.canvas.load(line, Strip::of(plan.above, above), Strip::of(plan.below, below));
    s.canvas.sample(plan, plane.pixels);
  } else {
    to_float(line.pixels, plane.count(), plane.pixels);
  }
  s.print(plane, plan);
  s.photograph(plane, plan);
  s.save(plane, plan);
  for (int y = 0; y < plane.height; ++y) copy_cut(plane.row(y), plane.width, out + y * stride);
}

}  // namespace ductus::data
