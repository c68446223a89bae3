// In the place of LibTorch's CUDA library: says that there are two GPUs, and can do nothing with them.
#include <ATen/detail/CUDAHooksInterface.h>

namespace at {
namespace {

// LibTorch looks for this name.
struct CUDAHooks : CUDAHooksInterface {
  explicit CUDAHooks(CUDAHooksArgs) {}

  bool hasCUDA() const override { return true; }
  c10::DeviceIndex deviceCount() const override { return 2; }
};

}  // namespace

REGISTER_CUDA_HOOKS(CUDAHooks);

}  // namespace at
