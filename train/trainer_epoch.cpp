#include <cmath>
#include <fstream>
#include <sstream>

#include "configs/schema/error.h"
#include "configs/schema/stopwatch.h"
#include "data/atomic_file.h"
#include "data/png.h"
#include "eval/plots.h"
#include "train/trainer.h"

namespace ductus::train {
namespace {

// Logged beside what an epoch measured. They differ from run to run, so they stay out of the model.
constexpr const char* kTimings[] = {"images_per_s", "data_share"};

}  // namespace

// What the epoch measured, into the log; whether it was the best.
void Trainer::finish_epoch() {
  read_totals();
  const Totals& t = progress_.totals;
  const double seen = static_cast<double>(t.samples);
  const double elapsed_s = config::seconds_since(epoch_start_);
  std::map<std::string, double> metrics = {
      {"loss", t.loss / seen}, {"lr", recipe_.optimizer->learning_rate() * schedule_(progress_.step - 1)}};
  if (t.counted > 0)
    metrics[task_->right()] = static_cast<double>(t.correct) / static_cast<double>(t.counted);
  metrics.merge(validate());
  std::map<std::string, double> logged = {
      {kTimings[0], static_cast<double>(t.samples - samples_at_start_) / std::max(elapsed_s, 1e-9)},
      {kTimings[1], t.data_s / std::max(t.data_s + t.compute_s, 1e-9)}};
  logged.insert(metrics.begin(), metrics.end());
  ++progress_.epoch;
  progress_.batch = 0;
  progress_.totals = {};
  engine_->set_totals({});
  log_->append({progress_.epoch, progress_.step, logged});
  for (const auto& [name, value] : logged) events_->scalar(name, progress_.step, value);
  keep_best(metrics);
  show_samples();
}

std::map<std::string, double> Trainer::validate() {
  const std::vector<int64_t>& samples = part(recipe_.validate_on);
  if (samples.empty()) return {};
  JudgeOptions options = judge_options();
  options.augment = recipe_.augment_validation;
  return task_->judge(*judged_, samples, options);
}

JudgeOptions Trainer::judge_options() const {
  return {options_.threads, options_.device, progress_.epoch, /*augment=*/false};
}

// What the net makes of a few samples, among the events: at the first epoch, every few, and at the last.
void Trainer::show_samples() {
  constexpr uint32_t kEvery = 5;
  const std::vector<int64_t>& samples = part(recipe_.validate_on);
  const bool last = progress_.stopped || progress_.epoch == static_cast<uint32_t>(recipe_.epochs);
  if (samples.empty() || !(progress_.epoch == 1 || last || progress_.epoch % kEvery == 0)) return;
  const Task::Picture picture = task_->show(*judged_, samples, judge_options());
  if (!picture.png.empty())
    events_->image("samples", progress_.step, picture.width_px, picture.height_px, picture.png);
}

void Trainer::keep_best(const std::map<std::string, double>& metrics) {
  std::string line =
      fmt::format("epoch {}/{}: loss {:.4f}", progress_.epoch, recipe_.epochs, metrics.at("loss"));
  if (metrics.count(task_->right()) > 0)
    line += fmt::format("  {} {:.4f}", task_->right(), metrics.at(task_->right()));
  const auto found = metrics.find(recipe_.monitor);
  if (found == metrics.end()) return reporter_.info(line);
  for (const std::string& name : task_->headline())
    line += fmt::format("  {} {:.4f}", name, metrics.at(name));
  reporter_.info(line);
  for (const std::string& name : {std::string("val_loss"), recipe_.monitor}) {
    DUCTUS_CHECK(!std::isnan(metrics.at(name)),
                 "training: {} of epoch {} is not a number: the weights have run away (lower "
                 "train.optimizer's lr, or set train.clip_norm)",
                 name, progress_.epoch);
  }
  const double value = found->second;
  const bool first = progress_.best_epoch == 0;
  const bool better =
      first || (larger_is_better(recipe_.monitor) ? value > progress_.best : value < progress_.best);
  if (better) {
    reporter_.info(fmt::format(
        "epoch {}: {} improved from {} to {:.5f}, saving {}", progress_.epoch, recipe_.monitor,
        first ? (larger_is_better(recipe_.monitor) ? "-inf" : "inf") : fmt::format("{:.5f}", progress_.best),
        value, run_.best().string()));
    progress_.best = value;
    progress_.best_epoch = static_cast<int>(progress_.epoch);
    models::ModelInfo info =
        describe_model(fmt::format("best {}, epoch {}", recipe_.monitor, progress_.epoch), /*chosen=*/true);
    info.metrics = metrics;
    models::save_model(run_.best().string(), info, models::named_tensors(*judged_));
  } else {
    reporter_.info(fmt::format("epoch {}: {} did not improve from {:.5f}", progress_.epoch, recipe_.monitor,
                               progress_.best));
    progress_.stopped =
        recipe_.patience > 0 && static_cast<int>(progress_.epoch) - progress_.best_epoch >= recipe_.patience;
    if (progress_.stopped)
      reporter_.info(
          fmt::format("stopping early: no better {} for {} epochs", recipe_.monitor, recipe_.patience));
  }
}

// `chosen`: by how it did on what it was validated on.
models::ModelInfo Trainer::describe_model(const std::string& checkpoint, bool chosen) const {
  models::ModelInfo info;
  info.net = model_.net;
  info.net_options = model_.options.effective();
  task_->describe(info);
  info.recipe = effective_recipe_;
  info.data = data_sources_;
  info.ancestors = progress_.ancestors;
  info.checkpoint = checkpoint;
  if (chosen && !part(recipe_.validate_on).empty())
    info.selected_on = data_sources_.at(recipe_.validate_on).hash;
  info.precision = precision();
  info.seed = recipe_.seed;
  return info;
}

// The result: the best or the last model, with the temperature that the validation part asks for.
void Trainer::finish() {
  const bool best = recipe_.deliver == Deliver::kBest && progress_.best_epoch > 0;
  models::ModelInfo info =
      describe_model(fmt::format("last, epoch {}", progress_.epoch), /*chosen=*/recipe_.patience > 0);
  const auto records = read_metrics(run_.metrics().string());
  if (!records.empty()) info.metrics = records.back().values;
  for (const char* name : kTimings) info.metrics.erase(name);
  if (best) {
    models::TrainedModel chosen = models::load_trained(run_.best().string());
    models::load_tensors_into(*judged_, models::named_tensors(*chosen.net), run_.best().string());
    info = chosen.info;
  }
  if (!part("validation").empty()) {
    info.temperature = task_->temperature(*judged_, part("validation"), judge_options(), reporter_);
  }
  models::save_model(run_.model().string(), info, models::named_tensors(*judged_));
  if (!records.empty()) write_curves();
  reporter_.info(
      fmt::format("{} ({}, temperature {:.3f})", run_.model().string(), info.checkpoint, info.temperature));
}

void Trainer::write_curves() const {
  std::filesystem::create_directories(run_.report());
  std::stringstream metrics;
  metrics << std::ifstream(run_.metrics()).rdbuf();
  data::write_png(run_.report() / "curves.png", eval::plot_lines(eval::training_curves(metrics.str())));
}

}  // namespace ductus::train
