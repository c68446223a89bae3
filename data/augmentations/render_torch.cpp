#include "data/augmentations/render_torch.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cstring>

namespace ductus::data {
namespace {

template <typename Write>
at::Tensor fill(at::IntArrayRef shape, const std::vector<Plan>& plans, bool pinned, Write write) {
  at::Tensor out = at::empty(shape, at::TensorOptions().dtype(at::kFloat).pinned_memory(pinned));
  float* to = out.data_ptr<float>();
  const int64_t stride = out.numel() / static_cast<int64_t>(plans.size());
  for (const Plan& plan : plans) write(plan, to), to += stride;
  return out;
}

at::Tensor control_matrix(int64_t size, at::Device device) {
  at::Tensor weights = at::empty({size, Plan::kGrid});
  for (int64_t i = 0; i < size; ++i) {
    const auto row = control_weights(static_cast<int>(i), static_cast<int>(size));
    std::memcpy(weights.data_ptr<float>() + i * Plan::kGrid, row.data(), sizeof row);
  }
  return weights.to(device);
}

// Bilinear samples of images with a border of one paper pixel.
at::Tensor sample(const at::Tensor& images, const at::Tensor& px, const at::Tensor& py,
                  const at::Tensor& border) {
  const int64_t n = images.size(0), h = images.size(1), w = images.size(2);
  const at::Tensor framed = at::constant_pad_nd(images, {1, 2, 1, 2}, 0).to(at::kFloat).view({n, -1});
  const auto clamp = [&](const at::Tensor& p, int64_t size) {
    return at::minimum(at::maximum(p, -border), border + static_cast<double>(size - 1)) + 1;
  };
  const at::Tensor x = clamp(px, w), y = clamp(py, h);
  const at::Tensor ix = x.floor(), iy = y.floor(), wx = x - ix, wy = y - iy;
  const at::Tensor at00 = (iy * static_cast<double>(w + 3) + ix).to(at::kLong).view({n, -1});
  const auto pixel = [&](int64_t offset) { return framed.gather(1, at00 + offset).view({n, h, w}); };
  const at::Tensor p00 = pixel(0), p10 = pixel(w + 3);
  const at::Tensor top = p00 + wx * (pixel(1) - p00), bottom = p10 + wx * (pixel(w + 4) - p10);
  return (top + wy * (bottom - top)) * (1.0 / 255.0);
}

at::Tensor change_thickness(const at::Tensor& images, const at::Tensor& thickness) {
  const at::Tensor thicker = at::max_pool2d(images, {3, 3}, {1, 1}, {1, 1});
  const at::Tensor thinner = -at::max_pool2d(-images, {3, 3}, {1, 1}, {1, 1});
  return images + thickness.abs() * (at::where(thickness > 0, thicker, thinner) - images);
}

// 0 inside the boxes, [N, 4], 1 elsewhere.
at::Tensor keep_mask(const at::Tensor& boxes, const at::Tensor& x, const at::Tensor& y) {
  const auto side = [&](int64_t i) { return boxes.select(1, i).view({-1, 1, 1}); };
  return ((y >= side(0)) & (y < side(2)) & (x >= side(1)) & (x < side(3))).logical_not().unsqueeze(1);
}

}  // namespace

PlanBatch pack(const std::vector<Plan>& plans, bool pinned) {
  const auto n = static_cast<int64_t>(plans.size());
  const auto any = [&](auto test) { return std::any_of(plans.begin(), plans.end(), test); };
  PlanBatch batch;
  batch.map = fill({n, 2, 3}, plans, pinned,
                   [](const Plan& p, float* to) { std::memcpy(to, p.map.data(), sizeof p.map); });
  batch.border = fill({n, 1, 1}, plans, pinned,
                      [](const Plan& p, float* to) { *to = p.fill == Fill::kPaper ? 1.0F : 0.0F; });
  if (any([](const Plan& p) { return p.elastic; })) {
    batch.displacement = fill({n, 2, Plan::kGrid, Plan::kGrid}, plans, pinned, [](const Plan& p, float* to) {
      std::memcpy(to, p.displacement.data(), sizeof p.displacement);
    });
  }
  if (any([](const Plan& p) { return p.thickness != 0; })) {
    batch.thickness = fill({n, 1, 1, 1}, plans, pinned, [](const Plan& p, float* to) { *to = p.thickness; });
  }
  if (any([](const Plan& p) { return p.erase.bottom > p.erase.top; })) {
    batch.erase = fill({n, 4}, plans, pinned, [](const Plan& p, float* to) {
      const PixelBox& e = p.erase;
      const int sides[] = {e.top, e.left, e.bottom, e.right};
      for (const int side : sides) *to++ = static_cast<float>(side);
    });
  }
  return batch;
}

BatchRenderer::BatchRenderer(ImageSize size, at::Device device) : size_(size) {
  const auto options = at::TensorOptions().dtype(at::kFloat).device(device);
  x_ = at::arange(size.width, options).view({1, 1, size.width});
  y_ = at::arange(size.height, options).view({1, size.height, 1});
  controls_x_ = control_matrix(size.width, device);
  controls_y_ = control_matrix(size.height, device);
}

std::pair<at::Tensor, at::Tensor> BatchRenderer::places(const PlanBatch& plans) const {
  const at::Tensor map = plans.map.to(x_.device(), /*non_blocking=*/true);
  const auto coefficient = [&](int64_t row, int64_t column) {
    return map.select(1, row).select(1, column).view({-1, 1, 1});
  };
  at::Tensor px = coefficient(0, 0) * x_ + coefficient(0, 1) * y_ + coefficient(0, 2);
  at::Tensor py = coefficient(1, 0) * x_ + coefficient(1, 1) * y_ + coefficient(1, 2);
  if (plans.displacement.defined()) {
    const at::Tensor d = plans.displacement.to(x_.device(), /*non_blocking=*/true);    // [N, 2, kGrid, kGrid]
    const at::Tensor shift = at::matmul(at::matmul(controls_y_, d), controls_x_.t());  // [N, 2, H, W]
    px = px + shift.select(1, 0);
    py = py + shift.select(1, 1);
  }
  return {px, py};
}

at::Tensor BatchRenderer::render(const at::Tensor& images, const PlanBatch& plans) const {
  const at::Device device = x_.device();
  const auto [px, py] = places(plans);
  at::Tensor out =
      sample(images, px, py, plans.border.to(device, /*non_blocking=*/true)).unsqueeze(1);  // [N, 1, H, W]
  if (plans.thickness.defined())
    out = change_thickness(out, plans.thickness.to(device, /*non_blocking=*/true));
  if (plans.erase.defined()) out = out * keep_mask(plans.erase.to(device, /*non_blocking=*/true), x_, y_);
  return out;
}

}  // namespace ductus::data
