#include "train/sampler.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "configs/schema/error.h"
#include "data/image_set.h"
#include "data/rng.h"
#include "models/blocks/ragged.h"

using namespace ductus;
using train::LastBatch;
using train::Sampler;
using train::ShuffledSampler;

namespace {

std::vector<int64_t> epoch_of(Sampler& sampler, uint32_t epoch) {
  sampler.start(epoch);
  std::vector<int64_t> seen;
  for (int64_t i = 0; i < sampler.steps_per_epoch(); ++i) {
    const auto batch = sampler.batch(i);
    seen.insert(seen.end(), batch.samples, batch.samples + batch.size);
  }
  return seen;
}

std::vector<int64_t> hundred_and_three() {
  std::vector<int64_t> samples;
  for (int64_t i = 0; i < 103; ++i) samples.push_back(1000 + i);
  return samples;
}

}  // namespace

TEST_CASE("sampler: an epoch with its last batch kept sees every sample once") {
  ShuffledSampler sampler(hundred_and_three(), 10, LastBatch::kKeep, 1);
  CHECK(sampler.steps_per_epoch() == 11);
  auto seen = epoch_of(sampler, 0);
  std::sort(seen.begin(), seen.end());
  CHECK(seen == hundred_and_three());
}

TEST_CASE(
    "sampler: with the last batch dropped an epoch is full batches, and others are left out each time") {
  ShuffledSampler sampler(hundred_and_three(), 10, LastBatch::kDrop, 1);
  CHECK(sampler.steps_per_epoch() == 10);
  CHECK(sampler.samples_per_epoch() == 100);
  const auto first = epoch_of(sampler, 0), second = epoch_of(sampler, 1);
  CHECK(std::set<int64_t>(first.begin(), first.end()).size() == 100);
  CHECK(std::set<int64_t>(first.begin(), first.end()) != std::set<int64_t>(second.begin(), second.end()));
}

TEST_CASE("sampler: the order is a function of seed and epoch") {
  ShuffledSampler a(hundred_and_three(), 10, LastBatch::kKeep, 1),
      b(hundred_and_three(), 10, LastBatch::kKeep, 1), c(hundred_and_three(), 10, LastBatch::kKeep, 2);
  epoch_of(a, 0);
  CHECK(epoch_of(a, 5) == epoch_of(b, 5));
  CHECK(epoch_of(a, 5) != epoch_of(a, 6));
  CHECK(epoch_of(a, 5) != epoch_of(c, 5));
}

TEST_CASE("sampler: fewer samples than one full batch is an error that names both remedies") {
  CHECK_THROWS_WITH_AS(
      ShuffledSampler({1, 2, 3}, 10, LastBatch::kDrop, 1),
      doctest::Contains("3 samples do not fill one batch of 10 (smaller batch, or last_batch: keep)"), Error);
  CHECK_THROWS_WITH_AS(ShuffledSampler({}, 10, LastBatch::kKeep, 1),
                       doctest::Contains("training part is empty"), Error);
}

TEST_CASE("sampler: samples of a repeated source come that often, and an unknown source is named") {
  data::ImageSet set;
  set.sources = {"drawn.csv", "az.csv"};
  set.source = std::vector<uint16_t>{0, 1, 0, 1};
  CHECK(train::repeat_sources(set.source, set.sources, {0, 1, 3}, {{"az.csv", 3}}) ==
        std::vector<int64_t>{0, 1, 5, 9, 3, 7, 11});
  CHECK(train::repeat_sources(set.source, set.sources, {2, 3}, {}) == std::vector<int64_t>{2, 3});
  CHECK_THROWS_WITH_AS(
      train::repeat_sources(set.source, set.sources, {0}, {{"zz.csv", 2}}),
      doctest::Contains("no source 'zz.csv' in the data, expected one of: drawn.csv, az.csv"), Error);
}

namespace {

// Widths of a hundred samples, 10 to 307 px, in no order.
std::vector<int32_t> widths() {
  std::vector<int32_t> widths;
  for (int i = 0; i < 100; ++i) widths.push_back(10 + 3 * (37 * i % 100));
  return widths;
}

train::BucketSampler bucket_sampler(const train::BucketSampler::Limits& limits, uint64_t seed = 1) {
  std::vector<int64_t> samples;
  for (int64_t i = 0; i < 100; ++i) samples.push_back(i);
  return {samples, widths(), [](uint32_t, int64_t i) { return widths()[static_cast<std::size_t>(i)]; },
          limits, seed};
}

}  // namespace

TEST_CASE("bucket_sampler: an epoch sees every sample once, in another order of batches than the next") {
  auto sampler = bucket_sampler({16, 1000});
  auto first = epoch_of(sampler, 0), second = epoch_of(sampler, 1);
  CHECK(first != second);
  CHECK(epoch_of(sampler, 0) == first);
  std::sort(first.begin(), first.end());
  std::sort(second.begin(), second.end());
  CHECK(first == second);
  CHECK(std::set<int64_t>(first.begin(), first.end()).size() == 100);
}

TEST_CASE("bucket_sampler: a batch holds samples of like width, within its limits") {
  auto sampler = bucket_sampler({16, 1000});
  sampler.start(3);
  int64_t padding = 0, pixels = 0;
  for (int64_t i = 0; i < sampler.steps_per_epoch(); ++i) {
    const auto batch = sampler.batch(i);
    CHECK(batch.size <= 16);
    int64_t widest = 0, sum = 0;
    for (int64_t k = 0; k < batch.size; ++k) {
      const int64_t width = widths()[static_cast<std::size_t>(batch.samples[k])];
      widest = std::max(widest, width);
      sum += width;
    }
    CHECK(widest * batch.size <= 1000 + 16 * 32);  // sizes are fixed by widths before the jitter of 8 px
    padding += widest * batch.size - sum;
    pixels += widest * batch.size;
  }
  CHECK(static_cast<double>(padding) < 0.15 * static_cast<double>(pixels));
}

TEST_CASE("bucket_sampler: less than a tenth of lines as wide as a receipt's, augmented, is padding") {
  // as in receipt_lines.yaml: most lines 100 to 400 px wide, zoomed by up to a fifth each epoch
  std::vector<int64_t> samples;
  std::vector<int32_t> nominal;
  data::Rng rng(5, 0, 0, data::Purpose::kSynth);
  for (int64_t i = 0; i < 4000; ++i) {
    samples.push_back(i);
    nominal.push_back(std::clamp(static_cast<int32_t>(200 * std::exp(0.6F * rng.normal())), 16, 1000));
  }
  const auto augmented = [&](uint32_t epoch, int64_t i) -> double {
    data::Rng zoom(5, epoch, static_cast<uint64_t>(i), data::Purpose::kAugment);
    return std::round(nominal[static_cast<std::size_t>(i)] * zoom.uniform(0.8F, 1.2F));
  };
  train::BucketSampler sampler(samples, nominal, augmented, {64, 8192}, 1);
  for (uint32_t epoch = 0; epoch < 3; ++epoch) {
    sampler.start(epoch);
    double ink = 0, pixels = 0;
    for (int64_t i = 0; i < sampler.steps_per_epoch(); ++i) {
      const auto batch = sampler.batch(i);
      double widest = 0;
      for (int64_t k = 0; k < batch.size; ++k) {
        ink += augmented(epoch, batch.samples[k]);
        widest = std::max(widest, augmented(epoch, batch.samples[k]));
      }
      pixels += static_cast<double>(models::padded_width(static_cast<int64_t>(widest)) * batch.size);
    }
    CHECK(pixels - ink < 0.1 * pixels);
  }
}

TEST_CASE("bucket_sampler: batches have few sizes, and the last takes what is left") {
  // one width: 7 samples of 100 px fit in 750 px, of which 6 make a batch
  std::vector<int64_t> samples;
  for (int64_t i = 0; i < 22; ++i) samples.push_back(i);
  const std::vector<int32_t> widths(22, 100);
  const auto sizes = [&](const train::BucketSampler::Limits& limits) {
    train::BucketSampler sampler(
        samples, widths, [](uint32_t, int64_t) { return 100.0; }, limits, 1);
    sampler.start(0);
    std::multiset<int64_t> found;
    for (int64_t i = 0; i < sampler.steps_per_epoch(); ++i) found.insert(sampler.batch(i).size);
    return found;
  };
  CHECK(sizes({64, 750}) == std::multiset<int64_t>{4, 6, 6, 6});
  CHECK(sizes({64, 2200}) == std::multiset<int64_t>{22});
  CHECK(sizes({7, 750}) == std::multiset<int64_t>{1, 7, 7, 7});  // as many as asked for
}

TEST_CASE("bucket_sampler: a sample wider than the limit is a batch of its own") {
  auto sampler = bucket_sampler({16, 200});
  sampler.start(0);
  for (int64_t i = 0; i < sampler.steps_per_epoch(); ++i) {
    const auto batch = sampler.batch(i);
    if (widths()[static_cast<std::size_t>(batch.samples[0])] > 230) CHECK(batch.size == 1);
  }
}
