// Readers of bytes from outside: whatever is done to a sound file, they read it or throw Error; nothing else
// happens.
#include <doctest/doctest.h>

#include <random>

#include "data/formats/idx.h"
#include "data/formats/letters_csv.h"
#include "tests/data/format_files.h"
#include "tests/data/fuzz.h"

using namespace ductus;
using test::fuzz;
using test::FuzzOutcome;

namespace {

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
  const FuzzOutcome plain = fuzz(random_idx(), 1500, 1, read);
  CHECK(plain.read > 50);
  CHECK(plain.refused > 500);
  CHECK(fuzz(test::gzip(random_idx()), 1500, 2, read).refused > 1000);
}

TEST_CASE("fuzz: letters CSV, plain and packed") {
  const FuzzOutcome plain = fuzz(random_csv(), 1500, 3, read_csv);
  CHECK(plain.read > 50);
  CHECK(plain.refused > 500);
  CHECK(fuzz(test::gzip(random_csv()), 1500, 4, read_csv).refused > 1000);
}
