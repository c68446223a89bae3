// Letters CSV: text to a ready uint8 array, with all checks.
#include <benchmark/benchmark.h>

#include <filesystem>
#include <random>
#include <string>

#include "data/formats/csv_rows.h"
#include "data/formats/letters_csv.h"
#include "tests/bench/csv_file.h"

namespace {

using namespace ductus;

void read_csv(benchmark::State& state) {
  const std::filesystem::path& path = bench::csv_path();
  const auto threads = static_cast<int>(state.range(0));
  config::NullReporter silent;
  int64_t rows = 0;
  for (auto _ : state)
    rows = data::read_letters_csv_file(path, data::FirstRow::kAuto, threads, silent).size();
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(std::filesystem::file_size(path)));
  state.SetItemsProcessed(state.iterations() * rows);
}
BENCHMARK(read_csv)->Arg(1)->Arg(2)->MeasureProcessCPUTime()->UseRealTime()->Unit(benchmark::kMillisecond);

/// 200 rows, which stay in the cache: the parser alone.
struct RowsInCache {
  RowsInCache() {
    std::mt19937 random(1);
    text.assign(data::kCsvReadBehind, '\n');
    for (int i = 0; i < kRows; ++i) text += bench::letter_row(random);
    size = text.size() - data::kCsvReadBehind;
    text.append(data::kCsvReadAhead, '\n');
  }
  static constexpr int kRows = 200;
  std::string text;
  std::size_t size = 0;
};

void parse_csv_rows(benchmark::State& state, data::ParsePlainRow parse) {
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

void parse_csv_rows_exactly(benchmark::State& state) {
  std::mt19937 random(1);
  const std::string row = bench::letter_row(random);
  uint8_t pixels[data::kCsvPixels];
  for (auto _ : state) {
    benchmark::DoNotOptimize(data::parse_csv_row({row.data(), row.size() - 1}, pixels, "bench", 1));
    benchmark::DoNotOptimize(pixels);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(row.size()));
}
BENCHMARK(parse_csv_rows_exactly);

[[maybe_unused]] const bool kRegistered = [] {
  for (const data::PlainRowParser& parser : data::plain_row_parsers()) {
    benchmark::RegisterBenchmark((std::string("parse_csv_rows/") + parser.name).c_str(), parse_csv_rows,
                                 parser.parse);
  }
  return true;
}();

}  // namespace
