// A tree with one of scripts/ alone, and programs that stand in for those it calls.
#pragma once

#include <filesystem>
#include <string>

#include "tests/support/temp_dir.h"

namespace ductus::test {

class ScriptTree : public TempDir {
 public:
  explicit ScriptTree(const std::string& script) {
    std::filesystem::create_directories(*this / "scripts");
    std::filesystem::copy_file(DUCTUS_TESTS_DIR "/../scripts/" + script, *this / "scripts" / script);
  }

  /// `body`: of a shell script.
  void add_program(const std::filesystem::path& name, const std::string& body) const {
    std::filesystem::permissions(write(name, "#!/bin/sh\n" + body), std::filesystem::perms::owner_all);
  }
};

}  // namespace ductus::test
