#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include "configs/schema/stopwatch.h"
#include "data/threads.h"
#include "train/engine.h"
#include "train/parameters.h"

namespace ductus::train {
namespace {

using config::Clock;
using config::seconds_since;

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
  std::unique_ptr<Worker> worker;
  at::Tensor gradient, buffers;
  Totals totals;

  Replica(const BuildNet& build, const Task& task, const at::Tensor& values, const at::Tensor& start_buffers)
      : net(build()),
        worker(task.make_worker()),
        gradient(at::zeros_like(values)),
        buffers(start_buffers.clone()) {
    bind_parameters(*net, values, gradient);
    bind_buffers(*net, buffers);
    net->train();
  }
};

std::vector<int64_t> not_finite(const at::Tensor& losses, const BatchView& batch) {
  std::vector<int64_t> bad;
  for (int64_t i = 0; i < batch.size; ++i) {
    if (!std::isfinite(losses[i].item<double>())) bad.push_back(batch.samples[i]);
  }
  return bad;
}

class CpuEngine : public Engine {
 public:
  CpuEngine(const BuildNet& build, const Task& task, uint64_t seed, int shards, int threads)
      : task_(task), seed_(seed), pool_(threads) {
    one_thread();
    const auto net = build();
    values_ = gather_parameters(*net);
    buffers_ = gather_buffers(*net);
    gradient_ = at::zeros_like(values_);
    for (int s = 0; s < shards; ++s) replicas_.emplace_back(build, task, values_, buffers_);
  }

  void compute_gradient(const BatchView& batch) override {
    const double divisor = task_.divisor(batch);
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
  void work(Replica& r, const BatchView& shard, int64_t batch_size, double divisor) {
    one_thread();
    const auto start = Clock::now();
    models::Input input = r.worker->load(shard);
    const double data_s = seconds_since(start);
    const models::Noise noise{seed_, shard.step, shard.samples};
    input.noise = &noise;
    r.gradient.zero_();
    r.buffers.copy_(buffers_);  // every step: a checkpoint or another model may have changed them
    const Cost cost = r.worker->cost(r.net->forward(input));
    const at::Tensor loss = cost.loss / divisor;
    loss.backward();
    const double value = loss.item<double>();
    r.totals = {};
    r.totals.loss = value * static_cast<double>(batch_size);
    r.totals.samples = shard.size;
    if (cost.correct.defined()) {
      r.totals.correct = cost.correct.item<int64_t>();
      r.totals.counted = shard.size;
    }
    r.totals.first_bad_step = std::isfinite(value) ? Totals::kNone : shard.step;
    if (!std::isfinite(value)) r.totals.bad_samples = not_finite(cost.losses, shard);
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

  // Each busy replica moved the running statistics by its own shard's; kept is their mean, weighted by size.
  // Of the variance that leaves out how the shards' means differ, a small part in shards of many samples.
  void merge_buffers(int64_t batch_size) {
    buffers_.zero_();
    for (std::size_t s = 0; s < replicas_.size(); ++s) {
      if (shard_size(s, batch_size) == 0) continue;
      const double share = static_cast<double>(shard_size(s, batch_size)) / static_cast<double>(batch_size);
      buffers_.add_(replicas_[s].buffers, share);
    }
  }

  const Task& task_;
  uint64_t seed_;
  data::ThreadPool pool_;
  std::vector<Replica> replicas_;
  Totals totals_;
};

}  // namespace

void Totals::add(const Totals& other) {
  loss += other.loss;
  samples += other.samples;
  correct += other.correct;
  counted += other.counted;
  if (other.first_bad_step < first_bad_step) bad_samples.clear();
  if (other.first_bad_step <= first_bad_step)
    bad_samples.insert(bad_samples.end(), other.bad_samples.begin(), other.bad_samples.end());
  first_bad_step = std::min(first_bad_step, other.first_bad_step);
  data_s += other.data_s;
  compute_s += other.compute_s;
}

std::unique_ptr<Engine> make_cpu_engine(const BuildNet& build, const Task& task, uint64_t seed, int shards,
                                        int threads) {
  return std::make_unique<CpuEngine>(build, task, seed, shards, threads);
}

}  // namespace ductus::train
