#include "train/trainer.h"

#include <ATen/ATen.h>

#include <cmath>

#include "configs/schema/error.h"
#include "configs/schema/stopwatch.h"
#include "train/interrupt.h"

namespace ductus::train {
namespace {

using config::Clock;
using config::seconds_since;

constexpr double kSecondsBetweenReports = 0.5;

std::string minutes(double seconds) {
  return fmt::format("{}:{:02d}", static_cast<int64_t>(seconds) / 60, static_cast<int64_t>(seconds) % 60);
}

}  // namespace

Outcome Trainer::fit() {
  const Interrupt interrupt;
  begin();
  while (progress_.epoch < static_cast<uint32_t>(recipe_.epochs) && !progress_.stopped) {
    sampler_->start(progress_.epoch);
    epoch_start_ = Clock::now();
    samples_at_start_ = progress_.totals.samples;
    while (progress_.batch < sampler_->steps_per_epoch()) {
      step();
      report_step();
      if (progress_.batch == sampler_->steps_per_epoch()) break;  // saved below, with what the epoch measured
      if (interrupt.requested()) return save(), Outcome::kInterrupted;
      if (save_due()) save();
    }
    finish_epoch();
    save();
    if (interrupt.requested() && progress_.epoch < static_cast<uint32_t>(recipe_.epochs))
      return Outcome::kInterrupted;
  }
  finish();
  return Outcome::kFinished;
}

void Trainer::step() {
  const auto [samples, size] = sampler_->batch(progress_.batch);
  engine_->compute_gradient({samples, size, progress_.epoch, static_cast<uint32_t>(progress_.step)});
  at::Tensor& gradient = engine_->gradient();
  if (recipe_.clip_norm > 0) gradient.mul_((recipe_.clip_norm / (gradient.norm() + 1e-6)).clamp_max(1.0));
  const double lr = recipe_.optimizer->learning_rate() * schedule_(progress_.step);
  recipe_.optimizer->step(engine_->values(), gradient, decay_, lr, progress_.step + 1);
  ++progress_.step;
  ++progress_.batch;
  if (recipe_.ema_decay > 0) {
    // follows closely at first: the start's random weights must not stay in the average
    const double t = static_cast<double>(progress_.step), decay = std::min(recipe_.ema_decay, t / (t + 10));
    average_.lerp_(engine_->values(), 1 - decay);
    average_buffers_.lerp_(engine_->buffers(), 1 - decay);
  }
}

// Progress now and then; taking the totals waits for a device, so it is done seldom.
void Trainer::report_step() {
  const int64_t steps = sampler_->steps_per_epoch();
  const bool last = progress_.batch == steps;
  if (!last && seconds_since(last_report_) < kSecondsBetweenReports) return;
  last_report_ = Clock::now();
  read_totals();
  const Totals& t = progress_.totals;
  const double seen = static_cast<double>(std::max<int64_t>(t.samples, 1));
  const double work = std::max(t.data_s + t.compute_s, 1e-9);
  const double rate =
      static_cast<double>(t.samples - samples_at_start_) / std::max(seconds_since(epoch_start_), 1e-9);
  const double left =
      static_cast<double>(sampler_->samples_per_epoch()) * (recipe_.epochs - progress_.epoch) - seen;
  reporter_.progress(fmt::format("epoch {}/{}", progress_.epoch + 1, recipe_.epochs), t.samples,
                     sampler_->samples_per_epoch(),
                     fmt::format("loss {:.4f}  {}data {:.0f} %  all {} left", t.loss / seen,
                                 t.counted == 0 ? ""
                                                : fmt::format("{} {:.4f}  ", task_->right(),
                                                              static_cast<double>(t.correct) /
                                                                  static_cast<double>(t.counted)),
                                 100 * t.data_s / work, minutes(left / std::max(rate, 1e-9))));
}

void Trainer::read_totals() {
  progress_.totals = engine_->totals();
  check_finite(progress_.totals);
}

void Trainer::check_finite(const Totals& totals) const {
  if (totals.first_bad_step == Totals::kNone) return;
  constexpr int64_t kNamed = 8;
  const auto [samples, size] = sampler_->batch(totals.first_bad_step % sampler_->steps_per_epoch());
  const bool known = !totals.bad_samples.empty();
  std::vector<std::string> ids;
  for (int64_t i = 0; i < kNamed && i < (known ? static_cast<int64_t>(totals.bad_samples.size()) : size); ++i)
    ids.push_back(task_->id(known ? totals.bad_samples[static_cast<std::size_t>(i)] : samples[i]));
  fail(
      "training: the loss of step {} is not finite; {} of its batch of {}: {} (lower train.optimizer's lr, "
      "or set "
      "train.clip_norm)",
      totals.first_bad_step + 1, known ? "it is not for these" : "the first", size, fmt::join(ids, ", "));
}

bool Trainer::save_due() const { return seconds_since(last_save_) >= recipe_.checkpoint_every_s; }

void Trainer::save() {
  read_totals();
  save_checkpoint(run_.checkpoint(), key_, progress_, state());
  last_save_ = Clock::now();
}

}  // namespace ductus::train
