#include "models/blocks/conv_relu.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/custom_function.h>

#include "models/blocks/kernels.h"

namespace ductus::models {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

at::Tensor cast_weight(const at::Tensor& weight, const at::Tensor& like) {
  return weight.to(weight.device(), like.scalar_type(), false, false, at::MemoryFormat::ChannelsLast);
}

struct ConvReluPool : torch::autograd::Function<ConvReluPool> {
  static at::Tensor forward(AutogradContext* context, const at::Tensor& x, const at::Tensor& weight,
                            const at::Tensor& bias, int64_t padding) {
    const at::Tensor w = cast_weight(weight, x);
    const at::Tensor z =
        at::conv2d(x, w, bias.to(x.scalar_type()), 1, padding).contiguous(at::MemoryFormat::ChannelsLast);
    auto [pooled, which] = relu_pool(z);
    context->save_for_backward({x, w, which});
    context->saved_data["padding"] = padding;
    context->saved_data["height"] = z.size(2);
    context->saved_data["width"] = z.size(3);
    return pooled;
  }

  static variable_list backward(AutogradContext* context, const variable_list& grads) {
    const auto saved = context->get_saved_variables();
    const at::Tensor &x = saved[0], &w = saved[1], &which = saved[2];
    const int64_t padding = context->saved_data["padding"].toInt();
    const at::Tensor dz = relu_pool_backward(grads[0], which, context->saved_data["height"].toInt(),
                                             context->saved_data["width"].toInt());
    auto [dx, dw, db] =
        at::convolution_backward(dz, x, w, at::IntArrayRef({w.size(0)}), {1, 1}, {padding, padding}, {1, 1},
                                 false, {0, 0}, 1, {context->needs_input_grad(0), true, true});
    return {dx, dw.to(at::kFloat), db.to(at::kFloat), at::Tensor()};
  }
};

}  // namespace

at::Tensor conv_relu(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, int64_t padding,
                     bool pool) {
  if (x.device().is_cpu() && pool) return ConvReluPool::apply(x, weight, bias, padding);
  const at::Tensor y = at::relu(at::conv2d(x, cast_weight(weight, x), bias.to(x.scalar_type()), 1, padding));
  return pool ? at::max_pool2d(y, {2, 2}) : y;
}

}  // namespace ductus::models
