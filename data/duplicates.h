// Images that occur more than once in a set: worthless within a part, wrong across parts.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/image_set.h"
#include "data/line_set.h"

namespace ductus::data {

/// Samples of one part whose very pixels another part has too.
struct Leak {
  std::string part;
  std::string other;
  int64_t samples = 0;  ///< of `part`
};

/// By equal pixels (XXH3-128).
struct Duplicates {
  int64_t repeated = 0;     ///< samples that an earlier one equals
  int64_t conflicting = 0;  ///< of these, how many carry another label or text than the first
  std::vector<Leak> leaks;  ///< one a pair of parts, zero counts included
};

Duplicates find_duplicates(const ImageSet& set);
Duplicates find_duplicates(const LineSet& set);

/// The set without samples whose pixels an earlier one has; they are in the ledger as "duplicate". Splits
/// stay, less those samples.
ImageSet without_duplicates(const ImageSet& set);
LineSet without_duplicates(const LineSet& set);

}  // namespace ductus::data
