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

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

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

  Replica(const BuildNet& build, const at::Tensor& values, const at::Tensor& start_buffers, data::ImageSize size)
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
      if (from < to) work(replicas_[static_cast<std::size_t>(s)], {batch.samples + from, to - from, batch.epoch, batch.step}, batch.size, divisor);
    });
    add_up(batch);
  }

  Totals take_totals() override {
    Totals sum = std::exchange(totals_, {});
    for (Replica& r : replicas_) {
      const Totals part = std::exchange(r.totals, {});
      sum.loss += part.loss;
      sum.samples += part.samples;
      sum.correct += part.correct;
      sum.first_bad_step = std::min(sum.first_bad_step, part.first_bad_step);
      sum.data_s += part.data_s;
      sum.compute_s += part.compute_s;
    }
    return sum;
  }

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
      const data::Plan plan = data_.augmenter.plan(data_.seed, shard.epoch, static_cast<uint64_t>(sample), size_);
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
    const models::Output output = r.net->forward(input);
    const at::Tensor loss = data_.loss.sum(output.log_probs, labels) / divisor;
    loss.backward();
    const double value = loss.item<double>();
    r.totals.loss += value * static_cast<double>(batch_size);
    r.totals.samples += shard.size;
    r.totals.correct += output.log_probs.squeeze(0).argmax(1).eq(labels).sum().item<int64_t>();
    if (!std::isfinite(value)) r.totals.first_bad_step = std::min<int64_t>(r.totals.first_bad_step, shard.step);
    r.totals.data_s += data_s;
    r.totals.compute_s += seconds_since(start) - data_s;
  }

  // In shard order, on one thread: the sum's rounding is part of the result.
  void add_up(const BatchView& batch) {
    const auto start = Clock::now();
    const auto shards = static_cast<int64_t>(replicas_.size());
    gradient_.copy_(replicas_[0].gradient);
    for (int64_t s = 1; s < std::min(shards, batch.size); ++s) gradient_.add_(replicas_[static_cast<std::size_t>(s)].gradient);
    if (buffers_.numel() > 0) merge_buffers(batch.size);
    totals_.compute_s += seconds_since(start);
  }

  // Each replica moved its running statistics by its own shard's; their mean, weighted by size, is the batch's.
  void merge_buffers(int64_t batch_size) {
    const auto shards = static_cast<int64_t>(replicas_.size());
    buffers_.zero_();
    for (int64_t s = 0; s < shards; ++s) {
      const int64_t size = (s + 1) * batch_size / shards - s * batch_size / shards;
      buffers_.add_(replicas_[static_cast<std::size_t>(s)].buffers, static_cast<double>(size) / static_cast<double>(batch_size));
    }
    for (Replica& r : replicas_) r.buffers.copy_(buffers_);
  }

  TrainingData data_;
  data::ImageSize size_;
  data::ThreadPool pool_;
  std::vector<Replica> replicas_;
  std::vector<int64_t> batch_labels_;
  Totals totals_;
};

}  // namespace

std::unique_ptr<Engine> make_cpu_engine(const BuildNet& build, TrainingData data, int shards, int threads) {
  return std::make_unique<CpuEngine>(build, std::move(data), shards, threads);
}

}  // namespace ductus::train
