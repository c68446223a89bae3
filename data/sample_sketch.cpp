#include "data/sample_sketch.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <charconv>
#include <limits>

#include "configs/schema/error.h"

namespace ductus::data {
namespace {

constexpr int kBits = 48;
constexpr std::size_t kDigits = kBits / 4;

uint64_t hash_of(const std::string& text, int height, int width, const uint8_t* pixels) {
  const uint64_t head[] = {XXH3_64bits(text.data(), text.size()), static_cast<uint64_t>(height),
                           static_cast<uint64_t>(width)};
  const std::size_t bytes = static_cast<std::size_t>(height) * static_cast<std::size_t>(width);
  return XXH3_64bits_withSeed(pixels, bytes, XXH3_64bits(head, sizeof head)) >> (64 - kBits);
}

}  // namespace

std::vector<uint64_t> sample_hashes(const ImageSet& set, const std::vector<int64_t>& indices) {
  std::vector<uint64_t> hashes;
  hashes.reserve(indices.size());
  for (const int64_t i : indices) {
    const auto label = static_cast<std::size_t>(set.labels[static_cast<std::size_t>(i)]);
    hashes.push_back(hash_of(set.alphabet[label], set.height, set.width, set.image(i)));
  }
  return hashes;
}

std::vector<uint64_t> sample_hashes(const LineSet& set, const std::vector<int64_t>& indices) {
  std::vector<uint64_t> hashes;
  hashes.reserve(indices.size());
  for (const int64_t i : indices) {
    const auto at = static_cast<std::size_t>(i);
    hashes.push_back(hash_of(set.texts[at], set.height, set.width[at], set.image(i)));
  }
  return hashes;
}

SampleSketch::SampleSketch(std::vector<uint64_t> hashes) : kept_(std::move(hashes)) {
  std::sort(kept_.begin(), kept_.end());
  kept_.erase(std::unique(kept_.begin(), kept_.end()), kept_.end());
  kept_.resize(std::min(kept_.size(), kKept));
  kept_.shrink_to_fit();
}

SampleSketch::Overlap SampleSketch::overlap(const std::vector<uint64_t>& hashes) const {
  Overlap overlap;
  if (kept_.empty()) return overlap;
  const uint64_t largest = kept_.size() < kKept ? std::numeric_limits<uint64_t>::max() : kept_.back();
  for (const uint64_t hash : hashes) {
    if (hash > largest) continue;
    ++overlap.told;
    overlap.found += std::binary_search(kept_.begin(), kept_.end(), hash) ? 1 : 0;
  }
  return overlap;
}

std::string SampleSketch::text() const {
  std::string text;
  text.reserve(kept_.size() * kDigits);
  for (const uint64_t hash : kept_) fmt::format_to(std::back_inserter(text), "{:012x}", hash);
  return text;
}

SampleSketch SampleSketch::from_text(std::string_view text) {
  DUCTUS_CHECK(text.size() % kDigits == 0 && text.size() / kDigits <= kKept,
               "a sketch of samples: expected at most {} numbers of {} digits, found {} digits", kKept,
               kDigits, text.size());
  SampleSketch sketch;
  for (std::size_t from = 0; from < text.size(); from += kDigits) {
    uint64_t hash = 0;
    const char *begin = text.data() + from, *end = begin + kDigits;
    const auto [stop, error] = std::from_chars(begin, end, hash, 16);
    DUCTUS_CHECK(error == std::errc() && stop == end && (sketch.kept_.empty() || sketch.kept_.back() < hash),
                 "a sketch of samples: expected ascending hexadecimal numbers of {} digits, at digit {}",
                 kDigits, from);
    sketch.kept_.push_back(hash);
  }
  return sketch;
}

}  // namespace ductus::data
