// Adam and AdamW.
#pragma once

#include "train/optimizer.h"

namespace ductus::train {

/// Kingma and Ba (2015), by LibTorch's fused update. Weight decay is decoupled (Loshchilov and Hutter 2019):
/// AdamW.
class Adam : public Optimizer {
 public:
  /// Where epsilon is added to the root of the second moment.
  enum class Epsilon {
    kTorch,  ///< after bias correction, as PyTorch does and as in the paper's algorithm
    kKeras,  ///< before it, as Keras does and as in the paper's remark ("epsilon hat")
  };

  /// Reads `{lr, beta1, beta2, eps, epsilon: torch|keras}`, and `weight_decay` where it is AdamW.
  Adam(const config::Node& options, bool decays);

  void step(at::Tensor& values, const at::Tensor& grad, const at::Tensor& decay, double lr,
            int64_t step) override;
  std::vector<std::pair<std::string, at::Tensor>> state(const at::Tensor& values) override;

 private:
  double beta1_ = 0.9, beta2_ = 0.999, eps_ = 1e-8, weight_decay_ = 0;
  Epsilon epsilon_ = Epsilon::kTorch;
  at::Tensor mean_, square_;
};

}  // namespace ductus::train
