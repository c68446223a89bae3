#include <ATen/ATen.h>

#include "models/blocks/batch_norm_relu.h"
#include "models/blocks/dropout.h"
#include "models/blocks/layers.h"
#include "models/blocks/lstm.h"
#include "models/net_registry.h"
#include "models/summary.h"

namespace ductus::models {
namespace {

struct LineNetOptions {
  std::vector<int64_t> channels = {32, 64, 128,
                                   192};  // of the stem's two convolutions, the body, the columns
  std::vector<int64_t> blocks = {2, 2};   // before and after the height is halved
  int64_t lstm = 160;                     // hidden units a direction
  int64_t lstm_layers = 1;                // one on top of the other
  double dropout = 0.2;
  bool shortcut = true;
};

/// Depthwise convolution, normalisation, and a two-layer perceptron on every pixel, around a shortcut
/// (ConvNeXt's block, Liu et al. 2022, with batch normalisation).
class MixBlock : public torch::nn::Module {
 public:
  MixBlock(int64_t channels, int64_t kernel_h, int64_t kernel_w) {
    const ConvWindow window{{kernel_h, kernel_w}, {1, 1}, {kernel_h / 2, kernel_w / 2}, channels};
    depthwise_ =
        register_module("depthwise", std::make_shared<Conv>(channels, channels, window, /*bias=*/false));
    norm_ = register_module("norm", std::make_shared<BatchNormRelu>(channels));
    expand_ = register_module("expand", std::make_shared<Linear>(channels, 2 * channels));
    project_ = register_module("project", std::make_shared<Linear>(2 * channels, channels));
  }

  at::Tensor forward(const at::Tensor& x, const Ragged& ragged) {  // [N, C, H, W] -> the same
    const at::Tensor mixed = norm_->forward(depthwise_->forward(x));
    const at::Tensor pixels = mixed.permute({0, 2, 3, 1});  // [N, H, W, C], contiguous
    const at::Tensor update = project_->forward(at::relu(expand_->forward(pixels)));
    return zero_tails(x + update.permute({0, 3, 1, 2}), ragged);
  }

  int64_t parameter_count() const {
    return depthwise_->parameter_count() + norm_->parameter_count() + expand_->parameter_count() +
           project_->parameter_count();
  }

 private:
  std::shared_ptr<Conv> depthwise_;
  std::shared_ptr<BatchNormRelu> norm_;
  std::shared_ptr<Linear> expand_, project_;
};

/// Ours: two convolutions down to a quarter of the size, depthwise blocks, columns of features, a
/// bidirectional LSTM. A second CTC head on the columns is trained beside it and not there in use (the "CTC
/// shortcut" of Retsinas et al. 2022): the columns learn where symbols are without waiting for the LSTM.
class LineNet : public Recogniser {
 public:
  static constexpr int64_t kStride = 4;  ///< pixels a time step

  LineNet(const NetShape& shape, const LineNetOptions& options) : dropout_(options.dropout) {
    const auto& c = options.channels;
    stem1_ = conv("stem1", 1, c[0], {{3, 3}, {2, 2}, {1, 1}});
    stem1_norm_ = norm("stem1_norm", c[0]);
    stem2_ = conv("stem2", c[0], c[1], {{3, 3}, {1, 1}, {1, 1}});
    stem2_norm_ = norm("stem2_norm", c[1]);
    for (int64_t i = 0; i < options.blocks[0]; ++i) upper_.push_back(block("upper", i, c[1], 3, 3));
    halve_ = conv("halve", c[1], c[2], {{2, 1}, {2, 1}, {0, 0}});
    halve_norm_ = norm("halve_norm", c[2]);
    for (int64_t i = 0; i < options.blocks[1]; ++i) lower_.push_back(block("lower", i, c[2], 3, 5));
    columns_ = conv("columns", c[2], c[3], {{shape.height / 8, 1}, {1, 1}, {0, 0}});
    columns_norm_ = norm("columns_norm", c[3]);
    lstm_ = register_module("lstm", std::make_shared<BiLstm>(c[3], options.lstm, options.lstm_layers));
    head_ = register_module("head", std::make_shared<Linear>(lstm_->outputs(), shape.classes));
    if (options.shortcut)
      shortcut_ = register_module(
          "shortcut",
          std::make_shared<Conv>(c[3], shape.classes, ConvWindow{{1, 3}, {1, 1}, {0, 1}}, /*bias=*/true));
  }

  std::vector<std::string> heads() const override {
    return shortcut_ ? std::vector<std::string>{"head", "shortcut"} : std::vector<std::string>{"head"};
  }

  int64_t time_steps(int64_t width_px) const override { return (width_px + kStride - 1) / kStride; }
  double px_per_step(int64_t) const override { return kStride; }

  Output forward(const Input& input) override {
    const auto [images, full] = pad_to_stride(input.images, input.widths, kStride);
    const Ragged half = full.shrunk(2), quarter = full.shrunk(kStride);
    at::Tensor x = enter(images);  // [N, 1, H, W], W a multiple of the stride
    x = note(input, "stem1", stem1_norm_->forward(stem1_->forward(x), /*pool=*/false, half), *stem1_,
             *stem1_norm_);
    x = note(input, "stem2 + pool", stem2_norm_->forward(stem2_->forward(x), /*pool=*/true, quarter), *stem2_,
             *stem2_norm_);  // [N, C, H/4, W/4]
    for (const auto& block : upper_) x = note_block(input, "upper", block->forward(x, quarter), *block);
    x = note(input, "halve", halve_norm_->forward(halve_->forward(x), /*pool=*/false, quarter), *halve_,
             *halve_norm_);  // [N, C, H/8, W/4]
    for (const auto& block : lower_) x = note_block(input, "lower", block->forward(x, quarter), *block);
    x = note(input, "columns", columns_norm_->forward(columns_->forward(x), /*pool=*/false, quarter),
             *columns_,
             *columns_norm_);  // [N, C, 1, T]
    Output output;
    output.lengths = quarter.columns();
    if (shortcut_ && (is_training() || input.summary != nullptr)) {
      const at::Tensor y = shortcut_->forward(x);  // [N, K, 1, T]
      note_layer(input, "shortcut (training only)", y, shortcut_->parameter_count());
      output.aux = ctc_head(y.squeeze(2).transpose(1, 2));
    }
    at::Tensor steps = x.squeeze(2).transpose(1, 2);  // [N, T, C]
    steps = dropout(steps.contiguous(), dropout_, /*layer=*/0, input.noise);
    steps = lstm_->forward(steps, quarter);
    note_layer(input, "lstm, both ways", steps, lstm_->parameter_count());
    steps = head_->forward(dropout(steps, dropout_, /*layer=*/1, input.noise));
    note_layer(input, "head + softmax", steps, head_->parameter_count());
    output.log_probs = ctc_head(steps);
    return output;
  }

 private:
  std::shared_ptr<Conv> conv(const char* name, int64_t inputs, int64_t outputs, const ConvWindow& window) {
    return register_module(name, std::make_shared<Conv>(inputs, outputs, window, /*bias=*/false));
  }
  std::shared_ptr<BatchNormRelu> norm(const char* name, int64_t channels) {
    return register_module(name, std::make_shared<BatchNormRelu>(channels));
  }
  std::shared_ptr<MixBlock> block(const char* name, int64_t i, int64_t channels, int64_t kernel_h,
                                  int64_t kernel_w) {
    return register_module(fmt::format("{}{}", name, i + 1),
                           std::make_shared<MixBlock>(channels, kernel_h, kernel_w));
  }

  static at::Tensor note(const Input& input, const char* name, at::Tensor x, const Conv& conv,
                         const BatchNormRelu& norm) {
    note_layer(input, std::string(name) + " + norm + relu", x,
               conv.parameter_count() + norm.parameter_count());
    return x;
  }
  static at::Tensor note_block(const Input& input, const char* name, at::Tensor x, const MixBlock& block) {
    note_layer(input, std::string(name) + " (depthwise block)", x, block.parameter_count());
    return x;
  }

  double dropout_;
  std::shared_ptr<Conv> stem1_, stem2_, halve_, columns_, shortcut_;
  std::shared_ptr<BatchNormRelu> stem1_norm_, stem2_norm_, halve_norm_, columns_norm_;
  std::vector<std::shared_ptr<MixBlock>> upper_, lower_;
  std::shared_ptr<BiLstm> lstm_;
  std::shared_ptr<Linear> head_;
};

}  // namespace

std::shared_ptr<Recogniser> make_linenet(const NetShape& shape, const config::Node& options) {
  LineNetOptions read;
  auto fields = options.fields();
  fields.optional("channels", read.channels, config::Range<int64_t>{1, 1024});
  fields.optional("blocks", read.blocks, config::Range<int64_t>{0, 16});
  fields.optional("lstm", read.lstm, config::Range<int64_t>{1, 2048});
  fields.optional("lstm_layers", read.lstm_layers, config::Range<int64_t>{1, 8});
  fields.optional("dropout", read.dropout, config::Range<double>{0, 0.95});
  fields.optional("shortcut", read.shortcut);
  if (read.channels.size() != 4)
    fields.reject("channels", "expected 4 numbers: two of the stem, body, columns");
  if (read.blocks.size() != 2)
    fields.reject("blocks", "expected 2 numbers: before and after the height is halved");
  fields.finish();
  if (shape.height == NetShape::kUnknown) return nullptr;
  if (shape.height % 8 != 0)
    fail_usage("model.net: linenet reads lines of a height that 8 divides, found {} px (set view.height_px)",
               shape.height);
  return std::make_shared<LineNet>(shape, read);
}

}  // namespace ductus::models
