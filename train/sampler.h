// Which samples make up each step.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "data/buffer.h"

namespace ductus::train {

/// Whether an epoch ends with the batch that is not full.
enum class LastBatch { kKeep, kDrop };

/// A source whose samples come several times an epoch: few real ones beside many drawn ones.
struct Repeat {
  std::string source;  ///< as in sample ids: "az.csv"
  int times = 1;
};

/// Deals an epoch's samples into batches. What an epoch gets is a function of (seed, epoch); the number of
/// batches is the same for all.
class Sampler {
 public:
  virtual ~Sampler() = default;

  /// Orders the samples for an epoch; batch(i) then gives its i-th step.
  virtual void start(uint32_t epoch) = 0;

  struct Slice {
    const int64_t* samples;
    int64_t size;
  };
  Slice batch(int64_t i) const;

  int64_t steps_per_epoch() const { return static_cast<int64_t>(cuts_.size()) - 1; }
  int64_t samples_per_epoch() const { return cuts_.back(); }

  /// What it was made with: a sample stands there as often as an epoch has it, its n-th time as
  /// sample + n * size of the set (see repeat_sources).
  const std::vector<int64_t>& samples() const { return samples_; }

 protected:
  explicit Sampler(std::vector<int64_t> samples);

  std::vector<int64_t> samples_;
  std::vector<int64_t> order_;  // of the present epoch
  std::vector<int64_t> cuts_;   // batch i is order_[cuts_[i], cuts_[i + 1])
};

/// A new permutation every epoch, cut into batches of one size.
class ShuffledSampler : public Sampler {
 public:
  ShuffledSampler(std::vector<int64_t> samples, int64_t batch, LastBatch last, uint64_t seed);
  void start(uint32_t epoch) override;

 private:
  uint64_t seed_;
};

/// Samples of like width share a batch, so that little of it is padding; the batches come in a new order
/// every epoch.
class BucketSampler : public Sampler {
 public:
  /// Width of sample i in an epoch, pixels.
  using WidthOf = std::function<double(uint32_t epoch, int64_t sample)>;

  struct Limits {
    int64_t samples = 64;     ///< a batch has at most so many,
    int64_t width_px = 8192;  ///< and about so many pixels side by side, each as wide as the widest (or one
                              ///< sample): sizes are fixed by widths without augmentation, and few
                              ///< (models::rounded_batch)
  };

  /// `nominal`: widths by which the sizes of the batches are fixed, those of samples without augmentation.
  BucketSampler(std::vector<int64_t> samples, const std::vector<int32_t>& nominal_px, WidthOf width_of,
                const Limits& limits, uint64_t seed);
  void start(uint32_t epoch) override;

 private:
  WidthOf width_of_;
  uint64_t seed_;
  std::vector<int64_t> sizes_;  // of the batches, from the narrowest to the widest
};

/// The samples, those of the named sources `times` over: the n-th time as sample + n * size of the set, so
/// that each time is augmented in its own way. `source`: of every sample of the set, an index into `sources`.
/// Throws ductus::Error (usage) for a source that none comes from.
std::vector<int64_t> repeat_sources(const data::Buffer<uint16_t>& source,
                                    const std::vector<std::string>& sources,
                                    const std::vector<int64_t>& samples, const std::vector<Repeat>& repeats);

}  // namespace ductus::train
