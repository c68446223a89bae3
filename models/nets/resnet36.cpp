#include <ATen/ATen.h>

#include "models/blocks/batch_norm_relu.h"
#include "models/blocks/layers.h"
#include "models/net_registry.h"
#include "models/summary.h"

namespace ductus::models {
namespace {

constexpr double kEps = 2e-5, kMomentum = 0.1;  // Keras's momentum 0.9

/// Pre-activation bottleneck (He et al., "Identity mappings in deep residual networks", 2016): 1x1, 3x3, 1x1
/// convolutions without biases; where the shape changes, the shortcut is a 1x1 convolution of the activation.
class Bottleneck : public torch::nn::Module {
 public:
  Bottleneck(int64_t inputs, int64_t outputs, int64_t stride, bool project) {
    const int64_t inner = outputs / 4;
    norm1_ = register_module("norm1", std::make_shared<BatchNormRelu>(inputs, kEps, kMomentum));
    conv1_ = register_module("conv1", std::make_shared<Conv>(inputs, inner, 1, 1, 0, /*bias=*/false));
    norm2_ = register_module("norm2", std::make_shared<BatchNormRelu>(inner, kEps, kMomentum));
    conv2_ = register_module("conv2", std::make_shared<Conv>(inner, inner, 3, stride, 1, /*bias=*/false));
    norm3_ = register_module("norm3", std::make_shared<BatchNormRelu>(inner, kEps, kMomentum));
    conv3_ = register_module("conv3", std::make_shared<Conv>(inner, outputs, 1, 1, 0, /*bias=*/false));
    if (project)
      shortcut_ =
          register_module("shortcut", std::make_shared<Conv>(inputs, outputs, 1, stride, 0, /*bias=*/false));
  }

  at::Tensor forward(const at::Tensor& x) const {
    const at::Tensor a = norm1_->forward(x);
    const at::Tensor y =
        conv3_->forward(norm3_->forward(conv2_->forward(norm2_->forward(conv1_->forward(a)))));
    return y + (shortcut_ ? shortcut_->forward(a) : x);
  }

 private:
  std::shared_ptr<BatchNormRelu> norm1_, norm2_, norm3_;
  std::shared_ptr<Conv> conv1_, conv2_, conv3_, shortcut_;
};

/// The 36-class bottleneck ResNet of the reference recipe's source: 327,144 parameters with Keras's count,
/// which includes the 4,162 running statistics (322,982 trainable). Made for 32 x 32; smaller images are
/// padded with paper.
class ResNet36 : public Recogniser {
 public:
  explicit ResNet36(const NetShape& shape) {
    input_norm_ = register_module("norm0", std::make_shared<torch::nn::Module>("norm0"));
    weight_ = input_norm_->register_parameter("weight", at::ones({1}));
    bias_ = input_norm_->register_parameter("bias", at::zeros({1}));
    mean_ = input_norm_->register_buffer("running_mean", at::zeros({1}));
    var_ = input_norm_->register_buffer("running_var", at::ones({1}));
    stem_ = register_module("conv0", std::make_shared<Conv>(1, 64, 3, 1, 1, /*bias=*/false));
    int64_t inputs = 64;
    for (const int64_t outputs : {64, 128, 256}) {
      for (int unit = 0; unit < kUnits; ++unit) {
        const int64_t stride = unit == 0 && outputs > 64 ? 2 : 1;
        units_.push_back(register_module(fmt::format("unit{}", units_.size() + 1),
                                         std::make_shared<Bottleneck>(inputs, outputs, stride, unit == 0)));
        inputs = outputs;
      }
    }
    norm_ = register_module("norm", std::make_shared<BatchNormRelu>(inputs, kEps, kMomentum));
    dense_ = register_module("dense", std::make_shared<Linear>(inputs, shape.classes));
  }

  std::vector<std::string> heads() const override { return {"dense"}; }

  Output forward(const Input& input) override {
    at::Tensor x = enter(padded(input.images));  // [N, 1, H, W]
    x = at::batch_norm(x, weight_, bias_, mean_, var_, is_training(), kMomentum, kEps,
                       /*cudnn_enabled=*/true);
    note_layer(input, "norm0", x, 2);
    x = stem_->forward(x);
    note_layer(input, "conv0", x, stem_->parameter_count());
    for (std::size_t i = 0; i < units_.size(); ++i) {
      x = units_[i]->forward(x);
      note_layer(input, fmt::format("unit{} (bottleneck)", i + 1), x, count(*units_[i]));
    }
    x = norm_->forward(x).mean({2, 3});  // [N, C]
    note_layer(input, "norm + relu + average", x, norm_->parameter_count());
    x = dense_->forward(x);  // [N, K]
    note_layer(input, "dense + softmax", x, dense_->parameter_count());
    return {softmax_head(x)};
  }

 private:
  static constexpr int kUnits = 3;

  static at::Tensor padded(const at::Tensor& images) {
    const int64_t h = std::max<int64_t>(32 - images.size(2), 0),
                  w = std::max<int64_t>(32 - images.size(3), 0);
    return h + w == 0 ? images : at::constant_pad_nd(images, {w / 2, w - w / 2, h / 2, h - h / 2}, 0);
  }

  static int64_t count(const torch::nn::Module& module) {
    int64_t total = 0;
    for (const at::Tensor& parameter : module.parameters()) total += parameter.numel();
    return total;
  }

  std::shared_ptr<torch::nn::Module> input_norm_;
  at::Tensor weight_, bias_, mean_, var_;
  std::shared_ptr<Conv> stem_;
  std::vector<std::shared_ptr<Bottleneck>> units_;
  std::shared_ptr<BatchNormRelu> norm_;
  std::shared_ptr<Linear> dense_;
};

}  // namespace

std::shared_ptr<Recogniser> make_resnet36(const NetShape& shape, const config::Node& options) {
  options.fields().finish();
  return std::make_shared<ResNet36>(shape);
}

}  // namespace ductus::models
