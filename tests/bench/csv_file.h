// The letters CSV that benchmarks read: the one that DUCTUS_BENCH_CSV names, or a tenth of the full size made
// up.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>

#include "data/formats/csv_rows.h"
#include "tests/support/temp_dir.h"

namespace ductus::bench {

/// A row with as many zeros and as much text as the Kaggle file has: three quarters paper, 1,876 bytes.
inline std::string letter_row(std::mt19937& random) {
  std::string row = std::to_string(random() % 26);
  bool ink = false;
  for (int i = 0; i < data::kCsvPixels; ++i) {
    if (random() % (ink ? 4 : 13) == 0) ink = !ink;
    row += "," + std::to_string(ink ? random() % 256 : 0);
  }
  return row + "\n";
}

/// The user's file, or one of 37,245 rows that goes when the program does.
class CsvFile {
 public:
  CsvFile() {
    if (const char* given = std::getenv("DUCTUS_BENCH_CSV")) {
      path_ = given;
      return;
    }
    path_ = folder_ / "letters.csv";
    std::mt19937 random(1);
    std::ofstream file(path_, std::ios::binary);
    for (int i = 0; i < 37245; ++i) file << letter_row(random);
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  test::TempDir folder_;
  std::filesystem::path path_;
};

inline const std::filesystem::path& csv_path() {
  static const CsvFile file;
  return file.path();
}

}  // namespace ductus::bench
