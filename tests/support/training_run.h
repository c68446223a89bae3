// One training in a folder of its own, for tests: started, stopped, resumed, compared.
#pragma once

#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "train/trainer.h"

namespace ductus::test {

class TrainingRun {
 public:
  using MakeTask = std::function<std::unique_ptr<train::Task>(const train::Recipe& recipe)>;

  TrainingRun(std::filesystem::path folder, std::string recipe, MakeTask make_task)
      : path(std::move(folder)), recipe_(std::move(recipe)), make_task_(std::move(make_task)) {}

  /// Begins the training, or goes on with it.
  train::Outcome fit(const std::vector<std::string>& overrides = {}, int threads = 1) {
    auto document = config::Document::parse(recipe_, "recipe");
    document.set(overrides);
    auto recipe = train::read_recipe(document);
    const bool resume = std::filesystem::exists(path / "config.yaml");
    const auto dir = resume ? train::RunDir::open(path) : train::RunDir::choose(path, "test");
    config::NullReporter silent;
    train::RunOptions options;
    options.threads = threads;
    options.resume = resume;
    auto task = make_task_(recipe);
    train::Trainer trainer(std::move(recipe.train), recipe.model, document.effective(), std::move(task), dir,
                           options, silent);
    return trainer.fit();
  }

  std::string bytes(const std::string& name) const {
    std::stringstream text;
    text << std::ifstream(path / name, std::ios::binary).rdbuf();
    return text.str();
  }

  std::vector<train::MetricsRecord> metrics() const {
    return train::read_metrics((path / "metrics.jsonl").string());
  }

  std::vector<std::pair<double, double>> losses() const {
    std::vector<std::pair<double, double>> all;
    for (const auto& record : metrics())
      all.emplace_back(record.values.at("loss"), record.values.at("val_loss"));
    return all;
  }

  std::filesystem::path path;

 private:
  std::string recipe_;
  MakeTask make_task_;
};

}  // namespace ductus::test
