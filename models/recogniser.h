// What every network is: images in, log-probabilities out.
#pragma once

#include <torch/nn/module.h>
#include <torch/types.h>

#include <cstdint>
#include <string>
#include <vector>

// Letters of tensor shapes, everywhere: N batch, C channels, H, W pixels, T time steps, K classes, L labels.
namespace ductus::models {

/// What the body computes in; parameters and log-probabilities are always float32.
enum class Precision { kFloat32, kBFloat16 };

/// Key of this step's dropout: the mask of a sample depends on (seed, step, sample, layer) alone.
struct Noise {
  uint64_t seed = 0;
  uint32_t step = 0;
  const int64_t* samples = nullptr;  // [N], on the host
};

/// A row of the layer table (`ductus train --summary`).
struct LayerRow {
  std::string name;
  std::vector<int64_t> output;  // without N
  int64_t parameters = 0;
};

struct Input {
  at::Tensor images;                         // [N, 1, H, W] float in [0, 1], ink bright
  std::vector<int64_t> widths;               ///< [N]: lines end there, and paper follows; empty: at W
  const Noise* noise = nullptr;              ///< null: no dropout
  std::vector<LayerRow>* summary = nullptr;  ///< filled when not null
};

struct Output {
  at::Tensor log_probs;               // [T, N, K] float; characters have T = 1; class 0 of lines is the blank
  std::vector<int64_t> lengths = {};  ///< [N]: steps that belong to a sample; empty: all T
  at::Tensor aux = {};                // [T, N, K]: a second head's, in training mode, where a net has one
};

/// Contract, tested for every registered net: in evaluation mode a sample's output does not depend on its
/// batch mates nor on padding, and `forward` may run in several threads at once.
class Recogniser : public torch::nn::Module {
 public:
  virtual Output forward(const Input& input) = 0;

  /// Names of the layers whose rows are the alphabet's symbols, after a blank's where the net reads lines
  /// ("dense3": dense3.weight [K, ...], dense3.bias [K]).
  virtual std::vector<std::string> heads() const = 0;

  /// Time steps that a picture of this width gets.
  virtual int64_t time_steps(int64_t width_px) const {
    (void)width_px;
    return 1;
  }

  /// Pixels of a picture of this width that a time step stands for: step t begins at t * px_per_step.
  virtual double px_per_step(int64_t width_px) const { return static_cast<double>(width_px); }

  Precision precision() const { return precision_; }
  void set_precision(Precision precision) { precision_ = precision; }

 protected:
  /// `images` in the body's precision and memory layout (channels last).
  at::Tensor enter(const at::Tensor& images) const;

 private:
  Precision precision_ = Precision::kFloat32;
};

}  // namespace ductus::models
