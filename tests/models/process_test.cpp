#include "models/process.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <cstring>
#include <memory>
#include <vector>

using namespace ductus;

#ifndef DUCTUS_SANITIZED

namespace {

constexpr int64_t kMB = 1 << 20;

// Takes 240 MB in pieces, writes to them and frees them.
void use_and_free() {
  std::vector<std::unique_ptr<char[]>> pieces;
  for (int i = 0; i < 60; ++i) {
    pieces.emplace_back(new char[4 * kMB]);
    std::memset(pieces.back().get(), i, 4 * kMB);
  }
}

}  // namespace

TEST_CASE("process: memory that was freed is kept, up to a limit that can be asked for") {
  models::limit_kept_memory(0);
  const models::HeapUse before = models::heap_use();
  use_and_free();
  const models::HeapUse after = models::heap_use();
  CHECK(after.kept_bytes - before.kept_bytes > 200 * kMB);
  CHECK(std::abs(after.in_use_bytes - before.in_use_bytes) < 40 * kMB);
  CHECK_FALSE(models::limit_kept_memory(after.kept_bytes + kMB));
  CHECK(models::heap_use().kept_bytes > 200 * kMB);
  CHECK(models::limit_kept_memory(100 * kMB));
  CHECK(models::heap_use().kept_bytes < 100 * kMB);
}

#endif
