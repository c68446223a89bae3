#include "train/sampler.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "configs/schema/error.h"

using namespace ductus;
using train::LastBatch;
using train::Sampler;

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
  Sampler sampler(hundred_and_three(), 10, LastBatch::kKeep, 1);
  CHECK(sampler.steps_per_epoch() == 11);
  auto seen = epoch_of(sampler, 0);
  std::sort(seen.begin(), seen.end());
  CHECK(seen == hundred_and_three());
}

TEST_CASE(
    "sampler: with the last batch dropped an epoch is full batches, and others are left out each time") {
  Sampler sampler(hundred_and_three(), 10, LastBatch::kDrop, 1);
  CHECK(sampler.steps_per_epoch() == 10);
  CHECK(sampler.samples_per_epoch() == 100);
  const auto first = epoch_of(sampler, 0), second = epoch_of(sampler, 1);
  CHECK(std::set<int64_t>(first.begin(), first.end()).size() == 100);
  CHECK(std::set<int64_t>(first.begin(), first.end()) != std::set<int64_t>(second.begin(), second.end()));
}

TEST_CASE("sampler: the order is a function of seed and epoch") {
  Sampler a(hundred_and_three(), 10, LastBatch::kKeep, 1), b(hundred_and_three(), 10, LastBatch::kKeep, 1),
      c(hundred_and_three(), 10, LastBatch::kKeep, 2);
  epoch_of(a, 0);
  CHECK(epoch_of(a, 5) == epoch_of(b, 5));
  CHECK(epoch_of(a, 5) != epoch_of(a, 6));
  CHECK(epoch_of(a, 5) != epoch_of(c, 5));
}

TEST_CASE("sampler: fewer samples than one full batch is an error that names both remedies") {
  CHECK_THROWS_WITH_AS(
      Sampler({1, 2, 3}, 10, LastBatch::kDrop, 1),
      doctest::Contains("3 samples do not fill one batch of 10 (smaller batch, or last_batch: keep)"), Error);
  CHECK_THROWS_WITH_AS(Sampler({}, 10, LastBatch::kKeep, 1), doctest::Contains("training part is empty"),
                       Error);
}

TEST_CASE("sampler: samples of a repeated source come that often, and an unknown source is named") {
  data::ImageSet set;
  set.sources = {"drawn.csv", "az.csv"};
  set.source = std::vector<uint16_t>{0, 1, 0, 1};
  CHECK(train::repeat_sources(set, {0, 1, 3}, {{"az.csv", 3}}) == std::vector<int64_t>{0, 1, 1, 1, 3, 3, 3});
  CHECK(train::repeat_sources(set, {2, 3}, {}) == std::vector<int64_t>{2, 3});
  CHECK_THROWS_WITH_AS(
      train::repeat_sources(set, {0}, {{"zz.csv", 2}}),
      doctest::Contains("no source 'zz.csv' in the data, expected one of: drawn.csv, az.csv"), Error);
}
