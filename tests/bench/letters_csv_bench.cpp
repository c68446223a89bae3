// Letters CSV: text to a ready uint8 array, with all checks. Without a file given by DUCTUS_BENCH_CSV a tenth
// of the full size is made up.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>

#include "data/formats/csv_rows.h"
#include "data/formats/letters_csv.h"
#include "tests/support/temp_dir.h"

namespace {

using namespace ductus;

/// A row with as many zeros and as much text as the Kaggle file has: three quarters paper, 1,876 bytes.
std::string letter_row(std::mt19937& random) {
  std::string row = std::to_string(random() % 26);
  bool ink = false;
  for (int i = 0; i < data::kCsvPixels; ++i) {
    if (random() % (ink ? 4 : 13) == 0) ink = !ink;
    row += "," + std::to_string(ink ? random() % 256 : 0);
  }
  return row + "\n";
}

/// The file to read: the user's, or one of 37,245 rows that goes when the program does.
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

void read_file(benchmark::State& state) {
  static const CsvFile file;
  config::NullReporter reporter;
  const auto threads = static_cast<int>(state.range(0));
  int64_t rows = 0;
  for (auto _ : state)
    rows = data::read_letters_csv_file(file.path(), data::FirstRow::kAuto, threads, reporter).size();
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(std::filesystem::file_size(file.path())));
  state.SetItemsProcessed(state.iterations() * rows);
}
BENCHMARK(read_file)->Arg(1)->Arg(2)->MeasureProcessCPUTime()->UseRealTime()->Unit(benchmark::kMillisecond);

/// 200 rows, which stay in the cache: the parser alone.
struct RowsInCache {
  RowsInCache() {
    std::mt19937 random(1);
    text.assign(data::kCsvReadBehind, '\n');
    for (int i = 0; i < kRows; ++i) text += letter_row(random);
    size = text.size() - data::kCsvReadBehind;
    text.append(data::kCsvReadAhead, '\n');
  }
  static constexpr int kRows = 200;
  std::string text;
  std::size_t size = 0;
};

void parse_rows(benchmark::State& state, data::ParsePlainRow parse) {
  const RowsInCache rows;
  alignas(64) uint8_t pixels[data::kCsvRowRoom];
  int32_t label = 0;
  for (auto _ : state) {
    const char* at = rows.text.data() + data::kCsvReadBehind;
    for (int row = 0; row < RowsInCache::kRows && at != nullptr; ++row) at = parse(at, &label, pixels);
    if (at == nullptr) state.SkipWithError("a plain row was refused");
    benchmark::DoNotOptimize(pixels);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(rows.size));
}

void parse_rows_exactly(benchmark::State& state) {
  std::mt19937 random(1);
  const std::string row = letter_row(random);
  uint8_t pixels[data::kCsvPixels];
  for (auto _ : state) {
    benchmark::DoNotOptimize(data::parse_csv_row({row.data(), row.size() - 1}, pixels, "bench", 1));
    benchmark::DoNotOptimize(pixels);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(row.size()));
}
BENCHMARK(parse_rows_exactly);

[[maybe_unused]] const bool kRegistered = [] {
  for (const data::PlainRowParser& parser : data::plain_row_parsers()) {
    benchmark::RegisterBenchmark((std::string("parse_rows/") + parser.name).c_str(), parse_rows,
                                 parser.parse);
  }
  return true;
}();

}  // namespace
