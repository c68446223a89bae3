// Carries out LinePlans on the CPU.
#pragma once

#include <cstdint>
#include <memory>

#include "data/augmentations/lines/line_plan.h"

namespace ductus::data {

/// Holds scratch memory: one renderer a thread.
class LineRenderer {
 public:
  LineRenderer();
  ~LineRenderer();
  LineRenderer(LineRenderer&&) noexcept;
  LineRenderer& operator=(LineRenderer&&) noexcept;

  /// line          ink bright; beyond its edges is paper, 0
  /// above, below  donors of the plan's slivers; null where it has none
  /// out           [line.height, plan.width_px] float in [0, 1], rows `stride` floats apart
  void render(const LinePicture& line, const LinePicture* above, const LinePicture* below,
              const LinePlan& plan, float* out, int64_t stride);

 private:
  struct Scratch;
  std::unique_ptr<Scratch> scratch_;
};

}  // namespace ductus::data
