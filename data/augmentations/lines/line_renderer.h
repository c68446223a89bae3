// Carries out LinePlans on the CPU.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "data/augmentations/lines/line_plan.h"

namespace ductus::data {

/// Holds scratch memory: one renderer a thread. What it draws depends on its arguments alone.
class LineRenderer {
 public:
  LineRenderer();
  ~LineRenderer();
  LineRenderer(LineRenderer&&) noexcept;
  LineRenderer& operator=(LineRenderer&&) noexcept;

  /// line          ink bright; beyond its edges is paper, 0
  /// above, below  donors of the plan's slivers; null: paper in their place
  /// out           [line.height, plan.width_px] float in [0, 1], rows `stride` >= plan.width_px floats apart
  /// An identity plan gives pixels / 255.
  void render(const LinePicture& line, const LinePicture* above, const LinePicture* below,
              const LinePlan& plan, float* out, int64_t stride);

 private:
  struct Scratch;
  std::unique_ptr<Scratch> scratch_;
};

/// The sampling (slivers, map, displacements) written plainly, in double precision: the oracle of the fast
/// one. [line.height, plan.width_px]
std::vector<double> sample_reference(const LinePicture& line, const LinePicture* above,
                                     const LinePicture* below, const LinePlan& plan);

}  // namespace ductus::data
