// From a closed source to the first augmented batch: data set file, letters CSV opened the second time,
// MNIST's IDX files.
#include <benchmark/benchmark.h>

#include <vector>

#include "data/augmentations/augmentation.h"
#include "data/augmentations/render_cpu.h"
#include "data/dataset_file.h"
#include "data/source.h"
#include "tests/bench/csv_file.h"
#include "tests/data/format_files.h"
#include "tests/support/character_set.h"

namespace {

using namespace ductus;

constexpr int64_t kBatch = 128;

/// As training begins: 128 samples from all over the set, so that pages from all over the file are touched.
void render_first_batch(const data::ImageSet& set) {
  const auto document = config::Document::parse("[{affine: {rotate_deg: 10, zoom: 0.05}}]", "bench");
  const auto augmenter = data::Augmenter::read(document.root());
  const data::ImageSize size{set.height, set.width};
  data::Renderer renderer(size);
  std::vector<float> images(kBatch * static_cast<std::size_t>(size.height * size.width));
  for (int64_t i = 0; i < kBatch; ++i) {
    const int64_t sample = i * 7919 % set.size();
    const data::Plan plan = augmenter.plan(/*seed=*/1, /*epoch=*/0, static_cast<uint64_t>(sample), size);
    renderer.render(set.image(sample), plan, images.data() + i * size.height * size.width);
  }
  benchmark::DoNotOptimize(images.data());
}

void open_to_first_batch(benchmark::State& state, const std::string& source) {
  config::NullReporter silent;
  for (auto _ : state) render_first_batch(data::read_data(source, {"", silent, 0}));
}

void open_dataset(benchmark::State& state) {
  const test::TempDir folder;
  data::write_dataset(folder / "bars.h5", test::bars(60000, 10));
  open_to_first_batch(state, (folder / "bars.h5").string());
}
BENCHMARK(open_dataset)->UseRealTime()->Unit(benchmark::kMillisecond);

void open_csv_again(benchmark::State& state) {
  const std::string source = "letters_csv:" + bench::csv_path().string();
  config::NullReporter silent;
  data::read_data(source, {"", silent, 0});  // keeps a data set file beside the text
  open_to_first_batch(state, source);
}
BENCHMARK(open_csv_again)->UseRealTime()->Unit(benchmark::kMillisecond);

void open_mnist(benchmark::State& state) {
  const test::TempDir folder;
  test::write_mnist(folder, "train-images-idx3-ubyte", "train-labels-idx1-ubyte", 60000);
  test::write_mnist(folder, "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte", 10000);
  open_to_first_batch(state, "mnist:" + folder.path().string());
}
BENCHMARK(open_mnist)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
