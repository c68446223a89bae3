// Which samples make up each step.
#pragma once

#include <cstdint>
#include <vector>

namespace ductus::train {

/// Whether an epoch ends with the batch that is not full.
enum class LastBatch { kKeep, kDrop };

/// Deals an epoch's samples into batches: a new permutation every epoch, a function of (seed, epoch).
class Sampler {
 public:
  Sampler(std::vector<int64_t> samples, int64_t batch, LastBatch last, uint64_t seed);

  int64_t steps_per_epoch() const;
  int64_t samples_per_epoch() const;

  /// Shuffles for an epoch; batch(i) then gives its i-th step.
  void start(uint32_t epoch);

  struct Slice {
    const int64_t* samples;
    int64_t size;
  };
  Slice batch(int64_t i) const;

 private:
  std::vector<int64_t> samples_, order_;
  int64_t batch_;
  LastBatch last_;
  uint64_t seed_;
};

}  // namespace ductus::train
