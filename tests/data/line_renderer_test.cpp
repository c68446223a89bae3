#include "data/augmentations/lines/line_renderer.h"

#include <doctest/doctest.h>

#include "tests/data/line_support.h"
#include "tests/support/errors.h"

using namespace ductus;
using data::LinePlan;
using test::identity;
using test::OwnedLine;

namespace {

data::ControlGrid random_grid(data::Rng& rng, int width, float sigma) {
  data::ControlGrid grid = data::ControlGrid::over(width, 16);
  for (float& v : grid.values) v = sigma * rng.normal();
  return grid;
}

LinePlan random_plan(uint64_t seed, int width) {
  data::Rng rng(seed, 1, 2, data::Purpose::kSynth);
  LinePlan plan;
  plan.width_px = 1 + static_cast<int>(rng.below(static_cast<uint32_t>(2 * width)));
  for (const int i : {0, 1, 3, 4}) plan.map[i] += rng.uniform(-0.3F, 0.3F);
  for (const int i : {2, 5}) plan.map[i] += rng.uniform(-12, 12);
  if (rng.below(2) == 0) plan.displace_x = random_grid(rng, plan.width_px, 2);
  if (rng.below(2) == 0) plan.displace_y = random_grid(rng, plan.width_px, 2);
  if (rng.below(2) == 0) plan.above = {0, static_cast<int>(rng.below(20)), rng.uniform()};
  if (rng.below(2) == 0) plan.below = {0, static_cast<int>(rng.below(20)), rng.uniform()};
  return plan;
}

}  // namespace

TEST_CASE("line renderer: without a draw pixels are divided by 255, to the bit") {
  OwnedLine line{2, 128, {}};
  for (int i = 0; i < 256; ++i) line.pixels.push_back(static_cast<uint8_t>(i));
  const auto out = test::render(line, identity(128));
  for (int i = 0; i < 256; ++i) REQUIRE(out[i] == static_cast<float>(i) / 255.0F);
}

TEST_CASE("line renderer: rows lie `stride` floats apart and nothing between them is written") {
  const OwnedLine line{2, 3, {255, 255, 255, 255, 255, 255}};
  std::vector<float> out(10, -1);
  data::LineRenderer().render(line.picture(), nullptr, nullptr, identity(3), out.data(), 5);
  CHECK(out == std::vector<float>{1, 1, 1, -1, -1, 1, 1, 1, -1, -1});
}

TEST_CASE("line renderer: half a pixel to the right is the mean of two, and ink fades out beyond the edge") {
  // out(x) samples at x + 0.5: (10 + 30) / 2, (30 + 50) / 2, and between 50 and paper
  LinePlan plan = identity(3);
  plan.map[2] = 0.5F;
  const auto out = test::render({1, 3, {10, 30, 50}}, plan);
  CHECK(out[0] * 255 == doctest::Approx(20));
  CHECK(out[1] * 255 == doctest::Approx(40));
  CHECK(out[2] * 255 == doctest::Approx(25));
}

TEST_CASE("line renderer: twice the width keeps the pixels' places") {
  // Output centres 1/4, 3/4, 5/4, 7/4 of an input pixel: at -1/4, 1/4, 3/4, 5/4 between centres
  LinePlan plan = identity(2);
  data::set_width(plan, 4);
  const auto out = test::render({1, 2, {80, 160}}, plan);
  const double expected[] = {60, 100, 140, 120};  // 3/4 of 80; 80 + 20; 160 - 20; 3/4 of 160
  for (std::size_t i = 0; i < 4; ++i) CHECK(out[i] * 255 == doctest::Approx(expected[i]));
}

TEST_CASE(
    "line renderer: the last rows of the line above stand over the line, the first of that below under it") {
  const OwnedLine line{2, 3, {100, 100, 100, 100, 100, 100}};
  const OwnedLine donor{2, 2, {10, 20, 30, 40}};  // two columns: it repeats
  const auto picture = donor.picture();
  LinePlan plan = identity(3);
  plan.above = {0, 1, 0.5F};  // from the donor's second column
  plan.below = {0, 1, 0};
  plan.map[4] = 3, plan.map[5] = -1;  // output rows 0 and 1 are rows -1 and 2
  std::vector<float> out(6);
  data::LineRenderer().render(line.picture(), &picture, &picture, plan, out.data(), 3);
  const double expected[] = {40, 30, 40, 10, 20, 10};
  for (std::size_t i = 0; i < 6; ++i) CHECK(out[i] * 255 == doctest::Approx(expected[i]));
  SUBCASE("without a donor there is paper") {
    data::LineRenderer().render(line.picture(), nullptr, nullptr, plan, out.data(), 3);
    CHECK(out == std::vector<float>(6, 0));
  }
}

TEST_CASE("line renderer: sampling equals the plain one for any plan and size") {
  for (const data::ImageSize size : {data::ImageSize{32, 170}, {64, 40}, {1, 7}, {13, 1}, {9, 600}}) {
    const OwnedLine line = test::random_line(size.height, size.width, 1);
    const OwnedLine donor = test::random_line(size.height, 23, 2), other = test::random_line(5, 300, 3);
    const auto above = donor.picture(), below = other.picture();
    data::LineRenderer renderer;  // one for all: nothing of one line may be seen in the next
    for (uint64_t seed = 0; seed < 60; ++seed) {
      const LinePlan plan = random_plan(seed, size.width);
      std::vector<float> fast(static_cast<std::size_t>(size.height) * plan.width_px);
      renderer.render(line.picture(), &above, &below, plan, fast.data(), plan.width_px);
      CAPTURE(seed);
      // Float places of up to 2,000 pixels, steepness 1 a pixel, 4 roundings: 2000 * 2^-24 * 4
      REQUIRE(test::farthest(fast, data::sample_reference(line.picture(), &above, &below, plan)) < 5e-4);
    }
  }
}

TEST_CASE("line renderer: what it drew before does not matter, nor which renderer draws") {
  const auto augmenter = test::line_augmenter(
      "[{affine: {}}, {elastic: {}}, {slivers: {probability: 1}}, {thickness: {}}, {fading: {probability: "
      "1}},"
      " {background: {probability: 1}}, {blur: {probability: 1}}, {resolution: {probability: 1}}, {gamma: "
      "{}},"
      " {noise: {probability: 1}}, {erasing: {probability: 1}}, {jpeg: {probability: 1}}]");
  data::LineRenderer used;
  for (uint64_t sample = 0; sample < 30; ++sample) {
    const OwnedLine line = test::random_line(32, 20 + static_cast<int>(sample * 37 % 200), sample);
    const LinePlan plan = augmenter.plan(1, 0, sample, {32, line.width}, 1);
    const auto picture = line.picture();
    std::vector<float> again(static_cast<std::size_t>(32) * plan.width_px), fresh(again.size());
    used.render(picture, &picture, &picture, plan, again.data(), plan.width_px);
    data::LineRenderer().render(picture, &picture, &picture, plan, fresh.data(), plan.width_px);
    REQUIRE(again == fresh);
  }
}

TEST_CASE("line renderer: a plan without a width, or wider than its rows, is an error") {
  const OwnedLine line{1, 1, {0}};
  float out = 0;
  CHECK(test::error_of([&] {
          data::LineRenderer().render(line.picture(), nullptr, nullptr, identity(0), &out, 1);
        }).find("width 0") != std::string::npos);
  CHECK_THROWS_AS(data::LineRenderer().render(line.picture(), nullptr, nullptr, identity(2), &out, 1), Error);
}
