// Random numbers for single pixels: a counter through a hash, which loops over pixels can vectorise.
#pragma once

#include <cstdint>

namespace ductus::data {

/// 32 bits of pixel `counter` under `key`: MurmurHash3's finaliser (Appleby, public domain), every bit of
/// which depends on all bits of its input.
inline uint32_t pixel_hash(uint32_t counter, uint32_t key) {
  uint32_t h = counter * 0x9E3779B9U + key;  // 2^32 over the golden ratio
  h = (h ^ h >> 16) * 0x85EBCA6BU;
  h = (h ^ h >> 13) * 0xC2B2AE35U;
  return h ^ h >> 16;
}

/// [0, 1), 24 bits.
inline float hashed_uniform(uint32_t hash) { return static_cast<float>(hash >> 8) * 0x1p-24F; }

/// Near normal, mean 0, deviation 1, within 3.46: the sum of the hash's four bytes (Irwin-Hall of four).
inline float hashed_normal(uint32_t hash) {
  constexpr float kMean = 510, kInverseDeviation = 1 / 147.8017F;  // 4 * 255 / 2; sqrt(4 * (256^2 - 1) / 12)
  const auto bytes = static_cast<int>((hash & 255) + (hash >> 8 & 255) + (hash >> 16 & 255) + (hash >> 24));
  return (static_cast<float>(bytes) - kMean) * kInverseDeviation;
}

}  // namespace ductus::data
