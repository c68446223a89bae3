// A training step, everything in it: augmentation, forward, backward, sum over shards, Adam's update.
#include <benchmark/benchmark.h>

#include <vector>

#include "eval/evaluate.h"
#include "tests/bench/networks.h"
#include "train/character_task.h"
#include "train/engine.h"
#include "train/optimizer.h"
#include "train/parameters.h"

namespace {

using namespace ductus;

constexpr int64_t kBatch = 128;
constexpr int kShards = 2;

std::unique_ptr<train::Task> make_task() {
  const auto recipe = config::Document::parse(
      "{data: {sources: [unused.h5]}, model: {net: cnn36}, augment: "
      "[{affine: {rotate_deg: 10, zoom: 0.05, shift_x_frac: 0.1, shift_y_frac: 0.1}}]}",
      "bench");
  config::NullReporter silent;
  return train::make_character_task(bench::alnum36(), train::read_recipe(recipe), silent);
}

void train_step(benchmark::State& state, const char* net, models::Precision precision) {
  const auto task = make_task();
  const auto engine = train::make_cpu_engine([=] { return bench::make_net(net, precision); }, *task,
                                             /*seed=*/1, kShards, static_cast<int>(state.range(0)));
  const auto options = config::Document::parse("{}", "bench");
  const auto adam = train::optimizers().find("adam")(options.root());
  const at::Tensor decay = train::decay_mask(*bench::make_net(net, precision));
  const std::vector<int64_t> samples = eval::all_samples(bench::alnum36());
  uint32_t step = 0;
  for (auto _ : state) {
    const int64_t first = step * kBatch % static_cast<int64_t>(samples.size());
    engine->compute_gradient({samples.data() + first, kBatch, /*epoch=*/0, step});
    adam->step(engine->values(), engine->gradient(), decay, 1e-3, ++step);
  }
  state.SetItemsProcessed(state.iterations() * kBatch);
}

void on_threads(benchmark::internal::Benchmark* bench) {
  bench->ArgName("threads")->Arg(1)->Arg(2)->MeasureProcessCPUTime()->UseRealTime()->Unit(
      benchmark::kMillisecond);
}

BENCHMARK_CAPTURE(train_step, cnn36_bfloat16, "cnn36", models::Precision::kBFloat16)->Apply(on_threads);
BENCHMARK_CAPTURE(train_step, cnn36_float32, "cnn36", models::Precision::kFloat32)->Apply(on_threads);
BENCHMARK_CAPTURE(train_step, convnet_bfloat16, "convnet", models::Precision::kBFloat16)->Apply(on_threads);

}  // namespace
