#include <ATen/ATen.h>

#include "models/blocks/batch_norm_relu.h"
#include "models/blocks/dropout.h"
#include "models/blocks/layers.h"
#include "models/net_registry.h"
#include "models/summary.h"

namespace ductus::models {
namespace {

struct ConvNetOptions {
  std::vector<int64_t> channels = {24, 32, 64, 64, 128, 128};
  double dropout = 0.3;
};

/// Ours: 3x3 convolutions with batch normalisation, two a resolution, pooled 2x2 between resolutions and by
/// the maximum over the map at the end (as in VGG, Simonyan and Zisserman 2015, with batch normalisation in
/// place of depth).
class ConvNet : public Recogniser {
 public:
  ConvNet(const NetShape& shape, const ConvNetOptions& options) : dropout_(options.dropout) {
    int64_t inputs = 1;
    for (const int64_t outputs : options.channels) {
      const auto i = convs_.size() + 1;
      convs_.push_back(
          register_module(fmt::format("conv{}", i), std::make_shared<Conv>(inputs, outputs, /*kernel=*/3,
                                                                           /*stride=*/1, /*padding=*/1,
                                                                           /*bias=*/false)));
      norms_.push_back(register_module(fmt::format("norm{}", i), std::make_shared<BatchNormRelu>(outputs)));
      inputs = outputs;
    }
    dense_ = register_module("dense", std::make_shared<Linear>(inputs, shape.classes));
  }

  std::vector<std::string> heads() const override { return {"dense"}; }

  Output forward(const Input& input) override {
    at::Tensor x = enter(input.images);  // [N, 1, H, W]
    for (std::size_t i = 0; i < convs_.size(); ++i) {
      const bool pool = i % 2 == 1 && i + 1 < convs_.size();
      x = norms_[i]->forward(convs_[i]->forward(x), pool);  // [N, C, H, W], halved by pooling
      note_layer(input, fmt::format("conv{} + norm + relu{}", i + 1, pool ? " + pool" : ""), x,
                 convs_[i]->parameter_count() + norms_[i]->parameter_count());
    }
    x = at::amax(x, {2, 3});  // [N, C]
    note_layer(input, "max over the map", x, 0);
    x = dense_->forward(dropout(x, dropout_, /*layer=*/0, input.noise));  // [N, K]
    note_layer(input, "dense + softmax", x, dense_->parameter_count());
    return {softmax_head(x)};
  }

 private:
  std::vector<std::shared_ptr<Conv>> convs_;
  std::vector<std::shared_ptr<BatchNormRelu>> norms_;
  std::shared_ptr<Linear> dense_;
  double dropout_;
};

}  // namespace

std::shared_ptr<Recogniser> make_convnet(const NetShape& shape, const config::Node& options) {
  ConvNetOptions read;
  auto fields = options.fields();
  fields.optional("channels", read.channels, config::Range<int64_t>{1, 1024});
  fields.optional("dropout", read.dropout, config::Range<double>{0, 0.95});
  if (read.channels.empty() || read.channels.size() > 8)
    fields.reject("channels", "expected 1 to 8 convolutions");
  fields.finish();
  return std::make_shared<ConvNet>(shape, read);
}

}  // namespace ductus::models
