// Readers of bytes from outside: whatever is done to a sound file, they read it or throw Error; nothing else
// happens.
#include <doctest/doctest.h>

#include <random>

#include "data/formats/idx.h"
#include "data/formats/letters_csv.h"
#include "tests/data/format_files.h"
#include "tests/support/errors.h"
#include "tests/support/temp_dir.h"

using namespace ductus;
using test::TempDir;

namespace {

/// One to eight changes: a bit, a byte, a piece cut out, doubled, or the end cut off.
std::string mutated(std::string bytes, std::mt19937& random) {
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

struct Outcome {
  int read = 0;
  int refused = 0;
};

/// Reads `cases` mutations of `bytes`; any exception but Error, and any signal, fails the test.
template <typename Read>
Outcome fuzz(const std::string& bytes, int cases, uint32_t seed, Read read) {
  const TempDir dir;
  std::mt19937 random(seed);
  Outcome outcome;
  for (int i = 0; i < cases; ++i) {
    const auto path =
        dir.write(std::to_string(i), mutated(bytes, random));  // to overwrite a file waits for the disk
    CAPTURE(i);
    std::string error;
    REQUIRE_NOTHROW(error = test::error_of([&] { read(path); }));
    std::filesystem::remove(path);
    CHECK(error.find('\n') == std::string::npos);
    ++(error == "no error" ? outcome.read : outcome.refused);
  }
  return outcome;
}

std::string random_csv() {
  std::mt19937 random(5);
  std::string text;
  for (int row = 0; row < 8; ++row) {
    text += std::to_string(random() % 26);
    for (int i = 0; i < 784; ++i) text += "," + std::to_string(random() % 3 == 0 ? random() % 256 : 0);
    text += row % 2 == 0 ? "\n" : "\r\n";
  }
  return text;
}

void read_csv(const std::filesystem::path& path) {
  config::NullReporter reporter;
  data::read_letters_csv_file(path, data::FirstRow::kAuto, 1, reporter).check("fuzz");
}

std::string random_idx() {
  std::mt19937 random(6);
  std::string pixels(20 * 784, '\0');
  for (char& pixel : pixels) pixel = static_cast<char>(random() % 4 == 0 ? random() : 0);
  return test::idx_bytes({20, 28, 28}, pixels);
}

}  // namespace

TEST_CASE("fuzz: IDX, plain and packed") {
  const auto read = [](const std::filesystem::path& path) {
    const data::IdxArray array = data::read_idx_array(path, 3);
    CHECK(static_cast<int64_t>(array.values.size()) == array.shape[0] * array.shape[1] * array.shape[2]);
  };
  const Outcome plain = fuzz(random_idx(), 1500, 1, read);
  CHECK(plain.read > 50);
  CHECK(plain.refused > 500);
  CHECK(fuzz(test::gzip(random_idx()), 1500, 2, read).refused > 1000);
}

TEST_CASE("fuzz: letters CSV, plain and packed") {
  const Outcome plain = fuzz(random_csv(), 1500, 3, read_csv);
  CHECK(plain.read > 50);
  CHECK(plain.refused > 500);
  CHECK(fuzz(test::gzip(random_csv()), 1500, 4, read_csv).refused > 1000);
}
