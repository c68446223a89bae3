#include <ATen/ATen.h>

#include "configs/schema/error.h"
#include "data/character_view.h"
#include "data/line_view.h"
#include "data/same_view.h"
#include "models/device.h"
#include "train/parameters.h"
#include "train/trainer.h"

namespace ductus::train {
namespace {

models::Precision precision_of(PrecisionChoice choice, c10::Device device) {
  const bool bfloat16 = choice == PrecisionChoice::kBFloat16 ||
                        (choice == PrecisionChoice::kAuto && models::multiplies_bfloat16(device));
  return bfloat16 ? models::Precision::kBFloat16 : models::Precision::kFloat32;
}

bool prepared_alike(const std::string& net, const std::string& a, const std::string& b) {
  return models::nets().find(net).kind == data::Kind::kLines ? data::same_view<data::LineView>(a, b)
                                                             : data::same_view<data::CharacterView>(a, b);
}

}  // namespace

Trainer::~Trainer() = default;

Trainer::Trainer(TrainRecipe recipe, const ModelRecipe& model, std::string effective_recipe,
                 std::unique_ptr<Task> task, RunDir run, const RunOptions& options,
                 config::Reporter& reporter)
    : recipe_(std::move(recipe)),
      model_(model),
      effective_recipe_(std::move(effective_recipe)),
      task_(std::move(task)),
      run_(std::move(run)),
      options_(options),
      reporter_(reporter),
      sampler_(task_->make_sampler()) {
  const Span span{sampler_->steps_per_epoch() * recipe_.epochs, sampler_->steps_per_epoch()};
  schedule_ = recipe_.make_schedule(*recipe_.schedule, span);
  for (const auto& [name, indices] : task_->parts()) {
    if (indices.empty()) continue;
    data_sources_[name] = {fmt::format("{} of {}", name, task_->sources()), task_->content_hash(indices)};
    const bool used = name == "train" || name == "validation" || name == recipe_.validate_on;
    if (used) data_sources_[name].sketch = task_->sketch(indices);
  }
  key_.recipe = effective_recipe_;
  for (const auto& [name, source] : data_sources_)
    key_.data_hash += (key_.data_hash.empty() ? "" : " ") + name + ":" + source.hash;
  if (part("validation").empty()) reporter_.warn("no validation part: the temperature stays 1");
  if (part(recipe_.validate_on).empty()) {
    reporter_.warn(
        fmt::format("no {} part to validate on: the last epoch is the result, and monitor and patience have "
                    "nothing to go "
                    "by",
                    recipe_.validate_on));
  }
}

// Networks, engine and logs; where the run is resumed, everything as the checkpoint has it. A new run's
// folder is made when nothing is left that could go wrong.
void Trainer::begin() {
  const BuildNet build = [shape = task_->shape(), model = model_, seed = recipe_.seed,
                          precision = precision_of(model_.precision, options_.device)] {
    auto net = models::nets().find(model.net).make(shape, model.options);
    models::initialise(*net, model.init, seed);
    net->set_precision(precision);
    return net;
  };
  judged_ = build();
  decay_ = decay_mask(*judged_).to(options_.device);
  engine_ = options_.device.is_cpu()
                ? make_cpu_engine(build, *task_, recipe_.seed, recipe_.shards, options_.threads)
                : make_device_engine(build, *task_, recipe_.seed, options_.device, options_.threads);
  if (options_.from && !options_.resume) start_from(*options_.from);
  const bool averages = recipe_.ema_decay > 0;
  average_ = averages ? engine_->values().clone() : engine_->values();
  average_buffers_ = averages ? engine_->buffers().clone() : engine_->buffers();
  bind_parameters(*judged_, average_, {});
  bind_buffers(*judged_, average_buffers_);
  run_.claim();
  if (options_.resume) {
    StateTensors tensors = state();
    progress_ = load_checkpoint(run_.checkpoint(), key_, tensors);
    engine_->set_totals(progress_.totals);
    if (progress_.precision != precision()) {
      reporter_.warn(
          fmt::format("the run was begun in {}; on this processor it goes on in {} (model.precision)",
                      progress_.precision, precision()));
      progress_.precision = precision();
    }
    const bool done = progress_.stopped || progress_.epoch == static_cast<uint32_t>(recipe_.epochs);
    reporter_.info(done ? "nothing is left to train: the result is made again"
                        : fmt::format("resuming at epoch {}, step {}", progress_.epoch + 1, progress_.step));
  } else {
    progress_.precision = precision();
    save();  // what a run starts from is in its checkpoint, --from included
    run_.describe(effective_recipe_, task_->ledger());
  }
  log_ = std::make_unique<MetricsLog>(run_.metrics().string(), progress_.step);
  events_ = std::make_unique<EventWriter>(
      run_.path().string(), options_.resume ? std::optional<int64_t>(progress_.step) : std::nullopt);
  last_save_ = last_report_ = std::chrono::steady_clock::now();
}

void Trainer::start_from(const models::TrainedModel& model) {
  models::ModelInfo ours;
  task_->describe(ours);
  if (!prepared_alike(model_.net, model.info.preprocessing, ours.preprocessing)) {
    const auto or_nothing = [](const std::string& view) { return view.empty() ? "as they are" : view; };
    reporter_.warn(fmt::format("--from: the model learnt from pictures prepared otherwise: {}; here {}",
                               or_nothing(model.info.preprocessing), or_nothing(ours.preprocessing)));
  }
  const models::Transfer done = models::transfer(model, *judged_, task_->alphabet());
  engine_->values().copy_(gather_parameters(*judged_));
  engine_->buffers().copy_(gather_buffers(*judged_));
  progress_.ancestors = models::lineage(model.info);
  reporter_.info(fmt::format("starting from {} ({}): {} symbols kept, {} new{}{}", model.info.net,
                             model.info.checkpoint, done.kept.size(), done.added.size(),
                             done.added.empty() ? "" : ": ", fmt::join(done.added, " ")));
}

StateTensors Trainer::state() {
  StateTensors tensors = {{"values", engine_->values()}, {"buffers", engine_->buffers()}};
  if (recipe_.ema_decay > 0)
    tensors.emplace_back("average", average_), tensors.emplace_back("average_buffers", average_buffers_);
  for (auto& item : recipe_.optimizer->state(engine_->values())) tensors.push_back(std::move(item));
  return tensors;
}

std::string Trainer::precision() const {
  return judged_->precision() == models::Precision::kBFloat16 ? "bfloat16" : "float32";
}

const std::vector<int64_t>& Trainer::part(const std::string& name) const {
  static const std::vector<int64_t> none;
  const auto found = task_->parts().find(name);
  return found == task_->parts().end() ? none : found->second;
}

}  // namespace ductus::train
