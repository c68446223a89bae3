#include "eval/data_use.h"

#include <doctest/doctest.h>

using namespace ductus;
using namespace ductus::eval;
using Hashes = std::vector<uint64_t>;

namespace {

/// first, first + step, ...
Hashes numbers(uint64_t first, std::size_t count, uint64_t step = 1) {
  Hashes hashes(count);
  for (std::size_t i = 0; i < count; ++i) hashes[i] = first + i * step;
  return hashes;
}

/// Trained on 0 to 99, its temperature fitted on 100 to 109; 110 to 119 were held out.
models::ModelInfo small_model() {
  models::ModelInfo info;
  info.data["train"] = {"t", "aa", data::SampleSketch(numbers(0, 100))};
  info.data["validation"] = {"v", "bb", data::SampleSketch(numbers(100, 10))};
  info.data["test"] = {"e", "cc", {}};
  return info;
}

/// Trained on 10,000 samples of which the sketch keeps 0, 10, ..., 10230.
models::ModelInfo large_model() {
  models::ModelInfo info;
  info.data["train"] = {"t", "aa", data::SampleSketch(numbers(0, 10000, 10))};
  return info;
}

}  // namespace

TEST_CASE("data_use: a part of the model's data is known by its hash") {
  models::ModelInfo info = small_model();
  const Hashes any = {1000};
  CHECK(data_use(info, "aa", any).use == DataUse::kTraining);
  CHECK(data_use(info, "bb", any).use == DataUse::kSelection);
  CHECK(data_use(info, "cc", any).use == DataUse::kHeldOut);
  info.selected_on = "cc";  // as some choose their checkpoint by the test part
  CHECK(data_use(info, "cc", any).use == DataUse::kSelection);
  CHECK(data_use(info, "cc", any).told.told == 0);
}

TEST_CASE("data_use: what is no part is told by its samples: trained on, selected on, or neither") {
  const models::ModelInfo info = small_model();
  const FoundUse trained = data_use(info, "", numbers(90, 30));
  CHECK(trained.use == DataUse::kTraining);
  CHECK(trained.told.told == 30);
  CHECK(trained.told.found == 10);
  const FoundUse selected = data_use(info, "", numbers(105, 10));
  CHECK(selected.use == DataUse::kSelection);
  CHECK(selected.told.told == 10);
  CHECK(selected.told.found == 5);
  const FoundUse held_out = data_use(info, "", numbers(110, 3));
  CHECK(held_out.use == DataUse::kHeldOut);
  CHECK(held_out.told.told == 0);  // all of them: nothing is left to chance
}

TEST_CASE("data_use: of much training data the model tells of some samples, and of too few it says so") {
  const models::ModelInfo info = large_model();
  const FoundUse one = data_use(info, "", {10, 11, 50000});
  CHECK(one.use == DataUse::kTraining);
  CHECK(one.told.told == 2);
  CHECK(one.told.found == 1);
  Hashes others = numbers(1, kFewestTold, 10);
  others.resize(others.size() + 100, 50000);  // beyond what the sketch tells of
  const FoundUse enough = data_use(info, "", others);
  CHECK(enough.use == DataUse::kHeldOut);
  CHECK(enough.told.told == kFewestTold);
  others.erase(others.begin());
  const FoundUse few = data_use(info, "", others);
  CHECK(few.use == DataUse::kUnknown);
  CHECK(few.told.told == kFewestTold - 1);
}

TEST_CASE("data_use: a model without sketches tells of its own parts alone") {
  models::ModelInfo info;
  info.data["train"] = {"t", "aa", {}};
  CHECK(data_use(info, "aa", {1}).use == DataUse::kTraining);
  CHECK(data_use(info, "bb", {1}).use == DataUse::kUnknown);
  CHECK(data_use({}, "", {1}).use == DataUse::kUnknown);
}

TEST_CASE("data_use: of a model that was trained on from another the gravest use by either counts") {
  models::ModelInfo child;  // saw 200 to 299; its parent 0 to 99, and 100 to 109 for its temperature
  child.data["train"] = {"t", "dd", data::SampleSketch(numbers(200, 100))};
  child.data["test"] = {"e", "ee", {}};
  child.ancestors = models::lineage(small_model());
  CHECK(data_use(child, "", numbers(250, 3)).use == DataUse::kTraining);
  CHECK(data_use(child, "", numbers(50, 3)).use == DataUse::kTraining);
  CHECK(data_use(child, "", numbers(105, 3)).use == DataUse::kSelection);
  CHECK(data_use(child, "", numbers(110, 3)).use == DataUse::kHeldOut);
  CHECK(data_use(child, "ee", numbers(98, 30)).use ==
        DataUse::kTraining);  // its own test part, but not its parent's
  CHECK(data_use(child, "ee", numbers(98, 30)).told.found == 2);
  child.ancestors.push_back({});  // that one's own parent does not tell
  CHECK(data_use(child, "ee", numbers(110, 3)).use == DataUse::kUnknown);
  CHECK(data_use(child, "", numbers(50, 3)).use == DataUse::kTraining);
}
