// The training loop.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "configs/schema/reporter.h"
#include "models/trained_model.h"
#include "train/checkpoint.h"
#include "train/engine.h"
#include "train/metrics_log.h"
#include "train/recipe.h"
#include "train/run_dir.h"
#include "train/tensorboard.h"

namespace ductus::train {

struct RunOptions {
  int threads = 0;  ///< 0: all cores
  c10::Device device = c10::Device("cpu");
  bool resume = false;
  std::optional<models::TrainedModel> from;  ///< what a new run starts from
};

enum class Outcome { kFinished, kInterrupted };

/// One training: a recipe on a task's data, in a run directory, which a new training makes once it can begin.
class Trainer {
 public:
  Trainer(TrainRecipe recipe, const ModelRecipe& model, std::string effective_recipe,
          std::unique_ptr<Task> task, RunDir run, const RunOptions& options, config::Reporter& reporter);
  ~Trainer();

  /// Trains to the end, or until Ctrl-C: then the state is saved and the run can be resumed.
  Outcome fit();

  const RunDir& run() const { return run_; }

 private:
  void begin();
  void start_from(const models::TrainedModel& model);
  StateTensors state();

  void step();
  void report_step();
  void read_totals();
  bool save_due() const;
  void save();
  void finish_epoch();
  void check_finite(const Totals& totals) const;
  std::map<std::string, double> validate();
  void keep_best(const std::map<std::string, double>& metrics);
  void finish();
  void write_curves() const;

  JudgeOptions judge_options() const;
  void show_samples();
  models::ModelInfo describe_model(const std::string& checkpoint, bool chosen) const;
  std::string precision() const;
  const std::vector<int64_t>& part(const std::string& name) const;

  TrainRecipe recipe_;
  ModelRecipe model_;
  std::string effective_recipe_;
  std::unique_ptr<Task> task_;
  RunDir run_;
  RunOptions options_;
  config::Reporter& reporter_;
  std::map<std::string, models::DataSource> data_sources_;  // by part
  std::unique_ptr<Sampler> sampler_;
  Schedule schedule_;
  std::unique_ptr<Engine> engine_;
  std::shared_ptr<models::Recogniser> judged_;  // its weights are the average's, or the engine's own
  at::Tensor average_, average_buffers_, decay_;
  CheckpointKey key_;
  Progress progress_;
  std::unique_ptr<MetricsLog> log_;
  std::unique_ptr<EventWriter> events_;
  std::chrono::steady_clock::time_point epoch_start_, last_save_, last_report_;
  int64_t samples_at_start_ = 0;
};

}  // namespace ductus::train
