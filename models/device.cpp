#include "models/device.h"

#include <ATen/Context.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <dlfcn.h>
#include <link.h>

#include <filesystem>
#include <system_error>

#include "configs/schema/error.h"

namespace ductus::models {
namespace {

namespace fs = std::filesystem;

// cuDNN compiles kernels with NVRTC, which it looks for by name alone, where the wheels do not have it: once
// loaded it is found (torch/__init__.py does the same; PyTorch issue 145580).
void load_nvrtc(void* cuda_library) {
  link_map* place = nullptr;
  if (dlinfo(cuda_library, RTLD_DI_LINKMAP, &place) != 0) return;
  const fs::path packages = fs::path(place->l_name).parent_path() / "../../nvidia";
  std::error_code absent;
  for (const auto& package : fs::directory_iterator(packages, absent)) {
    for (const auto& file : fs::directory_iterator(package.path() / "lib", absent)) {
      const std::string name = file.path().filename().string();
      if (name.rfind("libnvrtc", 0) == 0 && name.find(".alt.") == std::string::npos)
        dlopen(file.path().c_str(), RTLD_NOW | RTLD_GLOBAL);
    }
  }
}

// Why LibTorch's CUDA library cannot be loaded, or "".
std::string load_cuda_library() {
  void* const library = dlopen("libtorch_cuda.so", RTLD_NOW | RTLD_GLOBAL);
  if (library == nullptr) return fmt::format("{} (scripts/setup.sh gpu installs what CUDA needs)", dlerror());
  load_nvrtc(library);
  at::globalContext().setAllowTF32CuDNN(false);  // float32 means float32
  return "";
}

// Why CUDA cannot be used, or "" when it can. LibTorch looks for its CUDA library once, when it is first
// asked about CUDA, and never again: the library must be there by then.
std::string load_cuda() {
  static const std::string problem = load_cuda_library();
  if (!problem.empty()) return problem;
  return at::hasCUDA() ? "" : "LibTorch's CUDA library is there, but it finds no GPU";
}

bool has_nvidia_driver() {
  return fs::exists("/dev/nvidiactl") || fs::exists("/dev/dxg");
}  // the latter: WSL

c10::Device automatic(config::Reporter& reporter) {
  const std::string problem = load_cuda();
  if (problem.empty()) return c10::Device("cuda:0");
  if (has_nvidia_driver()) reporter.warn("the GPU is not used: " + problem);
  return c10::Device("cpu");
}

c10::Device parse(const std::string& name) {
  try {
    const c10::Device device(name == "cuda" ? "cuda:0" : name);
    if (device.is_cpu() || device.is_cuda()) return device;
  } catch (const c10::Error&) {  // told below
  }
  fail_usage("device '{}': expected cpu, cuda, cuda:N or auto", name);
}

}  // namespace

c10::Device select_device(const std::string& name, config::Reporter& reporter) {
  if (name == "auto") return automatic(reporter);
  const c10::Device device = parse(name);
  if (device.is_cpu()) return device;
  const std::string problem = load_cuda();
  DUCTUS_CHECK(problem.empty(), "device '{}': no GPU can be used: {} (try --device cpu)", name, problem);
  const auto count = static_cast<int>(at::getNumGPUs());
  DUCTUS_CHECK(device.index() < count, "device '{}': expected cuda:0 to cuda:{}", name, count - 1);
  return device;
}

bool multiplies_bfloat16(c10::Device device) {
  if (device.is_cuda()) return at::detail::getCUDAHooks().supportsBFloat16ConvolutionWithCuDNNv8();
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx512bf16");
#else
  return false;
#endif
}

}  // namespace ductus::models
