// Optimizers over one flat parameter vector.
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "configs/schema/registry.h"
#include "configs/schema/yaml_reader.h"

namespace ductus::train {

class Optimizer {
 public:
  virtual ~Optimizer() = default;

  /// values, grad, decay [P] float: one update in place. `decay` is 1 where weight decay applies. `step`
  /// counts from 1.
  virtual void step(at::Tensor& values, const at::Tensor& grad, const at::Tensor& decay, double lr,
                    int64_t step) = 0;

  /// Named state vectors, made on first use for `values`' size and device; a checkpoint saves and fills them.
  virtual std::vector<std::pair<std::string, at::Tensor>> state(const at::Tensor& values) = 0;

  /// The recipe's learning rate, which the schedule scales.
  double learning_rate() const { return learning_rate_; }

 protected:
  double learning_rate_ = 1e-3;
};

using MakeOptimizer = std::unique_ptr<Optimizer> (*)(const config::Node& options);

/// All optimizers by name (optimizers/optimizers.def).
const config::Registry<MakeOptimizer>& optimizers();

}  // namespace ductus::train
