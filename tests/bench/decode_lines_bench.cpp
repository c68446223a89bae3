// Decoders on what a trained network answers to real lines, on one core. Only when told of lines:
//
//   DUCTUS_BENCH_LINES=lines.h5 DUCTUS_BENCH_LM=receipts.arpa build/bin/bench_train --benchmark_filter=decode
//
// The lines are a data set file's test part, or all of it; the model is the zoo's receipt_lines.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "data/source.h"
#include "eval/decoders/decoder.h"
#include "eval/evaluate_lines.h"
#include "models/trained_model.h"

namespace {

using namespace ductus;

struct Answer {
  std::vector<float> log_probs;  // [length, classes]
  int64_t length = 0, classes = 0;

  eval::Steps steps() const { return {log_probs.data(), length, classes}; }
};

struct Answers {
  explicit Answers(const std::string& lines) {
    config::NullReporter silent;
    const models::TrainedModel model = models::load_trained("models/zoo/receipt_lines.safetensors");
    const data::LineSet set = data::read_lines(lines, {"", silent, 0});
    const auto test = set.splits.find("test");
    std::vector<int64_t> indices;
    if (test != set.splits.end()) indices.assign(test->second.begin(), test->second.end());
    for (int64_t i = 0; test == set.splits.end() && i < set.size(); ++i) indices.push_back(i);
    alphabet = model.info.alphabet;
    of_lines.resize(indices.size());
    eval::ReadOptions options;
    options.temperature = model.info.temperature;
    eval::for_each_line(*model.net, set, indices, options, silent, [&](int64_t place, const eval::Steps& s) {
      of_lines[static_cast<std::size_t>(place)] = {
          {s.log_probs, s.log_probs + s.length * s.classes}, s.length, s.classes};
    });
  }

  data::Alphabet alphabet;
  std::vector<Answer> of_lines;
};

void decode(benchmark::State& state, const std::string& lines, const std::string& decoder) {
  static const Answers answers(lines);
  const auto with = eval::make_decoder(decoder, answers.alphabet);
  for (auto _ : state) {
    for (const Answer& answer : answers.of_lines) benchmark::DoNotOptimize(with->decode(answer.steps()));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(answers.of_lines.size()));
}

void add_case(const std::string& name, const std::string& lines, const std::string& decoder) {
  benchmark::RegisterBenchmark(("decode_lines/" + name).c_str(), decode, lines, decoder)
      ->Unit(benchmark::kMillisecond);
}

const bool kAdded = [] {
  const char* lines = std::getenv("DUCTUS_BENCH_LINES");
  if (lines == nullptr) return false;
  add_case("greedy", lines, "greedy");
  add_case("beam10", lines, "{beam: {width: 10}}");
  if (const char* lm = std::getenv("DUCTUS_BENCH_LM"))
    add_case("beam10_lm", lines, std::string("{beam: {width: 10, lm: ") + lm + "}}");
  return true;
}();

}  // namespace
