#include "train/line_task.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

#include "configs/schema/error.h"
#include "data/augmentations/lines/line_renderer.h"
#include "data/png.h"
#include "data/threads.h"
#include "eval/evaluate_lines.h"
#include "eval/line_metrics.h"
#include "eval/plots.h"
#include "models/blocks/ctc.h"
#include "models/blocks/ragged.h"

namespace ductus::train {
namespace {

/// Classes of a line's text: labels after the blank.
std::vector<int32_t> classes_of(const data::LineSet& set, int64_t sample) {
  std::vector<int32_t> classes = set.labels(sample);
  for (int32_t& c : classes) c += models::blanks(data::Kind::kLines);
  return classes;
}

/// What a line's loss is multiplied by.
double weight_of(const LineLossRecipe& loss, std::size_t symbols) {
  return loss.per_symbol ? 1.0 / static_cast<double>(symbols) : 1.0;
}

// The smallest width whose time steps hold the text. Steps never fall as the width grows.
int32_t narrowest_px(const models::Recogniser& net, int64_t steps, int32_t width_px) {
  int32_t low = 1, high = width_px;
  while (low < high) {
    const int32_t middle = low + (high - low) / 2;
    if (net.time_steps(middle) >= steps) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

/// What workers need of a training, shared.
struct LineData {
  data::LineSet set;
  std::vector<std::vector<int32_t>> classes;  // [N]
  std::vector<int32_t> narrowest_px;          // [N]
  std::vector<int64_t> train;                 // donors of slivers
  data::LineAugmenter augmenter;
  LineLossRecipe loss;
  uint64_t seed = 1;

  /// The line that a repetition repeats.
  std::size_t real(int64_t sample) const { return static_cast<std::size_t>(sample % set.size()); }

  data::LinePicture picture(int64_t sample) const {
    const std::size_t i = real(sample);
    return {set.image(static_cast<int64_t>(i)), set.height, set.width[i]};
  }

  data::LinePlan plan(uint32_t epoch, int64_t sample) const {
    const std::size_t i = real(sample);
    return augmenter.plan(seed, epoch, static_cast<uint64_t>(sample), {set.height, set.width[i]},
                          narrowest_px[i]);
  }
};

/// Renders on the host, with one thread or several, and computes wherever the network is.
class LineWorker : public Worker {
 public:
  LineWorker(const LineData& data, c10::Device device, int threads)
      : data_(data), device_(device), pool_(threads), renderers_(static_cast<std::size_t>(pool_.threads())) {}

  models::Input load(const BatchView& batch) override {
    std::vector<data::LinePlan> plans(static_cast<std::size_t>(batch.size));
    pool_.parallel_for(batch.size, [&](int64_t i) {
      plans[static_cast<std::size_t>(i)] = data_.plan(batch.epoch, batch.samples[i]);
    });
    models::Input input;
    for (const data::LinePlan& plan : plans) input.widths.push_back(plan.width_px);
    const int64_t width = models::padded_width(*std::max_element(input.widths.begin(), input.widths.end()));
    input.images = at::zeros({batch.size, 1, data_.set.height, width},
                             at::TensorOptions().pinned_memory(device_.is_cuda()));
    float* out = input.images.data_ptr<float>();
    // Blocks, so that each has a renderer of its own.
    const int64_t blocks = pool_.threads();
    pool_.parallel_for(blocks, [&](int64_t block) {
      for (int64_t i = block * batch.size / blocks; i < (block + 1) * batch.size / blocks; ++i)
        render(renderers_[static_cast<std::size_t>(block)], batch.samples[i],
               plans[static_cast<std::size_t>(i)], out + i * data_.set.height * width, width);
    });
    input.images = input.images.to(device_, /*non_blocking=*/true);
    samples_.assign(batch.samples, batch.samples + batch.size);
    return input;
  }

  Cost cost(const models::Output& output) override {
    models::CtcTargets targets;
    std::vector<float> weights;
    for (const int64_t sample : samples_) {
      const auto& classes = data_.classes[data_.real(sample)];
      targets.labels.insert(targets.labels.end(), classes.begin(), classes.end());
      targets.lengths.push_back(static_cast<int64_t>(classes.size()));
      weights.push_back(static_cast<float>(weight_of(data_.loss, classes.size())));
    }
    const auto lengths = output.lengths.empty()
                             ? std::vector<int64_t>(samples_.size(), output.log_probs.size(0))
                             : output.lengths;
    at::Tensor losses = models::ctc_loss(output.log_probs, lengths, targets);
    if (output.aux.defined() && data_.loss.shortcut > 0)
      losses = losses + data_.loss.shortcut * models::ctc_loss(output.aux, lengths, targets);
    losses = losses * at::tensor(weights).to(losses.device(), /*non_blocking=*/true);
    return {losses.sum(), losses.detach(), device_.is_cpu() ? count_exact(output, lengths) : at::Tensor()};
  }

 private:
  void render(data::LineRenderer& renderer, int64_t sample, const data::LinePlan& plan, float* out,
              int64_t stride) const {
    const auto donor = [&](const data::Sliver& sliver) {
      return data_.picture(data_.train[sliver.donor % data_.train.size()]);
    };
    const data::LinePicture above = donor(plan.above), below = donor(plan.below);
    renderer.render(data_.picture(sample), plan.above.rows_px > 0 ? &above : nullptr,
                    plan.below.rows_px > 0 ? &below : nullptr, plan, out, stride);
  }

  // Lines whose best path is their text.
  at::Tensor count_exact(const models::Output& output, const std::vector<int64_t>& lengths) const {
    const at::Tensor best = output.log_probs.detach().argmax(2).contiguous();  // [T, N]
    const int64_t* path = best.data_ptr<int64_t>();
    int64_t exact = 0;
    for (std::size_t n = 0; n < samples_.size(); ++n) {
      std::vector<int32_t> read;
      int64_t previous = 0;
      for (int64_t t = 0; t < lengths[n]; ++t) {
        const int64_t now = path[t * best.size(1) + static_cast<int64_t>(n)];
        if (now != 0 && now != previous) read.push_back(static_cast<int32_t>(now));
        previous = now;
      }
      exact += read == data_.classes[data_.real(samples_[n])] ? 1 : 0;
    }
    return at::scalar_tensor(exact, at::kLong);
  }

  const LineData& data_;
  c10::Device device_;
  data::ThreadPool pool_;
  std::vector<data::LineRenderer> renderers_;
  std::vector<int64_t> samples_;
};

class LineTask : public Task {
 public:
  LineTask(const data::LineSet& set, const models::Recogniser& net, const Recipe& recipe,
           config::Reporter& reporter)
      : parts_(parts_of(set)),
        ledger_(set.ledger),
        limits_{recipe.train.batch, recipe.train.batch_width_px},
        greedy_(eval::make_decoder("greedy", set.alphabet)) {
    data_.set = set;
    data_.augmenter = recipe.line_augmenter;
    data_.loss = recipe.train.line_loss;
    data_.seed = recipe.train.seed;
    for (int64_t i = 0; i < set.size(); ++i) {
      data_.classes.push_back(classes_of(set, i));
      data_.narrowest_px.push_back(narrowest_px(net, steps_of(i), set.width[static_cast<std::size_t>(i)]));
    }
    data_.train = repeat_sources(set.source, set.sources, fitting(net), recipe.train.repeat);
    DUCTUS_CHECK(!data_.train.empty(), "train: no line to train on: {}", ledger_.summary());
    warn_of_absent(reporter);
    warn_of_unfit(net, reporter);
  }

  const Parts& parts() const override { return parts_; }
  const data::Ledger& ledger() const override { return ledger_; }
  models::NetShape shape() const override {
    return models::net_shape(data::Kind::kLines, data_.set.height, /*width_px=*/0, data_.set.alphabet);
  }
  const data::Alphabet& alphabet() const override { return data_.set.alphabet; }
  std::string id(int64_t sample) const override {
    return data_.set.id(static_cast<int64_t>(data_.real(sample)));
  }
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
    info.width_px = 0;
  }

  std::unique_ptr<Sampler> make_sampler() const override {
    const std::vector<int32_t> nominal(data_.set.width.begin(), data_.set.width.end());
    return std::make_unique<BucketSampler>(
        data_.train, nominal,
        [this](uint32_t epoch, int64_t sample) {
          return static_cast<double>(data_.plan(epoch, sample).width_px);
        },
        limits_, data_.seed);
  }

  double divisor(const BatchView& batch) const override { return static_cast<double>(batch.size); }

  std::unique_ptr<Worker> make_worker() const override { return make_device_worker(c10::Device("cpu"), 1); }
  std::unique_ptr<Worker> make_device_worker(c10::Device device, int threads) const override {
    return std::make_unique<LineWorker>(data_, device, threads);
  }

  std::string right() const override { return "exact"; }
  std::vector<std::string> headline() const override { return {"val_loss", "val_cer", "val_exact"}; }

  std::map<std::string, double> judge(models::Recogniser& net, const std::vector<int64_t>& samples,
                                      const JudgeOptions& options) const override {
    config::NullReporter silent;
    const auto readings = eval::read_lines(net, data_.set, samples, data_.set.alphabet, *greedy_,
                                           read_options(options), silent);
    double nll = 0;
    int64_t finite = 0;
    for (std::size_t i = 0; i < readings.size(); ++i) {
      if (!std::isfinite(readings[i].nll)) continue;  // too long for its width: judged by what is read alone
      nll += readings[i].nll * weight_of(data_.loss, data_.classes[data_.real(samples[i])].size());
      ++finite;
    }
    const eval::LineTotals totals =
        eval::score_lines(eval::line_predictions(data_.set, samples, readings)).all;
    // no line with a loss: nothing can be better or worse
    const double mean = finite > 0 ? nll / static_cast<double>(finite) : HUGE_VAL;
    return {{"val_loss", mean},
            {"val_cer", totals.characters.rate()},
            {"val_wer", totals.words.rate()},
            {"val_exact", totals.exact.value}};
  }

  double temperature(models::Recogniser& net, const std::vector<int64_t>& samples,
                     const JudgeOptions& options, config::Reporter& reporter) const override {
    return eval::fit_line_temperature(net, data_.set, samples, read_options(options), reporter);
  }

  Picture show(models::Recogniser& net, const std::vector<int64_t>& samples,
               const JudgeOptions& options) const override {
    constexpr std::size_t kShown = 24;
    const std::size_t count = std::min(kShown, samples.size());
    std::vector<int64_t> shown;
    for (std::size_t i = 0; i < count; ++i) shown.push_back(samples[i * samples.size() / count]);
    config::NullReporter silent;
    const auto readings =
        eval::read_lines(net, data_.set, shown, data_.set.alphabet, *greedy_, read_options(options), silent);
    std::vector<eval::MontageTile> tiles;
    for (std::size_t i = 0; i < count; ++i) {
      const std::string& truth = data_.set.texts[static_cast<std::size_t>(shown[i])];
      const eval::Decoded& read = readings[i].decoded;
      tiles.push_back({static_cast<int64_t>(i), truth, read.text,
                       fmt::format("{:.1f} %", 100 * read.confidence), read.text == truth});
    }
    const eval::LineImages images = [&](int64_t i) {
      const data::LinePicture line = data_.picture(shown[static_cast<std::size_t>(i)]);
      return eval::LinePixels{line.pixels, line.height, line.width};
    };
    const data::Picture picture =
        eval::plot_line_montage(images, tiles, fmt::format("epoch {}", options.epoch));
    return {picture.width, picture.height, data::encode_png(picture)};
  }

 private:
  int64_t steps_of(int64_t sample) const {
    const auto& classes = data_.classes[static_cast<std::size_t>(sample)];
    return models::ctc_steps(classes.data(), static_cast<int64_t>(classes.size()));
  }

  bool fits(const models::Recogniser& net, int64_t sample) const {
    return net.time_steps(data_.set.width[static_cast<std::size_t>(sample)]) >= steps_of(sample);
  }

  // The training lines that the net has time steps enough for; the others go into the ledger.
  std::vector<int64_t> fitting(const models::Recogniser& net) {
    std::vector<int64_t> kept;
    for (const int64_t i : parts_.at("train")) {
      if (fits(net, i)) {
        kept.push_back(i);
        continue;
      }
      ledger_.use(-1);
      ledger_.drop("too long for its width", data_.set.id(i));
    }
    return kept;
  }

  // Lines to judge stay, however narrow: they count as read wrong.
  void warn_of_unfit(const models::Recogniser& net, config::Reporter& reporter) const {
    constexpr std::size_t kNamed = 8;
    for (const auto& [part, samples] : parts_) {
      if (part == "train") continue;
      std::vector<std::string> ids;
      int64_t count = 0;
      for (const int64_t i : samples) {
        if (!fits(net, i) && ++count && ids.size() < kNamed) ids.push_back(data_.set.id(i));
      }
      if (count > 0)
        reporter.warn(
            fmt::format("{}: {} of {} lines are too long for their width, so that they cannot be read right "
                        "and have no loss: {}{}",
                        part, count, samples.size(), fmt::join(ids, ", "),
                        count > static_cast<int64_t>(kNamed) ? ", ..." : ""));
    }
  }

  void warn_of_absent(config::Reporter& reporter) const {
    std::vector<bool> seen(data_.set.alphabet.size());
    for (const int64_t sample : data_.train) {
      for (const int32_t c : data_.classes[data_.real(sample)]) seen[static_cast<std::size_t>(c - 1)] = true;
    }
    std::vector<std::string> absent;
    for (std::size_t k = 0; k < seen.size(); ++k) {
      if (!seen[k]) absent.push_back(data_.set.alphabet[k]);
    }
    if (absent.empty()) return;
    reporter.warn(fmt::format("in no training line: {} of {} symbols: {}", absent.size(), seen.size(),
                              fmt::join(absent, " ")));
  }

  static eval::ReadOptions read_options(const JudgeOptions& judge) {
    eval::ReadOptions options;
    options.threads = judge.threads;
    options.device = judge.device;
    return options;
  }

  Parts parts_;
  data::Ledger ledger_;
  BucketSampler::Limits limits_;
  LineData data_;
  std::unique_ptr<eval::Decoder> greedy_;
};

}  // namespace

std::unique_ptr<Task> make_line_task(const data::LineSet& set, const Recipe& recipe,
                                     config::Reporter& reporter) {
  const auto shape = models::net_shape(data::Kind::kLines, set.height, /*width_px=*/0, set.alphabet);
  const auto net = models::nets().find(recipe.model.net).make(shape, recipe.model.options);
  return std::make_unique<LineTask>(set, *net, recipe, reporter);
}

}  // namespace ductus::train
