// Pictures of different widths in one batch: where each ends, so that padding never reaches a result.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace ductus::models {

/// Valid columns of each sample of a batch at some layer. Beyond them lies padding, which every layer that
/// looks sideways must find to be zero, as it would at the picture's own edge.
class Ragged {
 public:
  /// Everything is valid.
  Ragged() = default;
  explicit Ragged(std::vector<int64_t> columns) : columns_(std::move(columns)) {}

  /// After a layer of horizontal stride `factor`: ceil(columns / factor).
  Ragged shrunk(int64_t factor) const;

  bool uniform() const { return columns_.empty(); }
  const std::vector<int64_t>& columns() const { return columns_; }

  /// The columns as lengths, or `width` for all of `count` samples when they are uniform.
  std::vector<int64_t> lengths(int64_t count, int64_t width) const;

 private:
  std::vector<int64_t> columns_;
};

// oneDNN makes a kernel for every shape that a layer meets, in milliseconds, and keeps it. So batches have
// few shapes: their widths and sizes come from two coarse scales.

/// The width of a batch whose widest picture is this wide: the next multiple of 16 px, of 32 from 384 px on,
/// of 64 from 768 px on, and so forth: a twelfth more at the very most from 192 px on.
constexpr int64_t padded_width(int64_t widest_px) {
  int64_t step = 16;
  while (24 * step <= widest_px) step *= 2;
  return (widest_px + step - 1) / step * step;
}

/// The size of a batch where there is room for so many samples: the largest of 1, 2, 4, 6, 8, 10, 12, 14, 16,
/// 20, 24, 28, 32, 40, 48, 56, 64, 80, ... that is not more. Even ones, so that two shards are alike.
constexpr int64_t rounded_batch(int64_t room) {
  int64_t step = room < 2 ? 1 : 2;
  while (8 * step <= room) step *= 2;
  return room / step * step;
}

/// x [N, C, H, W] with zeros beyond each sample's columns. Works in place on the CPU: x must be a result that
/// its own backward pass does not need (a sum, a convolution's output).
at::Tensor zero_tails(const at::Tensor& x, const Ragged& ragged);

/// The same on plain memory, unseen by autograd: channels-last [N, C, H, W] on the CPU. `value` is what a
/// byte of the tail becomes.
void fill_tails(const at::Tensor& x, const Ragged& ragged, int value = 0);

/// Rows of a ragged batch in another order, and back; made once for all layers of a forward pass.
class StepOrder {
 public:
  StepOrder(int64_t samples, int64_t steps, const Ragged& ragged, at::Device device);

  /// [N, T, C] -> [T, N, C], and back. `reversed`: each sample's own valid steps run backwards.
  /// Differentiable.
  at::Tensor steps_first(const at::Tensor& x, bool reversed) const;
  at::Tensor samples_first(const at::Tensor& x, bool reversed) const;

 private:
  struct Permutation {
    at::Tensor to_steps, to_samples;  // [T * N] each: source row of each target row
  };
  static Permutation permutation(int64_t samples, int64_t steps, const std::vector<int64_t>& lengths,
                                 bool reversed, at::Device device);
  const Permutation& order(bool reversed) const { return reversed ? backwards_ : forwards_; }

  Permutation forwards_, backwards_;
};

/// A batch of a network that has a time step every `stride` px: pictures [N, 1, H, W] of which W is a
/// multiple of it, padded with paper where it was not, and where each ends.
struct StridedBatch {
  at::Tensor images;
  Ragged ragged;
};
StridedBatch pad_to_stride(const at::Tensor& images, const std::vector<int64_t>& widths, int64_t stride);

}  // namespace ductus::models
