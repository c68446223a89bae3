// Lines of 40 characters against what a bad reader makes of them: 4 errors in each.
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "data/rng.h"
#include "eval/edit_distance.h"
#include "eval/line_metrics.h"
#include "eval/text_units.h"

namespace {

using namespace ductus;

constexpr int kPairs = 10000;

constexpr std::string_view kReceipt = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:-    ";
constexpr std::string_view kMixedCase = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.,      ";

/// `wrong`: every how manyth line has errors.
eval::LinePredictions lines(int wrong, std::string_view symbols = kReceipt) {
  const auto symbol = [&](data::Rng& rng) {
    return symbols[rng.below(static_cast<uint32_t>(symbols.size()))];
  };
  data::Rng rng(1, 0, 0, data::Purpose::kSynth);
  eval::LinePredictions result;
  for (int i = 0; i < kPairs; ++i) {
    std::string text(40, ' ');
    for (char& c : text) c = symbol(rng);
    result.truth.push_back(text);
    for (int k = 0; k < 4 && i % wrong == 0; ++k) {
      const std::size_t at = rng.below(static_cast<uint32_t>(text.size()));
      const uint32_t kind = rng.below(3);
      if (kind != 2) text.erase(at, 1);
      if (kind != 1) text.insert(at, 1, symbol(rng));
    }
    result.predicted.push_back(text);
  }
  return result;
}

struct Units {
  explicit Units(const eval::LinePredictions& lines) {
    for (int i = 0; i < kPairs; ++i) {
      truth.push_back(eval::decode_utf8(lines.truth[i], "truth"));
      predicted.push_back(eval::decode_utf8(lines.predicted[i], "predicted"));
    }
  }
  std::vector<std::u32string> truth;
  std::vector<std::u32string> predicted;
};

void edit_distance(benchmark::State& state) {
  const Units units(lines(1));
  eval::EditAligner aligner;
  for (auto _ : state) {
    for (int i = 0; i < kPairs; ++i) {
      benchmark::DoNotOptimize(aligner.distance(units.truth[i], units.predicted[i]));
    }
  }
  state.SetItemsProcessed(state.iterations() * kPairs);
}
BENCHMARK(edit_distance)->Unit(benchmark::kMillisecond);

void edit_counts(benchmark::State& state) {
  const Units units(lines(1));
  eval::EditAligner aligner;
  for (auto _ : state) {
    for (int i = 0; i < kPairs; ++i) {
      benchmark::DoNotOptimize(aligner.count(units.truth[i], units.predicted[i]));
    }
  }
  state.SetItemsProcessed(state.iterations() * kPairs);
}
BENCHMARK(edit_counts)->Unit(benchmark::kMillisecond);

/// UTF-8 in, everything out: CER, WER, four variants, confusions, types.
void score(benchmark::State& state, std::string_view symbols) {
  const eval::LinePredictions all = lines(static_cast<int>(state.range(0)), symbols);
  for (auto _ : state) benchmark::DoNotOptimize(eval::score_lines(all));
  state.SetItemsProcessed(state.iterations() * kPairs);
}

void score_lines(benchmark::State& state) { score(state, kReceipt); }
BENCHMARK(score_lines)->ArgName("one_wrong_in")->Arg(1)->Arg(5)->Unit(benchmark::kMillisecond);

/// Where case folding makes a difference in most lines.
void score_lines_of_mixed_case(benchmark::State& state) { score(state, kMixedCase); }
BENCHMARK(score_lines_of_mixed_case)->ArgName("one_wrong_in")->Arg(1)->Arg(5)->Unit(benchmark::kMillisecond);

}  // namespace
