// The pairs of tests/golden/jiwer.
#pragma once

#include <doctest/doctest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "eval/edit_distance.h"

namespace ductus::test {

struct JiwerGolden {
  std::vector<nlohmann::json> pairs;
  nlohmann::json corpus;
};

inline const char* const kJiwerFiles[] = {"cases.jsonl", "drawn.jsonl"};

inline JiwerGolden read_jiwer_golden(const std::string& name) {
  std::ifstream file(DUCTUS_TESTS_DIR "/golden/jiwer/" + name);
  JiwerGolden golden;
  for (std::string line; std::getline(file, line);) {
    const auto json = nlohmann::json::parse(line);
    if (json.contains("corpus")) golden.corpus = json;
    if (json.contains("ref")) golden.pairs.push_back(json);
  }
  REQUIRE(golden.pairs.size() >= 40);
  REQUIRE(golden.corpus["corpus"] == golden.pairs.size());
  return golden;
}

inline eval::EditCounts edit_counts(const nlohmann::json& counts) {
  return {counts["H"], counts["S"], counts["D"], counts["I"]};
}

}  // namespace ductus::test
