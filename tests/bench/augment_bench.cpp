// Augmentation of 28 x 28 characters on one core, and OpenCV's warpAffine beside it.
#include <benchmark/benchmark.h>

#include <opencv2/imgproc.hpp>
#include <vector>

#include "data/augmentations/augmentation.h"
#include "data/augmentations/render_cpu.h"
#include "tests/support/character_set.h"

namespace {

using namespace ductus;

constexpr int64_t kImages = 1024;
constexpr int kPixels = 28 * 28;

const data::ImageSet& characters() {
  static const data::ImageSet set = test::bars(kImages, 10);
  return set;
}

const char* const kAffine = "[{affine: {rotate_deg: 10, zoom: 0.05, shift_x_frac: 0.1, shift_y_frac: 0.1}}]";
const char* const kAll =
    "[{affine: {rotate_deg: 13, zoom: 0.12, shift_x_frac: 0.075, shift_y_frac: 0.075, shear_deg: 11, fill: "
    "paper}},"
    " {elastic: {sigma_px: 0.5}}, {thickness: {thinner: 0.2, thicker: 0.3}}]";

data::Augmenter augmenter(const std::string& recipe) {
  return data::Augmenter::read(config::Document::parse(recipe, "bench").root());
}

/// Draws a plan for every image and carries it out: what training does.
void augment(benchmark::State& state, const char* recipe) {
  const data::Augmenter steps = augmenter(recipe);
  const data::ImageSet& set = characters();
  data::Renderer renderer({28, 28});
  std::vector<float> out(kPixels);
  uint32_t epoch = 0;
  for (auto _ : state) {
    for (int64_t i = 0; i < kImages; ++i) {
      renderer.render(set.image(i), steps.plan(1, epoch, static_cast<uint64_t>(i), {28, 28}), out.data());
      benchmark::DoNotOptimize(out.data());
    }
    ++epoch;
  }
  state.SetItemsProcessed(state.iterations() * kImages);
}
BENCHMARK_CAPTURE(augment, affine, kAffine)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(augment, affine_elastic_thickness, kAll)->Unit(benchmark::kMicrosecond);

/// The kernel alone: the same map for all images, bytes to floats in [0, 1].
void warp_ductus(benchmark::State& state) {
  const data::Plan plan = augmenter(kAffine).plan(1, 0, 0, {28, 28});
  const data::ImageSet& set = characters();
  data::Renderer renderer({28, 28});
  std::vector<float> out(kPixels);
  for (auto _ : state) {
    for (int64_t i = 0; i < kImages; ++i) {
      renderer.render(set.image(i), plan, out.data());
      benchmark::DoNotOptimize(out.data());
    }
  }
  state.SetItemsProcessed(state.iterations() * kImages);
}
BENCHMARK(warp_ductus)->Unit(benchmark::kMicrosecond);

/// OpenCV with the same map, bytes to bytes: less work, since what follows needs floats.
void warp_opencv(benchmark::State& state) {
  cv::setNumThreads(1);
  const data::Plan plan = augmenter(kAffine).plan(1, 0, 0, {28, 28});
  const cv::Mat map = cv::Mat(2, 3, CV_32F, const_cast<float*>(plan.map.data())).clone();
  const data::ImageSet& set = characters();
  cv::Mat out(28, 28, CV_8U);
  for (auto _ : state) {
    for (int64_t i = 0; i < kImages; ++i) {
      const cv::Mat image(28, 28, CV_8U, const_cast<uint8_t*>(set.image(i)));
      cv::warpAffine(image, out, map, image.size(), cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                     cv::BORDER_REPLICATE);
      benchmark::DoNotOptimize(out.data);
    }
  }
  state.SetItemsProcessed(state.iterations() * kImages);
  state.SetLabel("OpenCV " CV_VERSION);
}
BENCHMARK(warp_opencv)->Unit(benchmark::kMicrosecond);

}  // namespace
