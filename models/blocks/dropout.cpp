#include "models/blocks/dropout.h"

#include <ATen/ATen.h>

#include "data/rng.h"

namespace ductus::models {
namespace {

// The mask is drawn on the host, where the counters live: a device only multiplies.
at::Tensor draw_mask(int64_t samples, int64_t features, double rate, uint32_t layer, const Noise& noise,
                     bool pinned) {
  at::Tensor mask =
      at::empty({samples, features}, at::TensorOptions().dtype(at::kFloat).pinned_memory(pinned));
  const float keep = static_cast<float>(1 / (1 - rate));
  const auto limit = static_cast<uint32_t>(rate * 4294967296.0);
  float* out = mask.data_ptr<float>();
  for (int64_t n = 0; n < samples; ++n) {
    data::Rng rng(noise.seed + layer, noise.step, static_cast<uint64_t>(noise.samples[n]),
                  data::Purpose::kDropout);
    for (int64_t k = 0; k < features; ++k) *out++ = rng.next() < limit ? 0.0F : keep;
  }
  return mask;
}

}  // namespace

at::Tensor dropout(const at::Tensor& x, double rate, uint32_t layer, const Noise* noise) {
  if (noise == nullptr || rate <= 0) return x;
  const int64_t samples = x.size(0);
  const at::Tensor mask = draw_mask(samples, x.numel() / samples, rate, layer, *noise, x.is_cuda());
  return x * mask.to(x.device(), x.scalar_type(), /*non_blocking=*/true).view(x.sizes());
}

}  // namespace ductus::models
