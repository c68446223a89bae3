#include "models/nets/plain_cnn.h"

#include <ATen/ATen.h>

#include "configs/schema/error.h"
#include "models/blocks/dropout.h"
#include "models/summary.h"

namespace ductus::models {

PlainCnn::PlainCnn(const NetShape& shape, const PlainCnnOptions& options) : dropout_(options.dropout) {
  int64_t channels = 1, height = shape.height, width = shape.width;
  for (const ConvStage& stage : options.stages) {
    const auto name = fmt::format("conv{}", convs_.size() + 1);
    convs_.push_back(
        register_module(name, std::make_shared<Conv>(channels, stage.channels, stage.kernel, /*stride=*/1,
                                                     stage.padding, /*bias=*/true)));
    channels = stage.channels;
    height = (height + 2 * stage.padding - stage.kernel + 1) / 2;
    width = (width + 2 * stage.padding - stage.kernel + 1) / 2;
    if (height < 1 || width < 1)
      fail_usage("model.net: an image of {} x {} is too small for {} pooled convolutions", shape.width,
                 shape.height, options.stages.size());
  }
  int64_t features = channels * height * width;
  std::vector<int64_t> outputs = options.dense;
  outputs.push_back(shape.classes);
  for (const int64_t count : outputs) {
    const auto name = fmt::format("dense{}", dense_.size() + 1);
    dense_.push_back(register_module(name, std::make_shared<Linear>(features, count)));
    features = count;
  }
}

std::vector<std::string> PlainCnn::heads() const { return {fmt::format("dense{}", dense_.size())}; }

Output PlainCnn::forward(const Input& input) {
  at::Tensor x = enter(input.images);  // [N, 1, H, W]
  for (std::size_t i = 0; i < convs_.size(); ++i) {
    x = convs_[i]->forward_relu(x, /*pool=*/true);  // [N, C, H/2, W/2]
    note_layer(input, fmt::format("conv{} + relu + pool", i + 1), x, convs_[i]->parameter_count());
  }
  x = dropout(x, dropout_, /*layer=*/0, input.noise);
  x = x.contiguous().flatten(1);  // [N, C H W]
  note_layer(input, "flatten", x, 0);
  for (std::size_t i = 0; i < dense_.size(); ++i) {
    x = dense_[i]->forward(x);
    const bool last = i + 1 == dense_.size();
    if (!last) x = at::relu(x);
    note_layer(input, fmt::format("dense{} + {}", i + 1, last ? "softmax" : "relu"), x,
               dense_[i]->parameter_count());
  }
  return {softmax_head(x)};
}

}  // namespace ductus::models
