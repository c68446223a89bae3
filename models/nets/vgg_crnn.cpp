#include <ATen/ATen.h>

#include "models/blocks/batch_norm_relu.h"
#include "models/blocks/dropout.h"
#include "models/blocks/layers.h"
#include "models/blocks/lstm.h"
#include "models/net_registry.h"
#include "models/summary.h"

namespace ductus::models {
namespace {

/// Convolution, then batch normalisation or none, ReLU, and a max-pool or none.
struct VggStage {
  int64_t channels;
  bool normalised;
  std::array<int64_t, 2> pool;  // rows, columns; {1, 1}: none
};

constexpr std::array<VggStage, 6> kStages = {{{64, false, {2, 2}},
                                              {128, false, {2, 2}},
                                              {256, false, {1, 1}},
                                              {256, false, {2, 1}},
                                              {512, true, {1, 1}},
                                              {512, true, {2, 1}}}};

/// The recogniser of Shi, Bai and Yao 2017 ("An end-to-end trainable neural network for image-based sequence
/// recognition"), as reference 001's forerunner has it, for lines of 32 px: VGG convolutions, the height
/// pooled away, two bidirectional LSTM layers of 256. One channel in place of three.
class VggCrnn : public Recogniser {
 public:
  static constexpr int64_t kStride = 4;
  static constexpr int64_t kHidden = 256;

  VggCrnn(const NetShape& shape, double dropout) : dropout_(dropout) {
    int64_t inputs = 1;
    for (const VggStage& stage : kStages) {
      const auto i = convs_.size() + 1;
      convs_.push_back(register_module(
          fmt::format("conv{}", i),
          std::make_shared<Conv>(inputs, stage.channels, ConvWindow{}, /*bias=*/!stage.normalised)));
      norms_.push_back(stage.normalised ? register_module(fmt::format("norm{}", i),
                                                          std::make_shared<BatchNormRelu>(stage.channels))
                                        : nullptr);
      inputs = stage.channels;
    }
    last_ = register_module(
        "conv7", std::make_shared<Conv>(inputs, 512, ConvWindow{{2, 2}, {1, 1}, {0, 0}}, /*bias=*/true));
    lstm_ = register_module("lstm", std::make_shared<BiLstm>(512, kHidden, /*layers=*/2));
    head_ = register_module("head", std::make_shared<Linear>(lstm_->outputs(), shape.classes));
  }

  std::vector<std::string> heads() const override { return {"head"}; }
  int64_t time_steps(int64_t width_px) const override { return (width_px + kStride - 1) / kStride; }
  double px_per_step(int64_t) const override { return kStride; }

  Output forward(const Input& input) override {
    auto [images, ragged] = pad_to_stride(input.images, input.widths, kStride);
    at::Tensor x = enter(images);
    for (std::size_t i = 0; i < kStages.size(); ++i) {
      const VggStage& stage = kStages[i];
      x = convs_[i]->forward(x);
      x = norms_[i] ? norms_[i]->forward(x, false, ragged) : at::relu(zero_tails(x, ragged));
      if (stage.pool[0] > 1) x = at::max_pool2d(x, stage.pool);
      ragged = ragged.shrunk(stage.pool[1]);
      note_layer(input, fmt::format("conv{} + relu{}", i + 1, stage.pool[0] > 1 ? " + pool" : ""), x,
                 convs_[i]->parameter_count() + (norms_[i] ? norms_[i]->parameter_count() : 0));
    }
    x = at::relu(last_->forward(at::constant_pad_nd(x, {0, 1}, 0)));  // [N, 512, 1, W/4]
    note_layer(input, "conv7 + relu", x, last_->parameter_count());
    at::Tensor steps = lstm_->forward(x.squeeze(2).transpose(1, 2).contiguous(), ragged);
    note_layer(input, "lstm, two layers both ways", steps, lstm_->parameter_count());
    steps = head_->forward(dropout(steps, dropout_, /*layer=*/0, input.noise));
    note_layer(input, "head + softmax", steps, head_->parameter_count());
    return {ctc_head(steps), ragged.columns(), {}};
  }

 private:
  double dropout_;
  std::vector<std::shared_ptr<Conv>> convs_;
  std::vector<std::shared_ptr<BatchNormRelu>> norms_;  // null where there is none
  std::shared_ptr<Conv> last_;
  std::shared_ptr<BiLstm> lstm_;
  std::shared_ptr<Linear> head_;
};

}  // namespace

std::shared_ptr<Recogniser> make_vgg_crnn(const NetShape& shape, const config::Node& options) {
  double dropout = 0.5;
  auto fields = options.fields();
  fields.optional("dropout", dropout, config::Range<double>{0, 0.95});
  fields.finish();
  if (shape.height == NetShape::kUnknown) return nullptr;
  if (shape.height != 32)
    fail_usage("model.net: vgg_crnn reads lines of 32 px, found {} px (set view.height_px)", shape.height);
  return std::make_shared<VggCrnn>(shape, dropout);
}

}  // namespace ductus::models
