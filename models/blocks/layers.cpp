#include "models/blocks/layers.h"

#include <ATen/ATen.h>

#include "models/blocks/conv_relu.h"

namespace ductus::models {

Linear::Linear(int64_t inputs, int64_t outputs) {
  weight_ = register_parameter("weight", at::zeros({outputs, inputs}));
  bias_ = register_parameter("bias", at::zeros({outputs}));
}

at::Tensor Linear::forward(const at::Tensor& x) const {
  return at::linear(x, weight_.to(x.scalar_type()), bias_.to(x.scalar_type()));
}

Conv::Conv(int64_t inputs, int64_t outputs, int64_t kernel, int64_t stride, int64_t padding, bool bias)
    : Conv(inputs, outputs, {{kernel, kernel}, {stride, stride}, {padding, padding}}, bias) {}

Conv::Conv(int64_t inputs, int64_t outputs, const ConvWindow& window, bool bias) : window_(window) {
  weight_ = register_parameter(
      "weight", at::zeros({outputs, inputs / window.groups, window.kernel[0], window.kernel[1]}));
  if (bias) bias_ = register_parameter("bias", at::zeros({outputs}));
}

at::Tensor Conv::forward(const at::Tensor& x) const {
  const at::Tensor w = weight_.to(x.device(), x.scalar_type(), false, false, at::MemoryFormat::ChannelsLast);
  return at::conv2d(x, w, bias_.defined() ? bias_.to(x.scalar_type()) : bias_, window_.stride,
                    window_.padding,
                    /*dilation=*/1, window_.groups);
}

at::Tensor Conv::forward_relu(const at::Tensor& x, bool pool) const {
  return conv_relu(x, weight_, bias_, window_.padding[0], pool);
}

at::Tensor ctc_head(const at::Tensor& logits) {
  return at::log_softmax(logits.to(at::kFloat), -1).transpose(0, 1);
}

at::Tensor softmax_head(const at::Tensor& logits) {
  return at::log_softmax(logits.to(at::kFloat), -1).unsqueeze(0);
}

}  // namespace ductus::models
