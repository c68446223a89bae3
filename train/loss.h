// What a batch of characters costs.
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

namespace ductus::train {

/// What the weighted sum of losses is divided by.
enum class Normalise {
  kSamples,  ///< the batch's size, as Keras does with class_weight
  kWeights,  ///< the sum of the batch's weights, as torch's CrossEntropyLoss(weight) does
};

struct LossOptions {
  std::vector<float> class_weights;  ///< [K]
  Normalise normalise = Normalise::kSamples;
  float label_smoothing = 0;  ///< share of the target spread over all classes (Szegedy et al. 2016)
};

/// Weighted cross entropy in parts, so that shards of a batch add up to the whole batch's loss.
class CharacterLoss {
 public:
  explicit CharacterLoss(const LossOptions& options);

  /// Each sample's weight * loss.  log_probs [1, N, K] float, labels [N] int64 -> [N]
  at::Tensor each(const at::Tensor& log_probs, const at::Tensor& labels) const;

  /// What the batch's sum is divided by, from its labels on the host.
  double divisor(const int64_t* labels, int64_t count) const;

  void to(c10::Device device) { weights_ = weights_.to(device); }

 private:
  LossOptions options_;
  at::Tensor weights_;
};

}  // namespace ductus::train
