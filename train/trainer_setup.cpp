#include <ATen/ATen.h>

#include "configs/schema/error.h"
#include "eval/evaluate.h"
#include "models/device.h"
#include "train/parameters.h"
#include "train/trainer.h"

namespace ductus::train {
namespace {

std::map<std::string, std::vector<int64_t>> parts_of(const data::ImageSet& set) {
  std::map<std::string, std::vector<int64_t>> parts;
  for (const auto& [name, indices] : set.splits) parts[name].assign(indices.begin(), indices.end());
  if (parts.count("train") == 0) parts["train"] = eval::all_samples(set);
  return parts;
}

LossOptions loss_options(const LossRecipe& recipe, const data::ImageSet& set,
                         const std::vector<int64_t>& train, config::Reporter& reporter) {
  const auto counts = recipe.weights_from_all ? set.class_counts() : set.class_counts(train);
  const data::ClassWeights weights = data::class_weights(recipe.class_weights, counts, recipe.beta);
  for (const int32_t label : weights.absent) {
    reporter.warn(
        fmt::format("class '{}' has no training samples", set.alphabet[static_cast<std::size_t>(label)]));
  }
  return {std::vector<float>(weights.weights.begin(), weights.weights.end()), recipe.normalise,
          recipe.label_smoothing};
}

models::Precision precision_of(PrecisionChoice choice, c10::Device device) {
  const bool fast = device.is_cuda() || models::cpu_has_bfloat16();
  const bool bfloat16 = choice == PrecisionChoice::kBFloat16 || (choice == PrecisionChoice::kAuto && fast);
  return bfloat16 ? models::Precision::kBFloat16 : models::Precision::kFloat32;
}

}  // namespace

Trainer::~Trainer() = default;

Trainer::Trainer(Recipe recipe, std::string effective_recipe, data::ImageSet set, RunDir run,
                 const RunOptions& options, config::Reporter& reporter)
    : recipe_(std::move(recipe)),
      effective_recipe_(std::move(effective_recipe)),
      set_(std::move(set)),
      parts_(parts_of(set_)),
      run_(std::move(run)),
      options_(options),
      reporter_(reporter),
      augmenter_(recipe_.augmenter),
      sampler_(repeat_sources(set_, part("train"), recipe_.train.repeat), recipe_.train.batch,
               recipe_.train.last_batch, recipe_.train.seed) {
  const Span span{sampler_.steps_per_epoch() * recipe_.train.epochs, sampler_.steps_per_epoch()};
  schedule_ = recipe_.train.make_schedule(*recipe_.train.schedule, span);
  for (const auto& [name, indices] : parts_) {
    if (!indices.empty())
      data_sources_[name] = {fmt::format("{} of {}", name, fmt::join(set_.sources, " + ")),
                             data::subset(set_, indices).content_hash()};
  }
  key_.recipe = effective_recipe_;
  for (const auto& [name, source] : data_sources_)
    key_.data_hash += (key_.data_hash.empty() ? "" : " ") + name + ":" + source.hash;
  if (part(recipe_.train.validate_on).empty()) {
    reporter_.warn(
        "no validation part: the last epoch is the result, and monitor, patience and temperature have "
        "nothing to go by");
  }
}

// Networks, engine and logs; where the run is resumed, everything as the checkpoint has it.
void Trainer::begin() {
  const models::NetShape shape{set_.height, set_.width, static_cast<int>(set_.alphabet.size())};
  const BuildNet build = [&, precision = precision_of(recipe_.model.precision, options_.device)] {
    auto net = models::nets().find(recipe_.model.net)(shape, recipe_.model.options);
    models::initialise(*net, recipe_.model.init, recipe_.train.seed);
    net->set_precision(precision);
    return net;
  };
  judged_ = build();
  decay_ = decay_mask(*judged_).to(options_.device);
  TrainingData data{set_, augmenter_,
                    CharacterLoss(loss_options(recipe_.train.loss, set_, sampler_.samples(), reporter_)),
                    recipe_.train.seed};
  engine_ = options_.device.is_cpu()
                ? make_cpu_engine(build, std::move(data), recipe_.train.shards, options_.threads)
                : make_device_engine(build, std::move(data), options_.device, options_.threads);
  if (options_.from && !options_.resume) start_from(*options_.from);
  const bool averages = recipe_.train.ema_decay > 0;
  average_ = averages ? engine_->values().clone() : engine_->values();
  average_buffers_ = averages ? engine_->buffers().clone() : engine_->buffers();
  bind_parameters(*judged_, average_, {});
  bind_buffers(*judged_, average_buffers_);
  if (options_.resume && std::filesystem::exists(run_.checkpoint())) {
    StateTensors tensors = state();
    progress_ = load_checkpoint(run_.checkpoint(), key_, tensors);
    engine_->set_totals(progress_.totals);
    reporter_.info(fmt::format("resuming at epoch {}, step {}", progress_.epoch + 1, progress_.step));
  }
  log_ = std::make_unique<MetricsLog>(run_.metrics().string(), progress_.step);
  events_ = std::make_unique<EventWriter>(
      run_.path().string(), progress_.step > 0 ? std::optional<int64_t>(progress_.step) : std::nullopt);
  last_save_ = last_report_ = std::chrono::steady_clock::now();
}

void Trainer::start_from(const models::TrainedModel& model) {
  const models::Transfer done = models::transfer(model, *judged_, set_.alphabet);
  engine_->values().copy_(gather_parameters(*judged_));
  engine_->buffers().copy_(gather_buffers(*judged_));
  reporter_.info(fmt::format("starting from {} ({}): {} symbols kept, {} new{}{}", model.info.net,
                             model.info.checkpoint, done.kept.size(), done.added.size(),
                             done.added.empty() ? "" : ": ", fmt::join(done.added, " ")));
}

StateTensors Trainer::state() {
  StateTensors tensors = {{"values", engine_->values()}, {"buffers", engine_->buffers()}};
  if (recipe_.train.ema_decay > 0)
    tensors.emplace_back("average", average_), tensors.emplace_back("average_buffers", average_buffers_);
  for (auto& item : recipe_.train.optimizer->state(engine_->values())) tensors.push_back(std::move(item));
  return tensors;
}

const std::vector<int64_t>& Trainer::part(const std::string& name) const {
  static const std::vector<int64_t> none;
  const auto found = parts_.find(name);
  return found == parts_.end() ? none : found->second;
}

}  // namespace ductus::train
