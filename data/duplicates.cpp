#include "data/duplicates.h"

#include <xxhash.h>

#include <algorithm>
#include <cstring>
#include <unordered_map>
#include <unordered_set>

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

Hashes hashes_of(const ImageSet& set) {
  const std::size_t bytes = static_cast<std::size_t>(set.height) * set.width;
  Hashes hashes;
  hashes.reserve(set.labels.size());
  for (int64_t i = 0; i < set.size(); ++i) hashes.push_back(XXH3_128bits(set.image(i), bytes));
  return hashes;
}

void count_repeated(const ImageSet& set, const Hashes& hashes, Duplicates& result) {
  std::unordered_map<XXH128_hash_t, int32_t, HashOfHash, SameHash> first_label;
  first_label.reserve(hashes.size());
  for (std::size_t i = 0; i < hashes.size(); ++i) {
    const auto [first, is_new] = first_label.emplace(hashes[i], set.labels[i]);
    if (is_new) continue;
    ++result.repeated;
    if (first->second != set.labels[i]) ++result.conflicting;
  }
}

Leak leak_between(const ImageSet& set, const Hashes& hashes, const std::string& part,
                  const std::string& other) {
  HashSet known;
  for (const int64_t i : set.splits.at(other)) known.insert(hashes[i]);
  const auto& samples = set.splits.at(part);
  const auto leaked = [&](int64_t i) { return known.count(hashes[i]) > 0; };
  return {part, other, std::count_if(samples.begin(), samples.end(), leaked)};
}

}  // namespace

Duplicates find_duplicates(const ImageSet& set) {
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

ImageSet without_duplicates(const ImageSet& set) {
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
  ImageSet unique = subset(set, kept);
  unique.ledger = ledger;
  return unique;
}

}  // namespace ductus::data
