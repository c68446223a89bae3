// Where a batch becomes gradients: on CPU threads, or on a device that holds the data set.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <vector>

#include "data/augmentations/augmentation.h"
#include "data/image_set.h"
#include "models/recogniser.h"
#include "train/loss.h"

namespace ductus::train {

/// The samples of one step.
struct BatchView {
  const int64_t* samples;  ///< indices into the data set
  int64_t size;
  uint32_t epoch;
  uint32_t step;  ///< since the training's start
};

/// Sums over the steps of an epoch.
struct Totals {
  static constexpr int64_t kNone = std::numeric_limits<int64_t>::max();

  double loss = 0;  ///< of weighted sample losses, each batch divided by its own divisor, times its size
  int64_t samples = 0;
  int64_t correct = 0;  ///< most likely class equals label, in training mode and on augmented samples
  int64_t first_bad_step = kNone;  ///< first step whose loss was not finite
  double data_s = 0;     ///< thread seconds spent making batches; on a device, the host's share of it
  double compute_s = 0;  ///< thread seconds spent in the network; likewise

  void add(const Totals& other);
};

/// What an engine trains on.
struct TrainingData {
  data::ImageSet set;
  data::Augmenter augmenter;
  CharacterLoss loss;
  uint64_t seed = 1;
};

using BuildNet = std::function<std::shared_ptr<models::Recogniser>()>;

/// Holds parameters, gradient and running statistics as flat vectors.
class Engine {
 public:
  virtual ~Engine() = default;

  /// Forward and backward: leaves the whole batch's gradient in gradient().
  virtual void compute_gradient(const BatchView& batch) = 0;

  /// Sums over all steps since set_totals. They are added step by step, so that when one looks does not
  /// change them. On a device this waits for it; nothing else does.
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
/// depends on `shards`, not on `threads`, bit for bit.
std::unique_ptr<Engine> make_cpu_engine(const BuildNet& build, TrainingData data, int shards, int threads);

/// The data set lives on the device as uint8; gathering, augmentation, forward and backward run there.
std::unique_ptr<Engine> make_device_engine(const BuildNet& build, TrainingData data, c10::Device device,
                                           int threads);

}  // namespace ductus::train
