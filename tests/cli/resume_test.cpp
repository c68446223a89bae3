// A training that is stopped or killed and resumed ends with the same bytes as one that nobody disturbed.
#include <doctest/doctest.h>

#include <random>

#include "tests/support/running_train.h"

using namespace ductus::test;
using nlohmann::json;

namespace {

/// Everything that a checkpoint must hold: running statistics, dropout, averaged weights, moments, a best so
/// far.
void write_recipe(const Workplace& work, int epochs) {
  write_mnist(work, "mnist", 200, 50);
  work.write("recipe.yaml",
             "data:\n  sources: [{mnist: {path: mnist}}]\n  split: {test: 0, validation: 0.1, seed: 1}\n"
             "augment:\n  - affine: {rotate_deg: 10, zoom: 0.1}\n  - elastic: {sigma_px: 0.5}\n"
             "model: {net: {convnet: {channels: [4, 8, 8], dropout: 0.3}}}\n"
             "train:\n  epochs: " +
                 std::to_string(epochs) +
                 "\n  batch: 16\n  optimizer: {adamw: {lr: 0.004}}\n  schedule: cosine\n  clip_norm: 1\n"
                 "  ema_decay: 0.99\n  checkpoint_every_s: 0.05\n");
}

/// What the epochs measured, but for times.
std::vector<std::string> measured(const Workplace& work, const std::string& run) {
  std::vector<std::string> lines;
  std::istringstream metrics(work.read(run + "/metrics.jsonl"));
  for (std::string line; std::getline(metrics, line);) {
    json values = json::parse(line);
    for (const char* timing : {"images_per_s", "data_share"}) values.erase(timing);
    lines.push_back(values.dump());
  }
  return lines;
}

void check_same_result(const Workplace& work, const std::string& run, const std::string& other) {
  const std::string model = work.read(run + "/model.safetensors"),
                    expected = work.read(other + "/model.safetensors");
  REQUIRE(model.size() > 1000);
  bool same = true;  // also where the whole files are not: tells a weight from a word in the header
  for (const auto& [name, tensor] : tensors_of(expected))
    same = same && tensors_of(model)[name].values == tensor.values;
  CHECK(same);
  const bool same_bytes = model == expected;
  CHECK(same_bytes);
  CHECK(measured(work, run) == measured(work, other));
}

}  // namespace

TEST_CASE("ductus train: one thread and two make the same model, byte for byte") {
  const Workplace work;
  write_recipe(work, 3);
  REQUIRE(work.run({"train", "recipe.yaml", "--out", "one", "--threads", "1"}).status == 0);
  REQUIRE(work.run({"train", "recipe.yaml", "--out", "two", "--threads", "2"}).status == 0);
  check_same_result(work, "one", "two");
}

TEST_CASE(
    "ductus train: stopped by Ctrl-C, killed at random moments and resumed each time, it ends with the same "
    "bytes") {
  const Workplace work;
  write_recipe(work, 40);
  REQUIRE(work.run({"train", "recipe.yaml", "--out", "calm"}).status == 0);
  std::mt19937 random(1);
  const auto kill_at_random = [&](RunningTrain& running) {
    std::this_thread::sleep_for(std::chrono::milliseconds(random() % 150));
    running.process().send(SIGKILL);
    return running.process().wait().status == -SIGKILL ? 1 : 0;
  };

  int kills = 0;
  {
    RunningTrain first(work, {"train", "recipe.yaml", "--out", "run"});
    REQUIRE(first.wait_for_begin());  // most often before its first checkpoint
    kills += kill_at_random(first);
  }
  RunningTrain stopped(work, {"train", "--resume", "run"});
  REQUIRE(stopped.wait_for_checkpoint());
  stopped.process().send(SIGINT);
  const Outcome outcome = stopped.process().wait();
  CHECK(outcome.status == 130);
  CHECK(outcome.err.find("go on with: ductus train --resume run\n") != std::string::npos);
  CHECK(outcome.out == "");
  CHECK_FALSE(work.has("run/model.safetensors"));
  for (int i = 0; i < 2; ++i) {
    RunningTrain resumed(work, {"train", "--resume", "run"});
    resumed.wait_for_checkpoint();
    kills += kill_at_random(resumed);
  }
  CHECK(kills >= 2);  // a fast machine may finish before the last

  const Outcome finished = work.run({"train", "--resume", "run"});
  CHECK(finished.status == 0);
  CHECK(finished.out == "run/model.safetensors\n");
  CHECK(finished.err.find("resuming at epoch ") != std::string::npos);
  check_same_result(work, "run", "calm");
}
