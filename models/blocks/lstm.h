// Long short-term memory over ragged sequences (Hochreiter and Schmidhuber 1997; Gers et al. 2000).
#pragma once

#include <torch/nn/module.h>
#include <torch/types.h>

#include "models/blocks/ragged.h"

namespace ductus::models {

/// One or more bidirectional layers (Graves and Schmidhuber 2005). Each sample is read backwards from its own
/// last step, so that padding never matters. Parameters are torch's: per layer and direction weight_ih
/// [4 hidden, in], weight_hh [4 hidden, hidden], bias_ih and bias_hh [4 hidden]; gates in the order i, f, g,
/// o.
class BiLstm : public torch::nn::Module {
 public:
  BiLstm(int64_t inputs, int64_t hidden, int64_t layers = 1);

  at::Tensor forward(const at::Tensor& x, const Ragged& ragged) const;  // [N, T, in] -> [N, T, 2 hidden]

  int64_t outputs() const { return 2 * hidden_; }
  int64_t parameter_count() const;

 private:
  struct Direction {
    at::Tensor weight_ih, weight_hh, bias_ih, bias_hh;
  };
  at::Tensor run(const at::Tensor& x, const StepOrder& order, const Direction& d, bool reversed) const;

  int64_t hidden_;
  std::vector<Direction> directions_;  // forward and backward of layer 0, then of layer 1, ...
};

}  // namespace ductus::models
