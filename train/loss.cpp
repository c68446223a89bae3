#include "train/loss.h"

#include <ATen/ATen.h>

namespace ductus::train {

CharacterLoss::CharacterLoss(const LossOptions& options)
    : options_(options), weights_(at::tensor(options.class_weights)) {}

at::Tensor CharacterLoss::each(const at::Tensor& log_probs, const at::Tensor& labels) const {
  const at::Tensor log_p = log_probs.squeeze(0);                       // [N, K]
  at::Tensor loss = -log_p.gather(1, labels.unsqueeze(1)).squeeze(1);  // [N]
  const double smoothing = options_.label_smoothing;
  if (smoothing > 0) loss = loss * (1 - smoothing) - log_p.mean(1) * smoothing;
  return loss * weights_.index_select(0, labels);
}

double CharacterLoss::divisor(const int64_t* labels, int64_t count) const {
  if (options_.normalise == Normalise::kSamples) return static_cast<double>(count);
  double sum = 0;
  for (int64_t i = 0; i < count; ++i)
    sum += static_cast<double>(options_.class_weights[static_cast<std::size_t>(labels[i])]);
  return sum;
}

}  // namespace ductus::train
