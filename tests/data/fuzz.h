// Sound files with something done to them.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <random>
#include <string>

#include "tests/support/errors.h"
#include "tests/support/temp_dir.h"

namespace ductus::test {

/// One to eight changes: a bit, a byte, a piece cut out, doubled, or the end cut off.
inline std::string mutated(std::string bytes, std::mt19937& random) {
  for (auto changes = 1 + random() % 8; changes > 0 && !bytes.empty(); --changes) {
    // the first bytes, where headers are, are hit as often as all others
    const std::size_t at =
        random() % (random() % 2 == 0 ? std::min<std::size_t>(bytes.size(), 24) : bytes.size());
    const std::size_t length = random() % std::min<std::size_t>(bytes.size() - at, 64) + 1;
    switch (random() % 6) {
      case 0:
        bytes[at] = static_cast<char>(bytes[at] ^ (1 << random() % 8));
        break;
      case 1:
        bytes[at] = static_cast<char>(random());
        break;
      case 2:
        bytes.erase(at, length);
        break;
      case 3:
        bytes.insert(at, bytes.substr(at, length));
        break;
      case 4:
        bytes[at] = "\0\xFF\n,\"0"[random() % 6];
        break;
      default:
        if (random() % 4 == 0) bytes.resize(at);
    }
  }
  return bytes;
}

struct FuzzOutcome {
  int read = 0;
  int refused = 0;
};

/// Reads `cases` mutations of `bytes`; any exception but Error, and any signal, fails the test.
template <typename Read>
FuzzOutcome fuzz(const std::string& bytes, int cases, uint32_t seed, Read read) {
  const TempDir dir;
  std::mt19937 random(seed);
  FuzzOutcome outcome;
  for (int i = 0; i < cases; ++i) {
    const auto path =
        dir.write(std::to_string(i), mutated(bytes, random));  // to overwrite a file waits for the disk
    CAPTURE(i);
    std::string error;
    REQUIRE_NOTHROW(error = error_of([&] { read(path); }));
    std::filesystem::remove(path);
    CAPTURE(error);
    CHECK(error.find('\n') == std::string::npos);
    ++(error == "no error" ? outcome.read : outcome.refused);
  }
  return outcome;
}

}  // namespace ductus::test
