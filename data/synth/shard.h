// Part I of N of what is drawn: shards drawn apart and joined are the whole.
#pragma once

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

namespace ductus::data {

struct SampleSet;

/// Samples [first, last) of those that a recipe counts.
struct SampleRange {
  int64_t first = 0, last = 0;

  int64_t size() const { return last - first; }

  /// first, ..., last - 1; none where the last comes before the first.
  std::vector<int64_t> numbers() const {
    std::vector<int64_t> all(static_cast<std::size_t>(std::max<int64_t>(size(), 0)));
    std::iota(all.begin(), all.end(), first);
    return all;
  }
};

/// Shard `number` of `shards`, from 1: they follow each other and differ by one sample at most.
/// Throws ductus::Error (usage) unless 1 <= number <= shards.
SampleRange shard_of(int64_t count, int64_t number, int64_t shards);

/// The same from a command line's "2/4".
SampleRange parse_shard(const std::string& shard, int64_t count);

/// The part of a drawing that a set is, by its samples' numbers. Throws ductus::Error, beginning with
/// `where`, unless each is one more than that before.
SampleRange range_of(const SampleSet& set, const std::string& where);

}  // namespace ductus::data
