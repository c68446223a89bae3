#include "models/device.h"

#include <ATen/Context.h>
#include <dlfcn.h>

#include "configs/schema/error.h"

namespace ductus::models {
namespace {

// Why CUDA cannot be used, or "" when it can.
std::string load_cuda() {
  if (at::hasCUDA()) return "";
  if (dlopen("libtorch_cuda.so", RTLD_NOW | RTLD_GLOBAL) == nullptr) return dlerror();
  return at::hasCUDA() ? "" : "LibTorch's CUDA library is there, but it finds no GPU";
}

}  // namespace

c10::Device select_device(const std::string& name) {
  if (name == "auto") return load_cuda().empty() ? c10::Device("cuda:0") : c10::Device("cpu");
  try {
    const c10::Device device(name == "cuda" ? "cuda:0" : name);
    if (device.is_cpu()) return device;
    DUCTUS_CHECK(device.is_cuda(), "device '{}': expected cpu, cuda, cuda:N or auto", name);
    const std::string problem = load_cuda();
    DUCTUS_CHECK(problem.empty(), "device '{}': no GPU can be used: {} (try --device cpu)", name, problem);
    return device;
  } catch (const c10::Error&) {
    fail_usage("device '{}': expected cpu, cuda, cuda:N or auto", name);
  }
}

bool cpu_has_bfloat16() {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx512bf16");
#else
  return false;
#endif
}

}  // namespace ductus::models
