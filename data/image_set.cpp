#include "data/image_set.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <numeric>
#include <set>

#include "configs/schema/error.h"
#include "data/mapped_file.h"

namespace ductus::data {
namespace {

/// XXH3-128 over a sequence of values.
class Hasher {
 public:
  Hasher() : state_(XXH3_createState(), XXH3_freeState) {
    DUCTUS_CHECK(state_ && XXH3_128bits_reset(state_.get()) == XXH_OK, "content hash: out of memory");
  }

  void add(const void* data, std::size_t bytes) { XXH3_128bits_update(state_.get(), data, bytes); }
  void add(uint64_t value) { add(&value, sizeof value); }

  std::string hex() const {
    const XXH128_hash_t hash = XXH3_128bits_digest(state_.get());
    return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
  }

 private:
  std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state_;
};

/// For each label of `from` its label in `to`, -1 where `to` does not have the symbol.
std::vector<int32_t> translation(const Alphabet& from, const Alphabet& to) {
  std::vector<int32_t> labels;
  for (const std::string& symbol : from.symbols()) labels.push_back(to.find(symbol));
  return labels;
}

std::string unused_name(const std::string& name, const std::vector<std::string>& taken) {
  std::string candidate = name;
  for (int n = 2; std::find(taken.begin(), taken.end(), candidate) != taken.end(); ++n) {
    candidate = fmt::format("{}({})", name, n);
  }
  return candidate;
}

/// Collects sets one after the other.
class Joiner {
 public:
  Joiner(const std::vector<ImageSet>& sets, const Alphabet& alphabet) : sets_(sets) {
    joined_.alphabet = alphabet;
    if (sets.empty()) return;
    joined_.height = sets.front().height;
    joined_.width = sets.front().width;
    const auto any = [&](auto has) { return std::any_of(sets.begin(), sets.end(), has); };
    named_ = any([](const ImageSet& set) { return !set.names.empty(); });
    grouped_ = any([](const ImageSet& set) { return !set.group.empty(); });
  }

  ImageSet join() {
    for (const ImageSet& set : sets_) append(set);
    joined_.pixels = joined_pixels();
    joined_.labels = std::move(labels_);
    joined_.source = std::move(source_);
    joined_.number = std::move(number_);
    joined_.group = std::move(group_);
    join_splits();
    return std::move(joined_);
  }

 private:
  void append(const ImageSet& set) {
    DUCTUS_CHECK(set.height == joined_.height && set.width == joined_.width,
                 "join: images of one set are {} x {} pixels, of another {} x {}, expected one size",
                 joined_.height, joined_.width, set.height, set.width);
    append_labels(set);
    append_ids(set);
    append_groups(set);
    joined_.ledger.add(set.ledger);
    if (joined_.preprocessing.empty()) joined_.preprocessing = set.preprocessing;
  }

  void append_labels(const ImageSet& set) {
    const std::vector<int32_t> translated = translation(set.alphabet, joined_.alphabet);
    labels_.reserve(labels_.size() + set.labels.size());
    for (int64_t i = 0; i < set.size(); ++i) {
      const auto label = static_cast<std::size_t>(set.labels[static_cast<std::size_t>(i)]);
      DUCTUS_CHECK(translated[label] >= 0, "join: {} is a '{}', which is not in the alphabet of {} symbols",
                   set.id(i), set.alphabet[label], joined_.alphabet.size());
      labels_.push_back(translated[label]);
    }
  }

  void append_ids(const ImageSet& set) {
    if (named_) {
      for (int64_t i = 0; i < set.size(); ++i) joined_.names.push_back(set.id(i));
    }
    const std::size_t before = joined_.sources.size();
    for (const std::string& name : set.sources) joined_.sources.push_back(unused_name(name, joined_.sources));
    DUCTUS_CHECK(joined_.sources.size() <= UINT16_MAX, "join: more than {} sources", UINT16_MAX);
    for (const uint16_t index : set.source) source_.push_back(static_cast<uint16_t>(before + index));
    number_.insert(number_.end(), set.number.begin(), set.number.end());
  }

  // Groups of different sets never meet; a sample without one is a group of its own.
  void append_groups(const ImageSet& set) {
    if (!grouped_) return;
    const int32_t first = next_group_;
    for (std::size_t i = 0; i < set.labels.size(); ++i) {
      const int32_t group = first + (set.group.empty() ? static_cast<int32_t>(i) : set.group[i]);
      group_.push_back(group);
      next_group_ = std::max(next_group_, group + 1);
    }
  }

  Buffer<uint8_t> joined_pixels() const {
    if (sets_.size() == 1) return sets_.front().pixels;
    PageMemory memory(
        std::accumulate(sets_.begin(), sets_.end(), std::size_t{0},
                        [](std::size_t sum, const ImageSet& set) { return sum + set.pixels.size(); }));
    std::size_t at = 0;
    for (const ImageSet& set : sets_) {
      std::copy(set.pixels.begin(), set.pixels.end(), memory.data() + at);
      at += set.pixels.size();
    }
    return memory.release();
  }

  void join_splits() {
    if (std::all_of(sets_.begin(), sets_.end(), [](const ImageSet& set) { return set.splits.empty(); }))
      return;
    std::map<std::string, std::vector<int64_t>> parts;
    int64_t offset = 0;
    for (const ImageSet& set : sets_) {
      for (const auto& [part, indices] : set.splits) {
        for (const int64_t index : indices) parts[part].push_back(offset + index);
      }
      for (int64_t i = 0; set.splits.empty() && i < set.size(); ++i) parts["train"].push_back(offset + i);
      offset += set.size();
    }
    for (auto& [part, indices] : parts) joined_.splits.emplace(part, std::move(indices));
  }

  const std::vector<ImageSet>& sets_;
  ImageSet joined_;
  bool named_ = false;
  bool grouped_ = false;
  int32_t next_group_ = 0;
  std::vector<int32_t> labels_;
  std::vector<uint16_t> source_;
  std::vector<uint32_t> number_;
  std::vector<int32_t> group_;
};

/// values[indices], or nothing where there are no values.
template <typename Values, typename T = std::decay_t<decltype(std::declval<Values>()[0])>>
std::vector<T> gather(const Values& values, const std::vector<int64_t>& indices) {
  std::vector<T> gathered;
  if (values.empty()) return gathered;
  gathered.reserve(indices.size());
  for (const int64_t i : indices) gathered.push_back(values[static_cast<std::size_t>(i)]);
  return gathered;
}

void check_index(int64_t index, int64_t size, const std::string& where) {
  DUCTUS_CHECK(index >= 0 && index < size, "{}: index {} is outside a set of {} samples", where, index, size);
}

}  // namespace

std::string ImageSet::id(int64_t i) const {
  const auto at = static_cast<std::size_t>(i);
  if (!names.empty()) return names[at];
  return fmt::format("{}#{}", sources[source[at]], number[at]);
}

std::vector<int64_t> ImageSet::class_counts() const {
  std::vector<int64_t> counts(alphabet.size());
  for (const int32_t label : labels) ++counts[static_cast<std::size_t>(label)];
  return counts;
}

std::vector<int64_t> ImageSet::class_counts(const std::vector<int64_t>& indices) const {
  std::vector<int64_t> counts(alphabet.size());
  for (const int64_t i : indices) ++counts[static_cast<std::size_t>(labels[static_cast<std::size_t>(i)])];
  return counts;
}

void ImageSet::check(const std::string& where) const {
  const std::size_t n = labels.size();
  DUCTUS_CHECK(height > 0 && width > 0, "{}: images are {} x {} pixels, expected at least 1 x 1", where,
               height, width);
  const std::size_t bytes = n * static_cast<std::size_t>(height) * static_cast<std::size_t>(width);
  DUCTUS_CHECK(pixels.size() == bytes, "{}: expected {} bytes of pixels for {} labels, found {}", where,
               bytes, n, pixels.size());
  DUCTUS_CHECK(source.size() == n && number.size() == n,
               "{}: expected a source and number for each of {} labels, found {} and {}", where, n,
               source.size(), number.size());
  DUCTUS_CHECK(names.empty() || names.size() == n, "{}: expected {} names, found {}", where, n, names.size());
  DUCTUS_CHECK(group.empty() || group.size() == n, "{}: expected {} groups, found {}", where, n,
               group.size());
  for (std::size_t i = 0; i < n; ++i) {
    DUCTUS_CHECK(source[i] < sources.size(), "{}: sample {} is of source {}, expected one of {}", where, i,
                 source[i], sources.size());
    DUCTUS_CHECK(labels[i] >= 0 && static_cast<std::size_t>(labels[i]) < alphabet.size(),
                 "{}: {} has label {}, expected 0 to {}", where, id(static_cast<int64_t>(i)), labels[i],
                 static_cast<int64_t>(alphabet.size()) - 1);
  }
  for (const auto& [part, indices] : splits) {
    const std::string split = fmt::format("{}: split '{}'", where, part);
    for (const int64_t index : indices) check_index(index, size(), split);
  }
}

std::string ImageSet::content_hash() const {
  Hasher hasher;
  hasher.add(static_cast<uint64_t>(height));
  hasher.add(static_cast<uint64_t>(width));
  hasher.add(alphabet.size());
  for (const std::string& symbol : alphabet.symbols()) {
    hasher.add(symbol.size());
    hasher.add(symbol.data(), symbol.size());
  }
  hasher.add(labels.size());
  hasher.add(labels.data(), labels.size() * sizeof(int32_t));
  hasher.add(pixels.data(), pixels.size());
  return hasher.hex();
}

ImageSet join(const std::vector<ImageSet>& sets, const Alphabet& alphabet) {
  return Joiner(sets, alphabet).join();
}

ImageSet subset(const ImageSet& set, const std::vector<int64_t>& indices) {
  ImageSet part;
  part.height = set.height;
  part.width = set.width;
  part.alphabet = set.alphabet;
  part.sources = set.sources;
  part.preprocessing = set.preprocessing;
  const std::size_t bytes = static_cast<std::size_t>(set.height) * static_cast<std::size_t>(set.width);
  PageMemory pixels(indices.size() * bytes);
  for (std::size_t i = 0; i < indices.size(); ++i) {
    check_index(indices[i], set.size(), "subset");
    std::memcpy(pixels.data() + i * bytes, set.image(indices[i]), bytes);
  }
  part.pixels = pixels.release();
  part.labels = gather(set.labels, indices);
  part.source = gather(set.source, indices);
  part.number = gather(set.number, indices);
  part.names = gather(set.names, indices);
  part.group = gather(set.group, indices);
  part.ledger.use(static_cast<int64_t>(indices.size()));
  return part;
}

}  // namespace ductus::data
