// Dense and convolution layers with float32 parameters that work in the type of what comes in.
#pragma once

#include <torch/nn/module.h>
#include <torch/types.h>

#include <array>

namespace ductus::models {

/// x W^T + b in x's type; parameters are float32: weight [out, in], bias [out].
class Linear : public torch::nn::Module {
 public:
  Linear(int64_t inputs, int64_t outputs);
  at::Tensor forward(const at::Tensor& x) const;  // [N, in] -> [N, out]
  int64_t parameter_count() const { return weight_.numel() + bias_.numel(); }

 private:
  at::Tensor weight_, bias_;
};

/// What a convolution looks at, rows first.
struct ConvWindow {
  std::array<int64_t, 2> kernel = {3, 3};
  std::array<int64_t, 2> stride = {1, 1};
  std::array<int64_t, 2> padding = {1, 1};
  int64_t groups = 1;
};

/// A convolution's parameters: weight [out, in / groups, kh, kw], bias [out] or undefined.
class Conv : public torch::nn::Module {
 public:
  Conv(int64_t inputs, int64_t outputs, int64_t kernel, int64_t stride, int64_t padding, bool bias);
  Conv(int64_t inputs, int64_t outputs, const ConvWindow& window, bool bias);
  at::Tensor forward(const at::Tensor& x) const;  // [N, in, H, W] -> [N, out, H', W']
  at::Tensor forward_relu(const at::Tensor& x,
                          bool pool) const;  // with bias and stride 1 only: see conv_relu
  int64_t parameter_count() const { return weight_.numel() + (bias_.defined() ? bias_.numel() : 0); }

 private:
  ConvWindow window_;
  at::Tensor weight_, bias_;
};

/// log-softmax over the last dimension in float32, steps first: what a line's CTC head gives.
at::Tensor ctc_head(const at::Tensor& logits);  // [N, T, K] -> [T, N, K]

/// log-softmax over the last dimension, in float32, as a character's one time step.
at::Tensor softmax_head(const at::Tensor& logits);  // [N, K] -> [1, N, K]

}  // namespace ductus::models
