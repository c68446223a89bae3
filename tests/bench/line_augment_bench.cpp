// Augmentation of text lines of 32 x 170 on one core: each step alone, always drawn, and all of a recipe's.
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "data/augmentations/lines/line_augmentation.h"
#include "data/augmentations/lines/line_renderer.h"

namespace {

using namespace ductus;

constexpr int kLines = 64, kHeight = 32, kWidth = 170;

/// Rows of upright strokes: as much edge as print has.
const std::vector<uint8_t>& strokes() {
  static const std::vector<uint8_t> pixels = [] {
    std::vector<uint8_t> line;
    for (int i = 0; i < kHeight * kWidth; ++i) line.push_back(i % kWidth % 9 < 3 ? 230 : 10);
    return line;
  }();
  return pixels;
}

/// Draws a plan for every line and carries it out: what training does.
void augment_lines(benchmark::State& state, const std::string& recipe) {
  const auto steps = data::LineAugmenter::read(config::Document::parse(recipe, "bench").root());
  const data::LinePicture line{strokes().data(), kHeight, kWidth};
  data::LineRenderer renderer;
  std::vector<float> out;
  uint32_t epoch = 0;
  for (auto _ : state) {
    for (uint64_t i = 0; i < kLines; ++i) {
      const data::LinePlan plan = steps.plan(1, epoch, i, {kHeight, kWidth}, 1);
      out.resize(static_cast<std::size_t>(kHeight) * plan.width_px);
      renderer.render(line, &line, &line, plan, out.data(), plan.width_px);
      benchmark::DoNotOptimize(out.data());
    }
    ++epoch;
  }
  state.SetItemsProcessed(state.iterations() * kLines);
}

#define DUCTUS_LINE_BENCH(name, recipe) \
  BENCHMARK_CAPTURE(augment_lines, name, recipe)->Unit(benchmark::kMicrosecond)

DUCTUS_LINE_BENCH(nothing, "[]");
DUCTUS_LINE_BENCH(affine, "[affine]");
DUCTUS_LINE_BENCH(elastic, "[elastic]");
DUCTUS_LINE_BENCH(slivers, "[{slivers: {probability: 1}}]");
DUCTUS_LINE_BENCH(thickness, "[thickness]");
DUCTUS_LINE_BENCH(fading, "[{fading: {probability: 1}}]");
DUCTUS_LINE_BENCH(background, "[{background: {probability: 1}}]");
DUCTUS_LINE_BENCH(blur, "[{blur: {probability: 1}}]");
DUCTUS_LINE_BENCH(resolution, "[{resolution: {probability: 1}}]");
DUCTUS_LINE_BENCH(gamma, "[gamma]");
DUCTUS_LINE_BENCH(noise, "[{noise: {probability: 1}}]");
DUCTUS_LINE_BENCH(erasing, "[{erasing: {probability: 1}}]");
DUCTUS_LINE_BENCH(jpeg, "[{jpeg: {probability: 1}}]");
DUCTUS_LINE_BENCH(
    all_as_drawn,
    "[affine, elastic, slivers, thickness, fading, background, blur, resolution, gamma, noise, erasing,"
    " jpeg]");
DUCTUS_LINE_BENCH(
    all_always,
    "[affine, elastic, {slivers: {probability: 1}}, thickness, {fading: {probability: 1}},"
    " {background: {probability: 1}}, {blur: {probability: 1}}, {resolution: {probability: 1}}, gamma,"
    " {noise: {probability: 1}}, {erasing: {probability: 1}}, {jpeg: {probability: 1}}]");

}  // namespace
