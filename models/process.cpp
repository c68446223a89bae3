#include "models/process.h"

#include <cstdlib>

#ifndef DUCTUS_SANITIZED
// jemalloc looks for this name: what is freed stays in the process for a while, longer than a step takes.
extern "C" {
extern const char* malloc_conf;
const char* malloc_conf = "dirty_decay_ms:20000,muzzy_decay_ms:20000";
}
#endif

namespace ductus::models {

void prepare_process() { setenv("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "8192", /*overwrite=*/0); }

}  // namespace ductus::models
