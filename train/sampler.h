// Which samples make up each step.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/image_set.h"

namespace ductus::train {

/// Whether an epoch ends with the batch that is not full.
enum class LastBatch { kKeep, kDrop };

/// A source whose samples come several times an epoch: few real ones beside many drawn ones.
struct Repeat {
  std::string source;  ///< as in sample ids: "az.csv"
  int times = 1;
};

/// Deals an epoch's samples into batches: a new permutation every epoch, a function of (seed, epoch).
class Sampler {
 public:
  Sampler(std::vector<int64_t> samples, int64_t batch, LastBatch last, uint64_t seed);

  int64_t steps_per_epoch() const;
  int64_t samples_per_epoch() const;

  /// What it was made with: a sample stands there as often as an epoch has it.
  const std::vector<int64_t>& samples() const { return samples_; }

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

/// The samples, those of the named sources `times` over. Throws ductus::Error (usage) for a source that none
/// comes from.
std::vector<int64_t> repeat_sources(const data::ImageSet& set, const std::vector<int64_t>& samples,
                                    const std::vector<Repeat>& repeats);

}  // namespace ductus::train
