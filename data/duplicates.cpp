#include "data/duplicates.h"

#include <xxhash.h>

#include <algorithm>
#include <cstring>
#include <unordered_map>
#include <unordered_set>

#include "data/split.h"

namespace ductus::data {
namespace {

struct HashOfHash {
  std::size_t operator()(const XXH128_hash_t& hash) const { return hash.low64; }
};
struct SameHash {
  bool operator()(const XXH128_hash_t& a, const XXH128_hash_t& b) const { return XXH128_isEqual(a, b) != 0; }
};
using Hashes = std::vector<XXH128_hash_t>;
using HashSet = std::unordered_set<XXH128_hash_t, HashOfHash, SameHash>;

std::size_t image_bytes(const ImageSet& set, int64_t) {
  return static_cast<std::size_t>(set.height) * static_cast<std::size_t>(set.width);
}
std::size_t image_bytes(const LineSet& set, int64_t i) { return set.image_bytes(i); }

bool say_the_same(const ImageSet& set, int64_t a, int64_t b) { return set.labels[a] == set.labels[b]; }
bool say_the_same(const LineSet& set, int64_t a, int64_t b) { return set.texts[a] == set.texts[b]; }

/// Of pixels alone: lines of one height that have as many bytes are equally wide.
template <typename Set>
Hashes hashes_of(const Set& set) {
  Hashes hashes;
  hashes.reserve(static_cast<std::size_t>(set.size()));
  for (int64_t i = 0; i < set.size(); ++i) hashes.push_back(XXH3_128bits(set.image(i), image_bytes(set, i)));
  return hashes;
}

template <typename Set>
void count_repeated(const Set& set, const Hashes& hashes, Duplicates& result) {
  std::unordered_map<XXH128_hash_t, int64_t, HashOfHash, SameHash> first_sample;
  first_sample.reserve(hashes.size());
  for (std::size_t i = 0; i < hashes.size(); ++i) {
    const auto [first, is_new] = first_sample.emplace(hashes[i], static_cast<int64_t>(i));
    if (is_new) continue;
    ++result.repeated;
    if (!say_the_same(set, first->second, static_cast<int64_t>(i))) ++result.conflicting;
  }
}

Leak leak_between(const SampleSet& set, const Hashes& hashes, const std::string& part,
                  const std::string& other) {
  HashSet known;
  for (const int64_t i : set.splits.at(other)) known.insert(hashes[i]);
  const auto& samples = set.splits.at(part);
  const auto leaked = [&](int64_t i) { return known.count(hashes[i]) > 0; };
  return {part, other, std::count_if(samples.begin(), samples.end(), leaked)};
}

template <typename Set>
Duplicates find(const Set& set) {
  const Hashes hashes = hashes_of(set);
  Duplicates result;
  count_repeated(set, hashes, result);
  for (auto part = set.splits.begin(); part != set.splits.end(); ++part) {
    for (auto other = std::next(part); other != set.splits.end(); ++other) {
      // Parts come in alphabetical order; what is judged on ("test", "validation") is held against "train".
      const bool swap = part->first == "train";
      result.leaks.push_back(swap ? leak_between(set, hashes, other->first, part->first)
                                  : leak_between(set, hashes, part->first, other->first));
    }
  }
  return result;
}

template <typename Set>
Set without(const Set& set) {
  const Hashes hashes = hashes_of(set);
  HashSet seen;
  std::vector<int64_t> kept;
  Ledger ledger = set.ledger;
  for (int64_t i = 0; i < set.size(); ++i) {
    if (seen.insert(hashes[static_cast<std::size_t>(i)]).second) {
      kept.push_back(i);
    } else {
      ledger.use(-1);
      ledger.drop("duplicate", set.id(i));
    }
  }
  Set unique = subset(set, kept);
  unique.ledger = ledger;
  unique.splits = remaining_splits(set.splits, kept, set.size());
  return unique;
}

}  // namespace

Duplicates find_duplicates(const ImageSet& set) { return find(set); }
Duplicates find_duplicates(const LineSet& set) { return find(set); }

ImageSet without_duplicates(const ImageSet& set) { return without(set); }
LineSet without_duplicates(const LineSet& set) { return without(set); }

}  // namespace ductus::data
