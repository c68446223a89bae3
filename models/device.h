// Where tensors live: the CPU, or a GPU when this machine and this LibTorch have one.
#pragma once

#include <c10/core/Device.h>

#include <string>

namespace ductus::models {

/// "cpu", "cuda", "cuda:1", or "auto": a GPU if there is one. The same build serves both: LibTorch's CUDA
/// library is loaded here, the first time it is asked for. Throws ductus::Error when a GPU is named and none
/// can be used, with why.
c10::Device select_device(const std::string& name);

/// The processor multiplies bfloat16 itself (AVX512-BF16 or AMX), so that it is faster than float32 and not
/// slower.
bool cpu_has_bfloat16();

}  // namespace ductus::models
