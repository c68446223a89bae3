#include "data/augmentations/render_cpu.h"

#include <algorithm>
#include <cstring>

#include "data/augmentations/bilinear.h"
#include "data/simd.h"

namespace ductus::data {
namespace {

constexpr float kScale = 1.0F / 255.0F;

DUCTUS_CLONES void place_affine(const float* __restrict xs, const float* __restrict ys, int count,
                                const float* map, float* __restrict px, float* __restrict py) {
  const float a = map[0], b = map[1], c = map[2], d = map[3], e = map[4], f = map[5];
  for (int i = 0; i < count; ++i) {
    px[i] = a * xs[i] + b * ys[i] + c;
    py[i] = d * xs[i] + e * ys[i] + f;
  }
}

// Adds one row's displacement: `grid` holds the control values of this row, already interpolated along y.
DUCTUS_CLONES void add_displacement(const float* __restrict weights, int width, const float* __restrict grid,
                                    float* __restrict places) {
  for (int x = 0; x < width; ++x) {
    float sum = 0;
    for (int k = 0; k < Plan::kGrid; ++k) sum += weights[k * width + x] * grid[k];
    places[x] += sum;
  }
}

DUCTUS_CLONES void to_float(const uint8_t* image, int count, float* out) {
  for (int i = 0; i < count; ++i) out[i] = static_cast<float>(image[i]) * kScale;
}

float larger(float a, float b) { return a > b ? a : b; }
float smaller(float a, float b) { return a < b ? a : b; }

template <float (*Pick)(float, float)>
void spread3(const float* in, ImageSize size, float* row, float* out) {
  const int h = size.height, w = size.width;
  for (int y = 0; y < h; ++y) {
    const float* above = in + std::max(y - 1, 0) * w;
    const float* here = in + y * w;
    const float* below = in + std::min(y + 1, h - 1) * w;
    for (int x = 0; x < w; ++x) row[x] = Pick(Pick(above[x], here[x]), below[x]);
    for (int x = 0; x < w; ++x)
      out[y * w + x] = Pick(Pick(row[std::max(x - 1, 0)], row[x]), row[std::min(x + 1, w - 1)]);
  }
}

void change_thickness(float* image, ImageSize size, float thickness, float* row, float* spread) {
  if (thickness > 0) {
    spread3<larger>(image, size, row, spread);
  } else {
    spread3<smaller>(image, size, row, spread);
  }
  const float t = thickness > 0 ? thickness : -thickness;
  for (int i = 0; i < size.height * size.width; ++i) image[i] += t * (spread[i] - image[i]);
}

void erase(float* image, ImageSize size, const PixelBox& box) {
  for (int y = box.top; y < box.bottom; ++y) {
    std::fill(image + y * size.width + box.left, image + y * size.width + box.right, 0.0F);
  }
}

}  // namespace

struct Renderer::Scratch {
  ImageSize size;
  int count, stride, places;
  std::vector<float> xs, ys;                              // [H*W] output coordinates
  std::vector<float> px, py;                              // [H*W] sampling places
  std::vector<float> weights_x;                           // [kGrid, W]
  std::vector<std::array<float, Plan::kGrid>> weights_y;  // [H]
  std::vector<uint8_t> frame;                             // bordered image
  std::vector<uint32_t> packed;
  std::vector<float> row, spread;

  explicit Scratch(ImageSize s)
      : size(s), count(s.height * s.width), stride(s.width + 3), places(stride * (s.height + 2)) {
    xs.resize(count), ys.resize(count), px.resize(count), py.resize(count), spread.resize(count);
    row.resize(s.width);
    for (int i = 0; i < count; ++i)
      xs[i] = static_cast<float>(i % s.width), ys[i] = static_cast<float>(i / s.width);
    weights_x.resize(Plan::kGrid * s.width);
    for (int x = 0; x < s.width; ++x) {
      const auto w = control_weights(x, s.width);
      for (int k = 0; k < Plan::kGrid; ++k) weights_x[k * s.width + x] = w[k];
    }
    for (int y = 0; y < s.height; ++y) weights_y.push_back(control_weights(y, s.height));
    frame.assign(places + stride + 2, 0);
    packed.resize(places);
  }

  // Rows 1..H, columns 1..W hold the image; the border stays 0. `nearest` never samples the border with any
  // weight, because its places are clamped to the image.
  void load(const uint8_t* image) {
    for (int y = 0; y < size.height; ++y)
      std::memcpy(&frame[(y + 1) * stride + 1], image + y * size.width, size.width);
    pack_neighbours(frame.data(), stride, places, packed.data());
  }

  void displace(const Plan& plan) {
    for (int axis = 0; axis < 2; ++axis) {
      const float* d = plan.displacement.data() + axis * Plan::kGrid * Plan::kGrid;
      float* target = axis == 0 ? px.data() : py.data();
      for (int y = 0; y < size.height; ++y) {
        float grid[Plan::kGrid] = {};
        for (int r = 0; r < Plan::kGrid; ++r) {
          for (int k = 0; k < Plan::kGrid; ++k) grid[k] += weights_y[y][r] * d[r * Plan::kGrid + k];
        }
        add_displacement(weights_x.data(), size.width, grid, target + y * size.width);
      }
    }
  }

  BorderedFrame limits(Fill fill) const {
    const float border = fill == Fill::kPaper ? 1.0F : 0.0F;
    const float w = static_cast<float>(size.width), h = static_cast<float>(size.height);
    return {stride, 1, 1, -border, w - 1 + border, -border, h - 1 + border};
  }
};

Renderer::Renderer(ImageSize size) : scratch_(std::make_unique<Scratch>(size)) {}
Renderer::~Renderer() = default;
Renderer::Renderer(Renderer&&) noexcept = default;
Renderer& Renderer::operator=(Renderer&&) noexcept = default;

void Renderer::render(const uint8_t* image, const Plan& plan, float* out) {
  Scratch& s = *scratch_;
  if (plan.warps()) {
    s.load(image);
    place_affine(s.xs.data(), s.ys.data(), s.count, plan.map.data(), s.px.data(), s.py.data());
    if (plan.elastic) s.displace(plan);
    sample_bilinear(s.packed.data(), s.limits(plan.fill), s.count, s.px.data(), s.py.data(), out);
  } else {
    to_float(image, s.count, out);
  }
  if (plan.thickness != 0) change_thickness(out, s.size, plan.thickness, s.row.data(), s.spread.data());
  erase(out, s.size, plan.erase);
}

}  // namespace ductus::data
