#include "data/synth/typeset/font_split.h"

#include <xxhash.h>

#include <cmath>

namespace ductus::data {

FontPart part_of(std::string_view family, uint64_t seed, double test_share) {
  const uint64_t hash = XXH3_64bits_withSeed(family.data(), family.size(), seed);
  return std::ldexp(static_cast<double>(hash >> 11), -53) < test_share ? FontPart::kTest : FontPart::kTrain;
}

}  // namespace ductus::data
