#include "data/augmentations/render_cpu.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "data/rng.h"

using namespace ductus::data;

namespace {

std::vector<uint8_t> noise_image(ImageSize size, uint64_t seed) {
  std::vector<uint8_t> image(static_cast<std::size_t>(size.height) * size.width);
  Rng rng(seed, 0, 0, Purpose::kSynth);
  for (uint8_t& p : image) p = static_cast<uint8_t>(rng.below(256));
  return image;
}

std::vector<float> render(const std::vector<uint8_t>& image, ImageSize size, const Plan& plan) {
  std::vector<float> out(image.size());
  Renderer(size).render(image.data(), plan, out.data());
  return out;
}

Plan random_plan(uint64_t seed, ImageSize size) {
  Rng rng(seed, 1, 2, Purpose::kSynth);
  Plan plan;
  for (float& m : plan.map) m += rng.uniform(-0.3F, 0.3F);
  plan.map[2] += rng.uniform(-12, 12);
  plan.map[5] += rng.uniform(-12, 12);
  plan.fill = rng.below(2) == 0 ? Fill::kNearest : Fill::kPaper;
  plan.elastic = rng.below(2) == 0;
  for (float& d : plan.displacement) d = 2 * rng.normal();
  if (rng.below(2) == 0) plan.thickness = rng.uniform(-1, 1);
  if (rng.below(2) == 0) plan.erase = {size.height / 3, size.width / 4, size.height, size.width / 2};
  return plan;
}

}  // namespace

TEST_CASE("render: without a draw pixels are divided by 255") {
  const auto out = render({0, 51, 255, 102}, {2, 2}, {});
  const double expected[] = {0, 0.2, 1, 0.4};
  for (std::size_t i = 0; i < 4; ++i) CHECK(out[i] == doctest::Approx(expected[i]));
}

TEST_CASE("render: half a pixel to the right is the mean of two neighbours, and the edge repeats") {
  // out(x) samples at x + 0.5: (10 + 30) / 2, (30 + 50) / 2, and beyond the edge 50 again
  Plan plan;
  plan.map[2] = 0.5F;
  const auto out = render({10, 30, 50}, {1, 3}, plan);
  CHECK(out[0] * 255 == doctest::Approx(20));
  CHECK(out[1] * 255 == doctest::Approx(40));
  CHECK(out[2] * 255 == doctest::Approx(50));
}

TEST_CASE("render: with paper fill the ink fades out over one pixel beyond the edge") {
  // out(2) samples at 2.5: halfway between 50 and paper
  Plan plan;
  plan.map[2] = 0.5F;
  plan.fill = Fill::kPaper;
  const auto out = render({10, 30, 50}, {1, 3}, plan);
  CHECK(out[2] * 255 == doctest::Approx(25));
}

TEST_CASE("render: thickness 1 is the 3x3 maximum and -1 the minimum") {
  std::vector<uint8_t> image(25, 0);
  image[12] = 255;
  Plan plan;
  plan.thickness = 1;
  const auto thick = render(image, {5, 5}, plan);
  CHECK(std::count(thick.begin(), thick.end(), 1.0F) == 9);
  plan.thickness = -1;
  const auto thin = render(image, {5, 5}, plan);
  CHECK(std::count(thin.begin(), thin.end(), 0.0F) == 25);
}

TEST_CASE("render: erasing sets exactly its box to paper") {
  Plan plan;
  plan.erase = {1, 2, 3, 4};
  const auto out = render(std::vector<uint8_t>(25, 255), {5, 5}, plan);
  CHECK(std::count(out.begin(), out.end(), 0.0F) == 4);
  CHECK(out[1 * 5 + 2] == 0);
  CHECK(out[2 * 5 + 3] == 0);
  CHECK(out[3 * 5 + 3] == 1);
}

TEST_CASE("render: the vectorised pass equals the plain one for any plan and size") {
  for (const ImageSize size : {ImageSize{28, 28}, ImageSize{32, 20}, ImageSize{1, 7}, ImageSize{13, 50}}) {
    for (uint64_t seed = 0; seed < 200; ++seed) {
      const auto image = noise_image(size, seed);
      const Plan plan = random_plan(seed, size);
      const auto fast = render(image, size, plan), plain = render_reference(image.data(), size, plan);
      float worst = 0;
      for (std::size_t i = 0; i < fast.size(); ++i) worst = std::max(worst, std::abs(fast[i] - plain[i]));
      CAPTURE(seed);
      CHECK(worst < 2e-5F);  // float places of up to 60 pixels: 60 * 2^-24 * 255 / 255, thrice over
    }
  }
}

TEST_CASE("plan: control weights sum to one and give the control points back") {
  for (int pixel = 0; pixel < 29; ++pixel) {
    const auto w = control_weights(pixel, 29);
    float sum = 0;
    for (const float v : w) sum += v;
    CHECK(sum == doctest::Approx(1));
    if (pixel % 7 == 0) CHECK(w[pixel / 7] == doctest::Approx(1));  // 29 pixels: a control point every 7
  }
}

TEST_CASE("plan: composing maps samples through the inner one first") {
  Plan plan;
  plan.map = {2, 0, 1, 0, 2, 1};      // x -> 2x + 1
  compose(plan, {1, 0, 3, 0, 1, 5});  // inner: x -> x + 3, y -> y + 5
  CHECK(plan.map == std::array<float, 6>{2, 0, 7, 0, 2, 11});
}
