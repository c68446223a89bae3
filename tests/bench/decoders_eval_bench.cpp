// Decoders on one core, with confidences and places; outputs in the cache.
#include <benchmark/benchmark.h>

#include "eval/decoders/decoder.h"
#include "tests/support/ctc.h"

namespace {

using namespace ductus;

/// Lines of random text as a trained network would answer them.
std::vector<test::Line> peaky_lines(int64_t length, int64_t classes, std::size_t symbols) {
  std::mt19937 random(1);
  std::vector<test::Line> lines;
  for (int i = 0; i < 8; ++i) {
    std::vector<int32_t> labels(symbols);
    for (int32_t& label : labels) label = static_cast<int32_t>(random() % static_cast<uint64_t>(classes - 1));
    lines.push_back(test::peaky_line(random, labels, length, classes));
  }
  return lines;
}

void decode(benchmark::State& state, const std::string& decoder, const std::vector<test::Line>& lines) {
  const auto with =
      eval::make_decoder(decoder, test::symbols(static_cast<std::size_t>(lines[0].classes - 1)));
  for (auto _ : state) {
    for (const test::Line& line : lines) benchmark::DoNotOptimize(with->decode(line.steps()));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(lines.size()));
}

void greedy_peaky(benchmark::State& state) { decode(state, "greedy", peaky_lines(128, 80, 30)); }
BENCHMARK(greedy_peaky)->Unit(benchmark::kMicrosecond);

/// No step is sure: the worst case.
void greedy_noise(benchmark::State& state) {
  std::mt19937 random(1);
  decode(state, "greedy", {test::random_line(random, 128, 80, 2)});
}
BENCHMARK(greedy_noise)->Unit(benchmark::kMicrosecond);

}  // namespace
