// What is trained: everything of a training that differs between characters and lines.
#pragma once

#include <ATen/core/Tensor.h>
#include <c10/core/Device.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "configs/schema/error.h"
#include "configs/schema/reporter.h"
#include "data/ledger.h"
#include "models/model_info.h"
#include "models/net_registry.h"
#include "train/sampler.h"

namespace ductus::train {

/// The samples of one step, or of a shard of it.
struct BatchView {
  const int64_t* samples;  ///< indices into the data set
  int64_t size;
  uint32_t epoch;
  uint32_t step;  ///< since the training's start
};

/// What a batch costs, on the device it was computed on.
struct Cost {
  at::Tensor loss;     // scalar: the sum of the samples' weighted losses
  at::Tensor losses;   // [N], detached: each sample's own
  at::Tensor correct;  // scalar int64: samples that were read right; or undefined: not counted
};

/// Makes batches and says what they cost. One belongs to one replica of the network and one thread.
class Worker {
 public:
  virtual ~Worker() = default;

  /// Pictures as augmented, on the worker's device.
  virtual models::Input load(const BatchView& batch) = 0;

  /// Of the batch loaded last.
  virtual Cost cost(const models::Output& output) = 0;
};

/// How a model is judged while it is trained.
struct JudgeOptions {
  int threads = 0;
  c10::Device device = c10::Device("cpu");
  uint32_t epoch = 0;
  bool augment = false;
};

/// What training and validation saw, by part: "train", "validation", "test".
using Parts = std::map<std::string, std::vector<int64_t>>;

class Task {
 public:
  virtual ~Task() = default;

  virtual const Parts& parts() const = 0;

  /// Every sample that was seen, and why some are not trained on.
  virtual const data::Ledger& ledger() const = 0;
  virtual models::NetShape shape() const = 0;
  virtual const data::Alphabet& alphabet() const = 0;

  /// A sample's name in messages, repetitions included (Sampler::samples).
  virtual std::string id(int64_t sample) const = 0;

  /// "lines.tsv + more.h5", a hash of the samples' content, and which they are: what a model file says of its
  /// data.
  virtual std::string sources() const = 0;
  virtual std::string content_hash(const std::vector<int64_t>& samples) const = 0;
  virtual data::SampleSketch sketch(const std::vector<int64_t>& samples) const = 0;

  /// Alphabet, size and preprocessing into a model's description.
  virtual void describe(models::ModelInfo& info) const = 0;

  virtual std::unique_ptr<Sampler> make_sampler() const = 0;

  /// What the sum of a batch's losses is divided by.
  virtual double divisor(const BatchView& batch) const = 0;

  /// For a replica on the CPU, worked by one thread.
  virtual std::unique_ptr<Worker> make_worker() const = 0;

  /// For a network on `device`; what remains to be done on the host it does with `threads`.
  virtual std::unique_ptr<Worker> make_device_worker(c10::Device device, int threads) const = 0;

  /// What "samples read right" is called in logs: "accuracy", "exact".
  virtual std::string right() const = 0;

  /// Metrics of the net on samples, by name: "val_loss", ... `headline()`: those that an epoch's line shows.
  virtual std::map<std::string, double> judge(models::Recogniser& net, const std::vector<int64_t>& samples,
                                              const JudgeOptions& options) const = 0;
  virtual std::vector<std::string> headline() const = 0;

  /// By which the net's logits should be divided, for its confidences to be right on these samples.
  virtual double temperature(models::Recogniser& net, const std::vector<int64_t>& samples,
                             const JudgeOptions& options, config::Reporter& reporter) const = 0;

  /// Pictures for TensorBoard, as PNG: what the net makes of a few samples. Empty: none to show.
  struct Picture {
    int width_px = 0, height_px = 0;
    std::string png;
  };
  virtual Picture show(models::Recogniser& net, const std::vector<int64_t>& samples,
                       const JudgeOptions& options) const {
    (void)net, (void)samples, (void)options;
    return {};
  }
};

/// A set's splits; all of it is training data where there are none. Throws ductus::Error when there are some,
/// but none to train on.
template <typename Set>
Parts parts_of(const Set& set) {
  Parts parts;
  for (const auto& [name, indices] : set.splits) parts[name].assign(indices.begin(), indices.end());
  if (parts.empty()) {
    for (int64_t i = 0; i < set.size(); ++i) parts["train"].push_back(i);
  }
  DUCTUS_CHECK(!parts["train"].empty(), "train: no samples to train on: {} (see data.split)",
               set.ledger.summary());
  return parts;
}

}  // namespace ductus::train
