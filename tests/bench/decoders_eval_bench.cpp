// Decoders on one core, with confidences and places; outputs in the cache.
#include <benchmark/benchmark.h>

#include "eval/decoders/char_lm.h"
#include "eval/decoders/decoder.h"
#include "tests/support/ctc.h"
#include "tests/support/temp_dir.h"

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

constexpr int64_t kSymbols = 69;  // as receipts have

/// Lines of three to six of 300 made-up words of three to eight symbols, the commoner the shorter their
/// number.
std::vector<std::vector<int32_t>> made_up_text(int lines) {
  std::mt19937 random(2);
  const auto below = [&](uint32_t n) { return static_cast<int32_t>(random() % n); };
  std::vector<std::vector<int32_t>> words(300);
  for (auto& word : words) {
    word.resize(static_cast<std::size_t>(3 + below(6)));
    for (int32_t& symbol : word) symbol = 1 + std::min(below(kSymbols - 1), below(kSymbols - 1));
  }
  std::vector<std::vector<int32_t>> text(static_cast<std::size_t>(lines));
  for (auto& line : text) {
    for (int32_t word = 3 + below(4); word > 0; --word) {
      const auto& chosen = words[static_cast<std::size_t>(std::min(below(300), below(300)))];
      if (!line.empty()) line.push_back(0);
      line.insert(line.end(), chosen.begin(), chosen.end());
    }
  }
  return text;
}

/// Lines of 40 steps, 70 classes and about a dozen symbols, and a language model of 20,000 such lines.
struct Receipts {
  Receipts() {
    const data::Alphabet alphabet = data::Alphabet(symbols());
    std::vector<std::string> text;
    for (const auto& line : made_up_text(20000)) text.push_back(test::text_of(line, alphabet));
    const std::vector<std::string_view> views(text.begin(), text.end());
    lm = dir.write("lm.arpa", eval::CharLm(eval::train_char_lm(views, {6, 1}, "bench")).to_arpa()).string();
    std::mt19937 random(3);
    for (auto labels : made_up_text(32)) {
      labels.resize(std::min<std::size_t>(labels.size(), 12));
      lines.push_back(test::peaky_line(random, labels, 40, kSymbols + 1, 0.2));
    }
  }

  /// Code points from U+0100 on.
  static std::vector<std::string> symbols() {
    std::vector<std::string> list;
    for (int i = 0; i < kSymbols; ++i) {
      list.push_back({static_cast<char>(0xC4 + i / 64), static_cast<char>(0x80 + i % 64)});
    }
    return list;
  }

  test::TempDir dir;
  std::string lm;
  std::vector<test::Line> lines;
};

void receipts(benchmark::State& state, const std::string& options, bool with_lm) {
  static const Receipts receipts;
  const std::string lm = with_lm ? ", lm: " + receipts.lm : "";
  const auto decoder =
      eval::make_decoder("{beam: {" + options + lm + "}}", data::Alphabet(Receipts::symbols()));
  for (auto _ : state) {
    for (const test::Line& line : receipts.lines) benchmark::DoNotOptimize(decoder->decode(line.steps()));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(receipts.lines.size()));
}
BENCHMARK_CAPTURE(receipts, beam10, "width: 10", false)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(receipts, beam10_unpruned, "width: 10, prune: 0", false)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(receipts, beam10_lm, "width: 10", true)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(receipts, beam50_lm, "width: 50", true)->Unit(benchmark::kMicrosecond);

}  // namespace
