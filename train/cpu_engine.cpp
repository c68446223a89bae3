#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <chrono>

#include "data/augmentations/render_cpu.h"
#include "data/threads.h"
#include "train/engine.h"
#include "train/parameters.h"

namespace ductus::train {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// LibTorch's own threads would make sums depend on their number; OpenMP keeps that number a thread.
void one_thread() {
  thread_local const bool done = [] {
    at::set_num_threads(1);
    return true;
  }();
  (void)done;
}

/// A network of its own whose parameters are the engine's, with its own gradient and running statistics.
struct Replica {
  std::shared_ptr<models::Recogniser> net;
  at::Tensor gradient, buffers;
  data::Renderer renderer;
  std::vector<int64_t> labels;
  Totals totals;

  Replica(const BuildNet& build, const at::Tensor& values, const at::Tensor& start_buffers,
          data::ImageSize size)
      : net(build()), gradient(at::zeros_like(values)), buffers(start_buffers.clone()), renderer(size) {
    bind_parameters(*net, values, gradient);
    bind_buffers(*net, buffers);
    net->train();
  }
};

class CpuEngine : public Engine {
 public:
  CpuEngine(const BuildNet& build, TrainingData data, int shards, int threads)
      : data_(std::move(data)), size_{data_.set.height, data_.set.width}, pool_(threads) {
    one_thread();
    const auto net = build();
    values_ = gather_parameters(*net);
    buffers_ = gather_buffers(*net);
    gradient_ = at::zeros_like(values_);
    for (int s = 0; s < shards; ++s) replicas_.emplace_back(build, values_, buffers_, size_);
  }

  void compute_gradient(const BatchView& batch) override {
    const double divisor = batch_divisor(batch);
    const auto shards = static_cast<int64_t>(replicas_.size());
    pool_.parallel_for(shards, [&](int64_t s) {
      const int64_t from = s * batch.size / shards, to = (s + 1) * batch.size / shards;
      if (from < to)
        work(replicas_[static_cast<std::size_t>(s)],
             {batch.samples + from, to - from, batch.epoch, batch.step}, batch.size, divisor);
    });
    add_up(batch);
  }

  Totals totals() override { return totals_; }
  void set_totals(const Totals& totals) override { totals_ = totals; }

 private:
  double batch_divisor(const BatchView& batch) {
    batch_labels_.resize(static_cast<std::size_t>(batch.size));
    for (int64_t i = 0; i < batch.size; ++i) batch_labels_[i] = data_.set.labels[batch.samples[i]];
    return data_.loss.divisor(batch_labels_.data(), batch.size);
  }

  at::Tensor render(Replica& r, const BatchView& shard) {
    at::Tensor images = at::empty({shard.size, 1, size_.height, size_.width});
    float* out = images.data_ptr<float>();
    r.labels.resize(static_cast<std::size_t>(shard.size));
    for (int64_t i = 0; i < shard.size; ++i, out += size_.height * size_.width) {
      const int64_t sample = shard.samples[i];
      const data::Plan plan =
          data_.augmenter.plan(data_.seed, shard.epoch, static_cast<uint64_t>(sample), size_);
      r.renderer.render(data_.set.image(sample), plan, out);
      r.labels[i] = data_.set.labels[sample];
    }
    return images;
  }

  void work(Replica& r, const BatchView& shard, int64_t batch_size, double divisor) {
    one_thread();
    const auto start = Clock::now();
    models::Input input;
    input.images = render(r, shard);
    const double data_s = seconds_since(start);
    const models::Noise noise{data_.seed, shard.step, shard.samples};
    input.noise = &noise;
    const at::Tensor labels = at::from_blob(r.labels.data(), {shard.size}, at::kLong);
    r.gradient.zero_();
    r.buffers.copy_(buffers_);  // every step: a checkpoint or another model may have changed them
    const models::Output output = r.net->forward(input);
    const at::Tensor loss = data_.loss.sum(output.log_probs, labels) / divisor;
    loss.backward();
    const double value = loss.item<double>();
    r.totals.loss = value * static_cast<double>(batch_size);
    r.totals.samples = shard.size;
    r.totals.correct = output.log_probs.squeeze(0).argmax(1).eq(labels).sum().item<int64_t>();
    r.totals.first_bad_step = std::isfinite(value) ? Totals::kNone : shard.step;
    r.totals.data_s = data_s;
    r.totals.compute_s = seconds_since(start) - data_s;
  }

  int64_t shard_size(std::size_t s, int64_t batch_size) const {
    const auto shards = static_cast<int64_t>(replicas_.size()), i = static_cast<int64_t>(s);
    return (i + 1) * batch_size / shards - i * batch_size / shards;
  }

  // In shard order, on one thread: the sum's rounding is part of the result. A short batch leaves shards
  // idle.
  void add_up(const BatchView& batch) {
    const auto start = Clock::now();
    gradient_.zero_();
    for (std::size_t s = 0; s < replicas_.size(); ++s) {
      if (shard_size(s, batch.size) == 0) continue;
      gradient_.add_(replicas_[s].gradient);
      totals_.add(replicas_[s].totals);
    }
    if (buffers_.numel() > 0) merge_buffers(batch.size);
    totals_.compute_s += seconds_since(start);
  }

  // Each busy replica moved the running statistics by its own shard's; their mean, weighted by size, is the
  // batch's.
  void merge_buffers(int64_t batch_size) {
    buffers_.zero_();
    for (std::size_t s = 0; s < replicas_.size(); ++s) {
      if (shard_size(s, batch_size) == 0) continue;
      const double share = static_cast<double>(shard_size(s, batch_size)) / static_cast<double>(batch_size);
      buffers_.add_(replicas_[s].buffers, share);
    }
  }

  TrainingData data_;
  data::ImageSize size_;
  data::ThreadPool pool_;
  std::vector<Replica> replicas_;
  std::vector<int64_t> batch_labels_;
  Totals totals_;
};

}  // namespace

void Totals::add(const Totals& other) {
  loss += other.loss;
  samples += other.samples;
  correct += other.correct;
  first_bad_step = std::min(first_bad_step, other.first_bad_step);
  data_s += other.data_s;
  compute_s += other.compute_s;
}

std::unique_ptr<Engine> make_cpu_engine(const BuildNet& build, TrainingData data, int shards, int threads) {
  return std::make_unique<CpuEngine>(build, std::move(data), shards, threads);
}

}  // namespace ductus::train
