#include "tests/support/torch_doctest.h"

#include "models/device.h"

#include <ATen/Context.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <dlfcn.h>

#include "configs/schema/error.h"
#include "tests/support/errors.h"

using namespace ductus;

// First of all: nothing may have asked LibTorch about CUDA before.
TEST_CASE(
    "device: auto is a GPU where one can be used, and LibTorch knows its CUDA library where it is there") {
  config::NullReporter silent;
  const c10::Device device = models::select_device("auto", silent);
  CHECK(device.is_cuda() == at::hasCUDA());
  const bool loaded = dlopen("libtorch_cuda.so", RTLD_NOLOAD | RTLD_NOW) != nullptr;
  CHECK(at::detail::getCUDAHooks().compiledWithCuDNN() == loaded);  // false: what stands in for the library
}

TEST_CASE("device: one that is not there is refused with its name and why") {
  config::NullReporter silent;
  CHECK(models::select_device("cpu", silent).is_cpu());
  for (const char* name : {"gpu", "tpu", "", "cuda:x", "mps"}) {
    CAPTURE(name);
    CHECK(test::error_of([&] {
            models::select_device(name, silent);
          }).find("expected cpu, cuda, cuda:N or auto") != std::string::npos);
  }
  CHECK(test::error_of([&] { models::select_device("cuda:99", silent); }).rfind("device 'cuda:99': ", 0) ==
        0);
}
