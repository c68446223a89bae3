// Trainings that are stopped, killed and resumed, beside one that nobody disturbed.
#pragma once

#include <doctest/doctest.h>

#include <chrono>
#include <random>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/running_train.h"

namespace ductus::test {

/// What the epochs measured, but for times.
inline std::vector<std::string> measured(const Workplace& work, const std::string& run) {
  std::vector<std::string> lines;
  std::istringstream metrics(work.read(run + "/metrics.jsonl"));
  for (std::string line; std::getline(metrics, line);) {
    nlohmann::json values = nlohmann::json::parse(line);
    for (const char* timing : {"images_per_s", "data_share"}) values.erase(timing);
    lines.push_back(values.dump());
  }
  return lines;
}

inline void check_same_result(const Workplace& work, const std::string& run, const std::string& other) {
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

/// Trains the recipe into `calm`, and into `run` with one Ctrl-C and four times SIGKILL at random moments:
/// the first most often before a checkpoint. Both must end the same.
inline void check_survives(const Workplace& work, const std::string& recipe) {
  REQUIRE(work.run({"train", recipe, "--out", "calm"}).status == 0);
  std::mt19937 random(1);
  int kills = 0;
  const auto kill_at_random = [&](RunningTrain& running) {
    std::this_thread::sleep_for(std::chrono::milliseconds(random() % 150));
    running.process().send(SIGKILL);
    kills += running.process().wait().status == -SIGKILL ? 1 : 0;
  };
  {
    RunningTrain first(work, {"train", recipe, "--out", "run"});
    REQUIRE(first.wait_for_begin());
    kill_at_random(first);
  }
  {
    RunningTrain stopped(work, {"train", "--resume", "run"});
    REQUIRE(stopped.wait_for_checkpoint());
    stopped.process().send(SIGINT);
    const Outcome outcome = stopped.process().wait();
    CHECK(outcome.status == 130);
    CHECK(outcome.err.find("go on with: ductus train --resume run\n") != std::string::npos);
    CHECK(outcome.out == "");
    CHECK_FALSE(work.has("run/model.safetensors"));
  }
  for (int i = 0; i < 3; ++i) {
    RunningTrain resumed(work, {"train", "--resume", "run"});
    resumed.wait_for_checkpoint();
    kill_at_random(resumed);
  }
  CHECK(kills >= 3);  // a fast machine may finish before the last
  const Outcome finished = work.run({"train", "--resume", "run"});
  CHECK(finished.status == 0);
  CHECK(finished.out == "run/model.safetensors\n");
  CHECK(finished.err.find("resuming at epoch ") != std::string::npos);
  check_same_result(work, "run", "calm");
}

}  // namespace ductus::test
