// Where tensors live: the CPU, or a GPU when this machine and this LibTorch have one.
#pragma once

#include <c10/core/Device.h>

#include <string>

#include "configs/schema/reporter.h"

namespace ductus::models {

/// "cpu", "cuda", "cuda:1", or "auto": a GPU if one can be used; why a machine's GPU cannot is warned of. The
/// same build serves both: LibTorch's CUDA library is loaded here, the first time it is asked for, and
/// nothing may ask LibTorch about CUDA before. Throws ductus::Error when a GPU is named and cannot be used,
/// with why.
c10::Device select_device(const std::string& name, config::Reporter& reporter);

/// The device multiplies bfloat16 itself, so that it is faster than float32 and not slower: a processor with
/// AVX512-BF16 or AMX, a GPU of the Ampere generation or later.
bool multiplies_bfloat16(c10::Device device);

}  // namespace ductus::models
