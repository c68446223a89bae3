// The CPU engine of augmentation: uint8 in, normalised float out, in one vectorised pass.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "data/augmentations/plan.h"

namespace ductus::data {

/// Carries out plans on images of one size. Holds scratch memory: one renderer a thread.
class Renderer {
 public:
  explicit Renderer(ImageSize size);
  ~Renderer();
  Renderer(Renderer&&) noexcept;
  Renderer& operator=(Renderer&&) noexcept;

  /// image  [H, W] uint8, ink bright
  /// out    [H, W] float in [0, 1]
  void render(const uint8_t* image, const Plan& plan, float* out);

 private:
  struct Scratch;
  std::unique_ptr<Scratch> scratch_;
};

/// The same, written plainly: the oracle of the fast one. It samples in double precision.
std::vector<float> render_reference(const uint8_t* image, ImageSize size, const Plan& plan);

}  // namespace ductus::data
