// Where a batch becomes gradients: on CPU threads, or on a device.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <vector>

#include "models/recogniser.h"
#include "train/task.h"

namespace ductus::train {

/// Sums over the steps of an epoch.
struct Totals {
  static constexpr int64_t kNone = std::numeric_limits<int64_t>::max();

  double loss = 0;  ///< of weighted sample losses, each batch divided by its own divisor, times its size
  int64_t samples = 0;
  int64_t correct = 0;               ///< samples read right, in training mode and as augmented
  int64_t counted = 0;               ///< samples of which it was seen whether they were
  int64_t first_bad_step = kNone;    ///< first step whose loss was not finite
  std::vector<int64_t> bad_samples;  ///< those of that step whose own loss was not, where they are known
  double data_s = 0;     ///< thread seconds spent making batches; on a device, the host's share of it
  double compute_s = 0;  ///< thread seconds spent in the network; likewise

  void add(const Totals& other);
};

using BuildNet = std::function<std::shared_ptr<models::Recogniser>()>;

/// Holds parameters, gradient and running statistics as flat vectors.
class Engine {
 public:
  virtual ~Engine() = default;

  /// Forward and backward: leaves the whole batch's gradient in gradient().
  virtual void compute_gradient(const BatchView& batch) = 0;

  /// Sums over all steps since set_totals. They are added step by step, so that when one looks does not
  /// change them. On a device this waits for it, as nothing else in
  /// a step of characters does; of lines LibTorch's CTC waits, too.
  virtual Totals totals() = 0;

  /// What sums start from: nothing at an epoch's start, a checkpoint's when a run is resumed.
  virtual void set_totals(const Totals& totals) = 0;

  at::Tensor& values() { return values_; }      // [P] float
  at::Tensor& gradient() { return gradient_; }  // [P] float
  at::Tensor& buffers() { return buffers_; }    // [B] float, running statistics

 protected:
  at::Tensor values_, gradient_, buffers_;
};

/// A batch is cut into `shards` parts, each worked by a one-thread replica and summed in order: the result
/// depends on `shards`, not on `threads`, bit for bit. The task must live as long as the engine.
std::unique_ptr<Engine> make_cpu_engine(const BuildNet& build, const Task& task, uint64_t seed, int shards,
                                        int threads);

/// One worker feeds one network on the device; forward and backward run there.
std::unique_ptr<Engine> make_device_engine(const BuildNet& build, const Task& task, uint64_t seed,
                                           c10::Device device, int threads);

}  // namespace ductus::train
