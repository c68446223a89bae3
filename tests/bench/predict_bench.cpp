// Evaluation: bytes in, log-probabilities and predicted classes out.
#include <benchmark/benchmark.h>

#include "eval/evaluate.h"
#include "tests/bench/networks.h"

namespace {

using namespace ductus;

void predict(benchmark::State& state, const char* name, models::Precision precision) {
  const data::ImageSet set = bench::alnum36();
  const auto net = bench::make_net(name, precision);
  const std::vector<int64_t> samples = eval::all_samples(set);
  eval::PredictOptions options;
  options.threads = static_cast<int>(state.range(0));
  config::NullReporter silent;
  for (auto _ : state) benchmark::DoNotOptimize(eval::predict(*net, set, samples, options, silent));
  state.SetItemsProcessed(state.iterations() * set.size());
}

void on_threads(benchmark::internal::Benchmark* bench) {
  bench->ArgName("threads")->Arg(1)->Arg(2)->MeasureProcessCPUTime()->UseRealTime()->Unit(
      benchmark::kMillisecond);
}

BENCHMARK_CAPTURE(predict, cnn36_bfloat16, "cnn36", models::Precision::kBFloat16)->Apply(on_threads);
BENCHMARK_CAPTURE(predict, cnn36_float32, "cnn36", models::Precision::kFloat32)->Apply(on_threads);
BENCHMARK_CAPTURE(predict, convnet_bfloat16, "convnet", models::Precision::kBFloat16)->Apply(on_threads);

}  // namespace
