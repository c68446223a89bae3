#include "tests/support/torch_doctest.h"

#include <cmath>

#include "train/character_task.h"
#include "train/trainer.h"

#include "tests/support/character_set.h"
#include "tests/support/temp_dir.h"
#include "tests/support/training_run.h"

using namespace ductus;
namespace fs = std::filesystem;

namespace {

const char* const kRecipe = R"(
data: {sources: [unused.h5]}
augment:
  - affine: {rotate_deg: 5}
model: {net: {cnn10: {}}, precision: float32}
train:
  epochs: 3
  batch: 16
  shards: 2
  optimizer: {adam: {lr: 0.002}}
  ema_decay: 0.9
)";

data::ImageSet split_bars() {
  data::ImageSet set = test::bars(120, 4);
  std::vector<int64_t> train, validation;
  for (int64_t i = 0; i < 120; ++i) (i < 96 ? train : validation).push_back(i);
  set.splits["train"] = train;
  set.splits["validation"] = validation;
  return set;
}

/// A run on the bars.
struct Run : test::TrainingRun {
  explicit Run(const fs::path& folder)
      : TrainingRun(folder, kRecipe, [](const train::Recipe& recipe) {
          config::NullReporter silent;
          return train::make_character_task(split_bars(), recipe, silent);
        }) {}
};

}  // namespace

TEST_CASE("trainer: learns a task that can be learnt") {
  test::TempDir dir;
  Run run(dir / "run");
  CHECK(run.fit({"train.epochs=8"}) == train::Outcome::kFinished);
  CHECK(train::read_metrics((run.path / "metrics.jsonl").string()).back().values.at("val_accuracy") == 1.0);
  CHECK(fs::exists(run.path / "report" / "curves.png"));
}

TEST_CASE(
    "trainer: the same seed gives the same losses and the same model bytes with 1 and 2 threads, another "
    "seed others") {
  test::TempDir dir;
  Run one(dir / "one"), two(dir / "two"), other(dir / "other");
  one.fit({}, 1);
  two.fit({}, 2);
  other.fit({"train.seed=2"});
  CHECK(one.losses() == two.losses());
  CHECK(one.bytes("model.safetensors") == two.bytes("model.safetensors"));
  CHECK(one.losses() != other.losses());
}

TEST_CASE(
    "trainer: Ctrl-C finishes the step, and the resumed run ends with the bytes of an undisturbed one") {
  test::TempDir dir;
  Run straight(dir / "straight"), stopped(dir / "stopped");
  const std::vector<std::string> often{"train.checkpoint_every_s=0.01"};
  straight.fit(often);
  CHECK(stopped.fit_until_ctrl_c(often) == train::Outcome::kInterrupted);
  stopped.fit_until_ctrl_c(often);  // again, or to the end
  stopped.fit(often);
  CHECK(stopped.bytes("model.safetensors") == straight.bytes("model.safetensors"));
  CHECK(stopped.losses() == straight.losses());
}

TEST_CASE("trainer: Ctrl-C is heard where an epoch is one step") {
  test::TempDir dir;
  Run run(dir / "run");
  const std::vector<std::string> one_step{"train.batch=65536", "train.epochs=3"};
  CHECK(run.fit_until_ctrl_c(one_step) == train::Outcome::kInterrupted);
  CHECK(run.losses().size() == 1);
  CHECK(run.fit(one_step) == train::Outcome::kFinished);
  CHECK(run.losses().size() == 3);
}

TEST_CASE("trainer: a run whose checkpoint is gone is not begun anew over what it has measured") {
  test::TempDir dir;
  Run run(dir / "run");
  run.fit({"train.epochs=1"});
  const std::string metrics = run.bytes("metrics.jsonl");
  fs::remove(run.path / "checkpoint.safetensors");
  CHECK_THROWS_WITH_AS(run.fit({"train.epochs=1"}), doctest::Contains("the run cannot go on: "), Error);
  CHECK(run.bytes("metrics.jsonl") == metrics);
}

TEST_CASE("trainer: a finished run resumed without its metrics delivers its model all the same") {
  test::TempDir dir;
  Run run(dir / "run");
  run.fit({"train.epochs=1", "train.deliver=last"});
  fs::remove(run.path / "metrics.jsonl");
  fs::remove(run.path / "model.safetensors");
  CHECK(run.fit({"train.epochs=1", "train.deliver=last"}) == train::Outcome::kFinished);
  CHECK(fs::exists(run.path / "model.safetensors"));
}

TEST_CASE("trainer: resuming with another recipe is refused") {
  test::TempDir dir;
  Run run(dir / "run");
  run.fit({"train.epochs=1"});
  CHECK_THROWS_WITH_AS(run.fit({"train.epochs=1", "train.batch=32"}),
                       doctest::Contains("belongs to another recipe"), Error);
}

TEST_CASE("trainer: a model trained on from another tells what that one saw, when it was resumed, too") {
  test::TempDir dir;
  Run first(dir / "first"), second(dir / "second"), third(dir / "third");
  const auto model_of = [](const Run& run) { return (run.path / "model.safetensors").string(); };
  first.fit({"train.epochs=1"});
  second.from = model_of(first);
  CHECK(second.fit_until_ctrl_c() == train::Outcome::kInterrupted);
  CHECK(second.fit() == train::Outcome::kFinished);
  third.from = model_of(second);
  third.fit({"train.epochs=1"});
  const models::ModelInfo none = models::load_trained(model_of(first)).info;
  const models::ModelInfo one = models::load_trained(model_of(second)).info;
  const models::ModelInfo two = models::load_trained(model_of(third)).info;
  CHECK(none.ancestors.empty());
  REQUIRE(one.ancestors.size() == 1);
  CHECK(one.ancestors[0].parts.at("train").hash == none.data.at("train").hash);
  CHECK_FALSE(one.ancestors[0].parts.at("train").sketch.empty());
  REQUIRE(two.ancestors.size() == 2);
  CHECK(two.ancestors[1].parts.at("validation").hash == none.data.at("validation").hash);
}

TEST_CASE("trainer: a run is never overwritten") {
  test::TempDir dir;
  Run run(dir / "run");
  run.fit({"train.epochs=1"});
  CHECK_THROWS_WITH_AS(train::RunDir::choose(run.path, "test"), doctest::Contains("holds a run already"),
                       Error);
}

TEST_CASE("trainer: a loss that is not finite stops the training and names samples") {
  test::TempDir dir;
  Run run(dir / "run");
  CHECK_THROWS_WITH_AS(run.fit({"train.optimizer={sgd: {lr: 100}}", "train.epochs=50"}),
                       doctest::Contains("is not finite; it is not for these of its batch of 16: bars#"),
                       Error);
}

TEST_CASE(
    "trainer: one step is lr times the gradient cut to clip_norm, and the average goes 10/11 of the way") {
  test::TempDir dir;
  // one batch, one step; momentum and decay 0. The learning rate of `start` is too small to tell.
  const auto after = [&](const std::string& name, const std::vector<std::string>& settings) {
    Run run(dir / name);
    std::vector<std::string> all{"train.epochs=1", "train.batch=96", "train.shards=1", "augment=[]"};
    all.insert(all.end(), settings.begin(), settings.end());
    run.fit(all);
    const auto tensors = models::load_tensors((run.path / "checkpoint.safetensors").string()).second;
    return std::map<std::string, at::Tensor>(tensors.begin(), tensors.end());
  };
  const auto start = after("start", {"train.optimizer={sgd: {lr: 1e-9}}", "train.ema_decay=0"});
  const auto free = after("free", {"train.optimizer={sgd: {lr: 0.5}}", "train.ema_decay=0.999"});
  const auto cut = after("cut", {"train.optimizer={sgd: {lr: 0.5}}", "train.clip_norm=0.01"});
  const at::Tensor step = free.at("values") - start.at("values");
  const at::Tensor cut_step = cut.at("values") - start.at("values");
  REQUIRE(step.norm().item<double>() > 0.5 * 0.01);  // else there is nothing to cut
  CHECK(cut_step.norm().item<double>() == doctest::Approx(0.5 * 0.01).epsilon(1e-3));
  CHECK(at::cosine_similarity(step, cut_step, 0).item<double>() == doctest::Approx(1).epsilon(1e-4));
  // decay min(0.999, 1 / (1 + 10)): the average keeps 1/11 of the start
  const at::Tensor expected = start.at("values") + step * (10.0 / 11);
  CHECK(at::allclose(free.at("average"), expected, /*rtol=*/0, /*atol=*/1e-6));
}

TEST_CASE(
    "trainer: the best epoch is the one where the monitored metric is the largest, when that is better") {
  test::TempDir dir;
  Run run(dir / "run");
  run.fit({"train.monitor=val_accuracy", "train.epochs=6", "train.optimizer={adam: {lr: 0.0005}}"});
  const auto records = run.metrics();
  std::size_t best = 0;
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (records[i].values.at("val_accuracy") > records[best].values.at("val_accuracy")) best = i;
  }
  REQUIRE(records[best].values.at("val_accuracy") > records[0].values.at("val_accuracy"));
  CHECK(models::load_trained((run.path / "model.safetensors").string()).info.checkpoint ==
        fmt::format("best val_accuracy, epoch {}", best + 1));
}

TEST_CASE("trainer: a model says what chose it: the best one always, the last one only if it ended early") {
  test::TempDir dir;
  Run last(dir / "last"), best(dir / "best"), early(dir / "early");
  const auto info = [](const Run& run, const char* name) {
    return models::load_trained((run.path / name).string()).info;
  };
  last.fit({"train.epochs=1", "train.deliver=last"});
  best.fit({"train.epochs=1", "train.deliver=best"});
  early.fit({"train.epochs=1", "train.deliver=last", "train.patience=3"});
  const std::string validation = info(last, "model.safetensors").data.at("validation").hash;
  REQUIRE_FALSE(validation.empty());
  CHECK(info(last, "model.safetensors").selected_on.empty());
  CHECK(info(last, "best.safetensors").selected_on == validation);
  CHECK(info(best, "model.safetensors").selected_on == validation);
  CHECK(info(early, "model.safetensors").selected_on == validation);
}

TEST_CASE("trainer: resumed from its very start, TensorBoard is told that it begins anew") {
  test::TempDir dir;
  Run run(dir / "run");
  const std::vector<std::string> runs_away{"train.optimizer={sgd: {lr: 100}}", "train.epochs=50"};
  const auto event_bytes = [&] {
    uintmax_t sum = 0;
    for (const auto& entry : fs::directory_iterator(run.path))
      if (entry.path().filename().string().rfind("events.", 0) == 0) sum += entry.file_size();
    return sum;
  };
  CHECK_THROWS_AS(run.fit(runs_away), Error);  // in its first epoch: the one checkpoint is of step 0
  const uintmax_t header = event_bytes();
  CHECK_THROWS_AS(run.fit(runs_away), Error);
  CHECK(event_bytes() > 2 * header);  // and the session's start, which a new run has no need of
}

TEST_CASE("trainer: a validation loss that is not a number stops the training, and is never the best") {
  test::TempDir dir;
  Run run(dir / "run");
  // one step an epoch: its loss is of before the weights run away, the validation of after it
  CHECK_THROWS_WITH_AS(
      run.fit({"train.batch=96", "train.epochs=9", "train.optimizer={sgd: {lr: 100, momentum: 0.9}}"}),
      doctest::Contains("is not a number: the weights have run away"), Error);
  const models::ModelInfo best = models::load_trained((run.path / "best.safetensors").string()).info;
  CHECK(std::isfinite(best.metrics.at("val_loss")));
}

TEST_CASE("run_dir: a folder is one training's, while it is at work and afterwards") {
  test::TempDir dir;
  auto first = std::make_unique<train::RunDir>(train::RunDir::choose(dir / "run", "test"));
  train::RunDir second = train::RunDir::choose(dir / "run", "test");
  first->claim();
  CHECK_THROWS_WITH_AS(second.claim(), doctest::Contains("another training is at work there"), Error);
  first->describe("data: {}\n", {});
  first.reset();  // done
  CHECK_THROWS_WITH_AS(second.claim(), doctest::Contains("holds a run already"), Error);
}

TEST_CASE("run_dir: a folder that holds what a run would write over is refused") {
  test::TempDir dir;
  for (const char* name : {"model.safetensors", "best.safetensors", "metrics.jsonl"}) {
    CAPTURE(name);
    fs::create_directory(dir / "mine");
    dir.write(std::string("mine/") + name, "mine");
    CHECK_THROWS_WITH_AS(train::RunDir::choose(dir / "mine", "test"),
                         doctest::Contains("is there already, and a run writes one there"), Error);
    fs::remove_all(dir / "mine");
  }
}

TEST_CASE("run_dir: of trainings that chose one number each gets its own") {
  test::TempDir dir;
  const fs::path here = fs::current_path();
  fs::current_path(dir.path());
  train::RunDir first = train::RunDir::choose("", "digits"), second = train::RunDir::choose("", "digits");
  CHECK(first.path() == second.path());
  first.claim();
  second.claim();
  CHECK(first.path() == fs::path("runs/digits-1"));
  CHECK(second.path() == fs::path("runs/digits-2"));
  fs::current_path(here);
}

TEST_CASE("run_dir: a place that cannot hold a run is told before any work") {
  test::TempDir dir;
  dir.write("file", "x");
  CHECK_THROWS_WITH_AS(train::RunDir::choose(dir / "file" / "run", "test"), doctest::Contains("is no folder"),
                       Error);
}

TEST_CASE("trainer: stops early after its patience, and delivers the best epoch") {
  test::TempDir dir;
  Run run(dir / "run");
  run.fit({"train.epochs=60", "train.patience=2", "train.optimizer={adam: {lr: 0.01}}"});
  const auto records = train::read_metrics((run.path / "metrics.jsonl").string());
  REQUIRE(records.size() < 60);
  std::size_t best = 0;
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (records[i].values.at("val_loss") < records[best].values.at("val_loss")) best = i;
  }
  CHECK(records.size() == best + 3);
  CHECK(models::load_trained((run.path / "model.safetensors").string()).info.checkpoint ==
        fmt::format("best val_loss, epoch {}", best + 1));
}

TEST_CASE("checkpoint: one cut short is refused with its name, never half loaded") {
  test::TempDir dir;
  Run run(dir / "run");
  run.fit({"train.epochs=1"});
  const fs::path checkpoint = run.path / "checkpoint.safetensors";
  fs::resize_file(checkpoint, fs::file_size(checkpoint) / 2);
  CHECK_THROWS_WITH_AS(run.fit({"train.epochs=1"}), doctest::Contains("checkpoint.safetensors"), Error);
}
