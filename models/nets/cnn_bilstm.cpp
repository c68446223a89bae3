#include <ATen/ATen.h>

#include "models/blocks/batch_norm_relu.h"
#include "models/blocks/dropout.h"
#include "models/blocks/layers.h"
#include "models/blocks/lstm.h"
#include "models/net_registry.h"
#include "models/summary.h"

namespace ductus::models {
namespace {

struct CnnBiLstmOptions {
  int64_t width_px = 800;
  int64_t steps = 100;
  int64_t hidden = 200;
  int64_t layers = 1;
  double dropout = 0.5;
};

int64_t count(const torch::nn::Module& module) {
  int64_t total = 0;
  for (const at::Tensor& p : module.parameters()) total += p.numel();
  return total;
}

/// Two 3x3 convolutions around a shortcut (He et al. 2016), 64 channels.
class BasicBlock : public torch::nn::Module {
 public:
  BasicBlock() {
    conv1_ = register_module("conv1", std::make_shared<Conv>(64, 64, ConvWindow{}, /*bias=*/false));
    norm1_ = register_module("norm1", std::make_shared<BatchNormRelu>(64));
    conv2_ = register_module("conv2", std::make_shared<Conv>(64, 64, ConvWindow{}, /*bias=*/false));
    weight_ = register_parameter("norm2_weight", at::ones({64}));
    bias_ = register_parameter("norm2_bias", at::zeros({64}));
    mean_ = register_buffer("norm2_running_mean", at::zeros({64}));
    var_ = register_buffer("norm2_running_var", at::ones({64}));
  }

  at::Tensor forward(const at::Tensor& x) {
    const at::Tensor y = conv2_->forward(norm1_->forward(conv1_->forward(x)));
    return at::relu(x + at::batch_norm(y, weight_, bias_, mean_, var_, is_training(), /*momentum=*/0.1,
                                       /*eps=*/1e-5, /*cudnn_enabled=*/true));
  }

 private:
  std::shared_ptr<Conv> conv1_, conv2_;
  std::shared_ptr<BatchNormRelu> norm1_;
  at::Tensor weight_, bias_, mean_, var_;
};

/// Reference 001's line network (awslabs handwritten-text-recognition, "CNN-BiLSTM-CTC"): the first stage of
/// a ResNet-34, then two encoders at two resolutions that each cut the features into the same number of
/// slices, whatever column they fall in, and read them with a bidirectional LSTM. Pictures are 60 px high and
/// padded, or squeezed, to one width. The blank is class 0 here, the last one there.
class CnnBiLstm : public Recogniser {
 public:
  CnnBiLstm(const NetShape& shape, const CnnBiLstmOptions& options) : options_(options) {
    stem_ = register_module("stem", std::make_shared<Conv>(1, 64, ConvWindow{{7, 7}, {2, 2}, {3, 3}}, false));
    stem_norm_ = register_module("stem_norm", std::make_shared<BatchNormRelu>(64));
    for (int i = 0; i < 3; ++i)
      blocks_.push_back(register_module(fmt::format("block{}", i + 1), std::make_shared<BasicBlock>()));
    for (int i = 0; i < 2; ++i) {
      down_.push_back(register_module(fmt::format("down{}", i + 1),
                                      std::make_shared<Conv>(64, 64, ConvWindow{}, /*bias=*/true)));
      down_norm_.push_back(
          register_module(fmt::format("down_norm{}", i + 1), std::make_shared<BatchNormRelu>(64)));
    }
    const int64_t height = (shape.height + 3) / 4, width = (options.width_px + 3) / 4;  // of the body's map
    slice1_ = slice(64 * height * width, shape);
    slice2_ = slice(64 * (height / 2) * (width / 2), shape);
    lstm1_ = register_module("lstm1", std::make_shared<BiLstm>(slice1_, options.hidden, options.layers));
    lstm2_ = register_module("lstm2", std::make_shared<BiLstm>(slice2_, options.hidden, options.layers));
    head_ = register_module("head", std::make_shared<Linear>(4 * options.hidden, shape.classes));
  }

  std::vector<std::string> heads() const override { return {"head"}; }
  int64_t time_steps(int64_t) const override { return options_.steps; }
  double px_per_step(int64_t width_px) const override {
    return static_cast<double>(std::max(width_px, options_.width_px)) / static_cast<double>(options_.steps);
  }

  Output forward(const Input& input) override {
    at::Tensor x = enter(at_width(input));  // [N, 1, H, width_px]
    x = at::max_pool2d(stem_norm_->forward(stem_->forward(x)), {3, 3}, {2, 2}, {1, 1});
    note_layer(input, "stem + norm + relu + pool", x,
               stem_->parameter_count() + stem_norm_->parameter_count());
    for (const auto& block : blocks_) {
      x = block->forward(x);
      note_layer(input, "basic block", x, count(*block));
    }
    const at::Tensor first = encode(x, slice1_, *lstm1_, /*layer=*/0, input);
    for (std::size_t i = 0; i < down_.size(); ++i) {
      x = down_norm_[i]->forward(down_[i]->forward(x), /*pool=*/i + 1 == down_.size());
      note_layer(input, "down + norm + relu", x,
                 down_[i]->parameter_count() + down_norm_[i]->parameter_count());
    }
    const at::Tensor second = encode(x, slice2_, *lstm2_, /*layer=*/1, input);
    const at::Tensor steps = head_->forward(at::cat({first, second}, 2));  // [N, T, K]
    note_layer(input, "head + softmax", steps, head_->parameter_count());
    return {ctc_head(steps), {}, {}};
  }

 private:
  int64_t slice(int64_t features, const NetShape& shape) const {
    if (features % options_.steps != 0) {
      fail_usage(
          "model.net: cnn_bilstm cannot cut {} features (lines of {} x {} px) into {} equal steps (choose "
          "steps "
          "that divide them)",
          features, options_.width_px, shape.height, options_.steps);
    }
    return features / options_.steps;
  }

  // Every line by itself: padded with paper at its right end, or squeezed when it is too wide.
  at::Tensor at_width(const Input& input) const {
    const int64_t height = input.images.size(2), width = options_.width_px;
    const auto lengths = Ragged(input.widths).lengths(input.images.size(0), input.images.size(3));
    at::Tensor fitted = at::zeros({input.images.size(0), 1, height, width}, input.images.options());
    for (int64_t n = 0; n < fitted.size(0); ++n) {
      const int64_t length = lengths[static_cast<std::size_t>(n)];
      at::Tensor line = input.images.narrow(0, n, 1).narrow(3, 0, length);
      if (length > width) line = at::upsample_bilinear2d(line.contiguous(), {height, width}, false);
      fitted.narrow(0, n, 1).narrow(3, 0, std::min(length, width)).copy_(line);
    }
    return fitted;
  }

  // [N, C, H, W] as columns one after the other, cut into T slices.  -> [N, T, 2 hidden]
  at::Tensor encode(const at::Tensor& x, int64_t slice, const BiLstm& lstm, uint32_t layer,
                    const Input& input) {
    const at::Tensor slices = x.permute({0, 3, 1, 2}).reshape({x.size(0), options_.steps, slice});
    const at::Tensor y = dropout(lstm.forward(slices, {}), options_.dropout, layer, input.noise);
    note_layer(input, fmt::format("encoder {}: lstm, both ways", layer + 1), y, lstm.parameter_count());
    return y;
  }

  CnnBiLstmOptions options_;
  int64_t slice1_ = 0, slice2_ = 0;
  std::shared_ptr<Conv> stem_;
  std::shared_ptr<BatchNormRelu> stem_norm_;
  std::vector<std::shared_ptr<BasicBlock>> blocks_;
  std::vector<std::shared_ptr<Conv>> down_;
  std::vector<std::shared_ptr<BatchNormRelu>> down_norm_;
  std::shared_ptr<BiLstm> lstm1_, lstm2_;
  std::shared_ptr<Linear> head_;
};

}  // namespace

std::shared_ptr<Recogniser> make_cnn_bilstm(const NetShape& shape, const config::Node& options) {
  CnnBiLstmOptions read;
  auto fields = options.fields();
  fields.optional("width_px", read.width_px, config::Range<int64_t>{16, 8192});
  fields.optional("steps", read.steps, config::Range<int64_t>{1, 4096});
  fields.optional("hidden", read.hidden, config::Range<int64_t>{1, 4096});
  fields.optional("layers", read.layers, config::Range<int64_t>{1, 8});
  fields.optional("dropout", read.dropout, config::Range<double>{0, 0.95});
  fields.finish();
  if (shape.height == NetShape::kUnknown) return nullptr;
  return std::make_shared<CnnBiLstm>(shape, read);
}

}  // namespace ductus::models
