// The device engine of augmentation: whole batches by LibTorch's operators, on the CPU or a GPU alike.
#pragma once

#include <ATen/core/Tensor.h>

#include <utility>
#include <vector>

#include "data/augmentations/plan.h"

namespace ductus::data {

/// Plans of a batch as tensors on the host, ready to travel in one copy each.
struct PlanBatch {
  at::Tensor map;           // [N, 2, 3] float
  at::Tensor border;        // [N, 1, 1] float: how far outside the image it may sample (1: paper, 0: nearest)
  at::Tensor displacement;  // [N, 2, kGrid, kGrid] float, or undefined when no plan is elastic
  at::Tensor thickness;     // [N, 1, 1, 1] float, or undefined
  at::Tensor erase;         // [N, 4] float: top, left, bottom, right, or undefined
};

PlanBatch pack(const std::vector<Plan>& plans, bool pinned);

/// Carries out plans on batches of one size on one device.
class BatchRenderer {
 public:
  BatchRenderer(ImageSize size, at::Device device);

  /// images  [N, H, W] uint8 on the device
  /// returns [N, 1, H, W] float in [0, 1] there: equal to Renderer's to rounding (tested)
  at::Tensor render(const at::Tensor& images, const PlanBatch& plans) const;

 private:
  std::pair<at::Tensor, at::Tensor> places(const PlanBatch& plans) const;  // [N, H, W] each, pixels

  ImageSize size_;
  at::Tensor x_, y_;                    // [1, 1, W], [1, H, 1]: output coordinates
  at::Tensor controls_x_, controls_y_;  // [W, kGrid], [H, kGrid]: weights of the control points
};

}  // namespace ductus::data
