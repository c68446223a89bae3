#include "models/device.h"

#include <ATen/Context.h>
#include <dlfcn.h>

#include <filesystem>

#include "configs/schema/error.h"

namespace ductus::models {
namespace {

// Why CUDA cannot be used, or "" when it can. LibTorch looks for its CUDA library once, when it is first
// asked about CUDA, and never again: the library must be there by then.
std::string load_cuda() {
  static void* const library = dlopen("libtorch_cuda.so", RTLD_NOW | RTLD_GLOBAL);
  static const std::string problem = library == nullptr ? dlerror() : "";
  if (!problem.empty()) return problem + " (scripts/setup.sh gpu installs what CUDA needs)";
  return at::hasCUDA() ? "" : "LibTorch's CUDA library is there, but it finds no GPU";
}

bool has_nvidia_driver() {
  return std::filesystem::exists("/dev/nvidiactl") || std::filesystem::exists("/dev/dxg");  // the latter: WSL
}

c10::Device automatic(config::Reporter& reporter) {
  const std::string problem = load_cuda();
  if (problem.empty()) return c10::Device("cuda:0");
  if (has_nvidia_driver()) reporter.warn("the GPU is not used: " + problem);
  return c10::Device("cpu");
}

}  // namespace

c10::Device select_device(const std::string& name, config::Reporter& reporter) {
  if (name == "auto") return automatic(reporter);
  try {
    const c10::Device device(name == "cuda" ? "cuda:0" : name);
    if (device.is_cpu()) return device;
    DUCTUS_CHECK(device.is_cuda(), "device '{}': expected cpu, cuda, cuda:N or auto", name);
    const std::string problem = load_cuda();
    DUCTUS_CHECK(problem.empty(), "device '{}': no GPU can be used: {} (try --device cpu)", name, problem);
    DUCTUS_CHECK(device.index() < static_cast<int>(at::getNumGPUs()),
                 "device '{}': expected cuda:0 to cuda:{}", name, at::getNumGPUs() - 1);
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
