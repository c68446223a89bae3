// What every program owes its user when something is wrong.
#pragma once

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "tests/support/workplace.h"

namespace ductus::test {

/// Every file below a folder with its bytes.
inline std::map<std::string, std::string> contents(const Workplace& work) {
  std::map<std::string, std::string> contents;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(work.path())) {
    contents[entry.path().string()] = entry.is_regular_file() ? read_file(entry.path()) : "folder";
  }
  return contents;
}

/// Runs `ductus ARGUMENTS` without progress, which must end with `status` and say why in one line that has
/// all the `pieces`; nothing is printed as a result, and no file is made, changed or left half written.
inline void check_fails(const Workplace& work, std::vector<std::string> arguments, int status,
                        const std::vector<std::string>& pieces, const ProcessOptions& options = {}) {
  const auto before = contents(work);
  if (arguments[0] != "export") arguments.emplace_back("--quiet");  // it has nothing else to say
  const Outcome outcome = work.run(arguments, options);
  CAPTURE(outcome.err);
  CHECK(outcome.status == status);
  CHECK(outcome.out == "");
  CHECK(outcome.err.find("ductus " + arguments[0]) == 0);
  CHECK(outcome.err.find(": error: ") != std::string::npos);
  CHECK(outcome.err.find('\n') == outcome.err.size() - 1);
  for (const std::string& piece : pieces) {
    CAPTURE(piece);
    CHECK(outcome.err.find(piece) != std::string::npos);
  }
  const bool untouched = contents(work) == before;
  CHECK(untouched);
}

}  // namespace ductus::test
