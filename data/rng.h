// Counter-based random numbers: what a sample gets depends on its key alone, never on threads, batches or
// order.
#pragma once

#include <array>
#include <cstdint>

namespace ductus::data {

/// What a stream of numbers is for, so that no two uses share numbers.
enum class Purpose : uint32_t {
  kShuffle = 1,
  kAugment = 2,
  kDropout = 3,
  kInit = 4,
  kSynth = 5,
  kSplit = 6,
  kBootstrap = 7
};

/// Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011): four words for a
/// counter and a key.
std::array<uint32_t, 4> philox(std::array<uint32_t, 4> counter, std::array<uint32_t, 2> key);

/// A stream keyed by (seed, epoch or step, sample, purpose).
class Rng {
 public:
  Rng(uint64_t seed, uint32_t epoch, uint64_t sample, Purpose purpose);

  uint32_t next();  ///< 32 random bits
  float uniform();  ///< [0, 1), 24 bits
  float uniform(float low, float high) { return low + (high - low) * uniform(); }
  float normal();                  ///< mean 0, deviation 1 (Box-Muller)
  uint32_t below(uint32_t bound);  ///< [0, bound), unbiased (masked rejection)

 private:
  std::array<uint32_t, 2> key_;
  std::array<uint32_t, 4> counter_;
  std::array<uint32_t, 4> block_{};
  int used_ = 4;
};

}  // namespace ductus::data
