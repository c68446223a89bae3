#include "models/recogniser.h"

namespace ductus::models {

at::Tensor Recogniser::enter(const at::Tensor& images) const {
  const auto dtype = precision_ == Precision::kBFloat16 ? at::kBFloat16 : at::kFloat;
  return images.to(images.device(), dtype, /*non_blocking=*/false, /*copy=*/false,
                   at::MemoryFormat::ChannelsLast);
}

}  // namespace ductus::models
