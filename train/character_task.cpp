#include "train/character_task.h"

#include <ATen/ATen.h>

#include "data/augmentations/render_cpu.h"
#include "data/augmentations/render_torch.h"
#include "data/class_weights.h"
#include "data/threads.h"
#include "eval/calibration.h"
#include "eval/confusion.h"
#include "eval/evaluate.h"
#include "eval/metrics.h"
#include "train/loss.h"

namespace ductus::train {
namespace {

/// What workers need of a training, shared.
struct CharacterData {
  data::ImageSet set;
  data::Augmenter augmenter;
  CharacterLoss loss;
  uint64_t seed = 1;

  data::ImageSize size() const { return {set.height, set.width}; }

  /// The sample that a repetition repeats.
  int64_t real(int64_t sample) const { return sample % set.size(); }
};

Cost cost_of(const models::Output& output, const at::Tensor& labels, const CharacterLoss& loss) {
  const at::Tensor losses = loss.each(output.log_probs, labels);
  return {losses.sum(), losses.detach(), output.log_probs.detach().squeeze(0).argmax(1).eq(labels).sum()};
}

class CpuWorker : public Worker {
 public:
  explicit CpuWorker(const CharacterData& data) : data_(data), renderer_(data.size()) {}

  models::Input load(const BatchView& batch) override {
    const data::ImageSize size = data_.size();
    models::Input input;
    input.images = at::empty({batch.size, 1, size.height, size.width});
    labels_ = at::empty({batch.size}, at::kLong);
    float* out = input.images.data_ptr<float>();
    for (int64_t i = 0; i < batch.size; ++i, out += size.height * size.width) {
      const int64_t sample = batch.samples[i];
      renderer_.render(data_.set.image(data_.real(sample)),
                       data_.augmenter.plan(data_.seed, batch.epoch, static_cast<uint64_t>(sample), size),
                       out);
      labels_.data_ptr<int64_t>()[i] = data_.set.labels[static_cast<std::size_t>(data_.real(sample))];
    }
    return input;
  }

  Cost cost(const models::Output& output) override { return cost_of(output, labels_, data_.loss); }

 private:
  const CharacterData& data_;
  data::Renderer renderer_;
  at::Tensor labels_;  // [N] int64
};

class DeviceWorker : public Worker {
 public:
  DeviceWorker(const CharacterData& data, c10::Device device, int threads)
      : data_(data), loss_(data.loss), device_(device), pool_(threads), renderer_(data.size(), device) {
    const data::ImageSet& set = data.set;
    pixels_ =
        at::from_blob(const_cast<uint8_t*>(set.pixels.data()), {set.size(), set.height, set.width}, at::kByte)
            .to(device);
    all_labels_ =
        at::from_blob(const_cast<int32_t*>(set.labels.data()), {set.size()}, at::kInt).to(device, at::kLong);
    loss_.to(device);
  }

  models::Input load(const BatchView& batch) override {
    const at::Tensor index = upload_index(batch);
    labels_ = all_labels_.index_select(0, index);
    models::Input input;
    input.images = renderer_.render(pixels_.index_select(0, index), draw_plans(batch));
    return input;
  }

  Cost cost(const models::Output& output) override { return cost_of(output, labels_, loss_); }

 private:
  at::Tensor upload_index(const BatchView& batch) const {
    at::Tensor index =
        at::empty({batch.size}, at::TensorOptions().dtype(at::kLong).pinned_memory(device_.is_cuda()));
    for (int64_t i = 0; i < batch.size; ++i) index.data_ptr<int64_t>()[i] = data_.real(batch.samples[i]);
    return index.to(device_, /*non_blocking=*/true);
  }

  data::PlanBatch draw_plans(const BatchView& batch) {
    std::vector<data::Plan> plans(static_cast<std::size_t>(batch.size));
    pool_.parallel_for(batch.size, [&](int64_t i) {
      plans[static_cast<std::size_t>(i)] = data_.augmenter.plan(
          data_.seed, batch.epoch, static_cast<uint64_t>(batch.samples[i]), data_.size());
    });
    return data::pack(plans, device_.is_cuda());
  }

  const CharacterData& data_;
  CharacterLoss loss_;
  c10::Device device_;
  data::ThreadPool pool_;
  data::BatchRenderer renderer_;
  at::Tensor pixels_, all_labels_;  // [M, H, W] uint8, [M] int64, on the device
  at::Tensor labels_;               // [N] int64
};

// One line for all classes that have none: with a large alphabet they may be many.
void warn_of_absent(const std::vector<int32_t>& absent, const data::Alphabet& alphabet,
                    config::Reporter& reporter) {
  if (absent.empty()) return;
  std::vector<std::string> symbols;
  for (const int32_t label : absent) symbols.push_back(alphabet[static_cast<std::size_t>(label)]);
  reporter.warn(fmt::format("without training samples: {} of {} classes: {}", symbols.size(), alphabet.size(),
                            fmt::join(symbols, " ")));
}

LossOptions loss_options(const LossRecipe& recipe, const data::ImageSet& set, std::vector<int64_t> train,
                         config::Reporter& reporter) {
  for (int64_t& sample : train) sample %= set.size();  // repetitions count
  const auto counts = recipe.weights_from_all ? set.class_counts() : set.class_counts(train);
  const data::ClassWeights weights = data::class_weights(recipe.class_weights, counts, recipe.beta);
  warn_of_absent(weights.absent, set.alphabet, reporter);
  return {std::vector<float>(weights.weights.begin(), weights.weights.end()), recipe.normalise,
          recipe.label_smoothing};
}

class CharacterTask : public Task {
 public:
  CharacterTask(const data::ImageSet& set, const Recipe& recipe, config::Reporter& reporter)
      : parts_(parts_of(set)),
        train_(repeat_sources(set.source, set.sources, parts_.at("train"), recipe.train.repeat)),
        batch_(recipe.train.batch),
        last_batch_(recipe.train.last_batch),
        data_{set, recipe.augmenter, CharacterLoss(loss_options(recipe.train.loss, set, train_, reporter)),
              recipe.train.seed} {}

  const Parts& parts() const override { return parts_; }
  const data::Ledger& ledger() const override { return data_.set.ledger; }
  models::NetShape shape() const override {
    return models::net_shape(data::Kind::kCharacters, data_.set.height, data_.set.width, data_.set.alphabet);
  }
  const data::Alphabet& alphabet() const override { return data_.set.alphabet; }
  std::string id(int64_t sample) const override { return data_.set.id(data_.real(sample)); }
  std::string sources() const override { return fmt::format("{}", fmt::join(data_.set.sources, " + ")); }
  std::string content_hash(const std::vector<int64_t>& samples) const override {
    return data::subset(data_.set, samples).content_hash();
  }
  data::SampleSketch sketch(const std::vector<int64_t>& samples) const override {
    return data::SampleSketch(data::sample_hashes(data_.set, samples));
  }

  void describe(models::ModelInfo& info) const override {
    info.alphabet = data_.set.alphabet;
    info.preprocessing = data_.set.preprocessing;
    info.height_px = data_.set.height;
    info.width_px = data_.set.width;
  }

  std::unique_ptr<Sampler> make_sampler() const override {
    return std::make_unique<ShuffledSampler>(train_, batch_, last_batch_, data_.seed);
  }

  double divisor(const BatchView& batch) const override {
    std::vector<int64_t> labels(static_cast<std::size_t>(batch.size));
    for (std::size_t i = 0; i < labels.size(); ++i)
      labels[i] = data_.set.labels[static_cast<std::size_t>(data_.real(batch.samples[i]))];
    return data_.loss.divisor(labels.data(), batch.size);
  }

  std::unique_ptr<Worker> make_worker() const override { return std::make_unique<CpuWorker>(data_); }
  std::unique_ptr<Worker> make_device_worker(c10::Device device, int threads) const override {
    return std::make_unique<DeviceWorker>(data_, device, threads);
  }

  std::string right() const override { return "accuracy"; }
  std::vector<std::string> headline() const override { return {"val_loss", "val_accuracy"}; }

  std::map<std::string, double> judge(models::Recogniser& net, const std::vector<int64_t>& samples,
                                      const JudgeOptions& options) const override {
    const eval::Predictions p = predict(net, samples, options);
    const eval::ConfusionMatrix matrix(p.truth, p.predicted, p.alphabet.size());
    return {{"val_loss", eval::mean_nll(p.log_probs, p.truth, p.alphabet.size())},
            {"val_accuracy", eval::accuracy(matrix).value},
            {"val_macro_recall", eval::balanced_accuracy(matrix)}};
  }

  double temperature(models::Recogniser& net, const std::vector<int64_t>& samples,
                     const JudgeOptions& options, config::Reporter&) const override {
    const eval::Predictions p = predict(net, samples, options);
    return eval::fit_temperature(p.log_probs, p.truth, p.alphabet.size()).value;
  }

 private:
  eval::Predictions predict(models::Recogniser& net, const std::vector<int64_t>& samples,
                            const JudgeOptions& judge) const {
    eval::PredictOptions options;
    options.threads = judge.threads;
    options.device = judge.device;
    options.augmenter = judge.augment ? &data_.augmenter : nullptr;
    options.seed = data_.seed;
    options.epoch = judge.epoch;
    config::NullReporter silent;
    return eval::predict(net, data_.set, samples, options, silent);
  }

  Parts parts_;
  std::vector<int64_t> train_;
  int64_t batch_;
  LastBatch last_batch_;
  CharacterData data_;
};

}  // namespace

std::unique_ptr<Task> make_character_task(const data::ImageSet& set, const Recipe& recipe,
                                          config::Reporter& reporter) {
  return std::make_unique<CharacterTask>(set, recipe, reporter);
}

}  // namespace ductus::train
