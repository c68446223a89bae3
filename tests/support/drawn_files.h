// What tests of drawn folders compare.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "tests/support/temp_dir.h"

namespace ductus::test {

/// The content of every file below a folder by its name there.
inline std::map<std::string, std::string> files_below(const std::filesystem::path& folder) {
  std::map<std::string, std::string> all;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file())
      all[entry.path().lexically_relative(folder).string()] = read_file(entry.path());
  }
  return all;
}

}  // namespace ductus::test
