// Real data that tests use where it is there.
#pragma once

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

namespace ductus::test {

/// The folder `shared` beside the project, or the one that DUCTUS_SHARED names.
inline std::filesystem::path shared_folder() {
  if (const char* given = std::getenv("DUCTUS_SHARED")) return given;
  return std::filesystem::path(DUCTUS_TESTS_DIR).parent_path().parent_path() / "shared";
}

/// Whether shared/NAME is missing, which the test's output then says: `if (missing("data/ctc-matrices"))
/// return;`
inline bool missing(const std::string& name) {
  if (std::filesystem::exists(shared_folder() / name)) return false;
  MESSAGE("skipped: there is no " << (shared_folder() / name).string());
  return true;
}

}  // namespace ductus::test
