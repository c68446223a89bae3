// One training in a folder of its own, for tests: started, stopped, resumed, compared.
#pragma once

#include <csignal>
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
    config::NullReporter silent;
    return fit(overrides, threads, silent);
  }

  /// The same with Ctrl-C when progress is told: at an epoch's end at the latest, so that a training of
  /// several epochs is stopped before it is done, and goes on in the middle of the next.
  train::Outcome fit_until_ctrl_c(const std::vector<std::string>& overrides = {}, int threads = 1) {
    struct : config::NullReporter {
      void progress(std::string_view, int64_t, int64_t, std::string_view) override {
        if (!std::exchange(pressed, true)) std::raise(SIGINT);
      }
      bool pressed = false;
    } ctrl_c;
    return fit(overrides, threads, ctrl_c);
  }

  train::Outcome fit(const std::vector<std::string>& overrides, int threads, config::Reporter& reporter) {
    auto document = config::Document::parse(recipe_, "recipe");
    document.set(overrides);
    auto recipe = train::read_recipe(document);
    const bool resume = std::filesystem::exists(path / "config.yaml");
    const auto dir = resume ? train::RunDir::open(path) : train::RunDir::choose(path, "test");
    train::RunOptions options;
    options.threads = threads;
    options.resume = resume;
    if (!from.empty() && !resume) options.from = models::load_trained(from);
    auto task = make_task_(recipe);
    train::Trainer trainer(std::move(recipe.train), recipe.model, document.effective(), std::move(task), dir,
                           options, reporter);
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
  std::string from;  ///< model file that a new training begins from; empty: from nothing

 private:
  std::string recipe_;
  MakeTask make_task_;
};

}  // namespace ductus::test
