// The cases of tests/golden/stats.
#pragma once

#include <doctest/doctest.h>

#include <fstream>
#include <nlohmann/json.hpp>

namespace ductus::test {

inline nlohmann::json read_stats_golden() {
  std::ifstream file(DUCTUS_TESTS_DIR "/golden/stats/cases.json");
  REQUIRE(file.good());
  auto cases = nlohmann::json::parse(file)["cases"];
  REQUIRE(cases.size() == 20);
  return cases;
}

}  // namespace ductus::test
