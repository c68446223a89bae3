#include "data/image_set.h"

#include <algorithm>
#include <cstring>
#include <numeric>

#include "configs/schema/error.h"
#include "data/content_hash.h"
#include "data/mapped_file.h"

namespace ductus::data {
namespace {

/// For each label of `from` its label in `to`, -1 where `to` does not have the symbol.
std::vector<int32_t> translation(const Alphabet& from, const Alphabet& to) {
  std::vector<int32_t> labels;
  for (const std::string& symbol : from.symbols()) labels.push_back(to.find(symbol));
  return labels;
}

void append_labels(const ImageSet& set, const Alphabet& alphabet, std::vector<int32_t>& labels) {
  const std::vector<int32_t> translated = translation(set.alphabet, alphabet);
  labels.reserve(labels.size() + set.labels.size());
  for (int64_t i = 0; i < set.size(); ++i) {
    const auto label = static_cast<std::size_t>(set.labels[static_cast<std::size_t>(i)]);
    DUCTUS_CHECK(translated[label] >= 0, "join: {} is a '{}', which is not in the alphabet of {} symbols",
                 set.id(i), set.alphabet[label], alphabet.size());
    labels.push_back(translated[label]);
  }
}

Buffer<uint8_t> joined_pixels(const std::vector<ImageSet>& sets) {
  if (sets.size() == 1) return sets.front().pixels;
  PageMemory memory(
      std::accumulate(sets.begin(), sets.end(), std::size_t{0},
                      [](std::size_t sum, const ImageSet& set) { return sum + set.pixels.size(); }));
  std::size_t at = 0;
  for (const ImageSet& set : sets) {
    std::copy(set.pixels.begin(), set.pixels.end(), memory.data() + at);
    at += set.pixels.size();
  }
  return memory.release();
}

}  // namespace

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
  check_samples(where, n);
  for (std::size_t i = 0; i < n; ++i) {
    DUCTUS_CHECK(labels[i] >= 0 && static_cast<std::size_t>(labels[i]) < alphabet.size(),
                 "{}: {} has label {}, expected 0 to {}", where, id(static_cast<int64_t>(i)), labels[i],
                 static_cast<int64_t>(alphabet.size()) - 1);
  }
}

std::string ImageSet::content_hash() const {
  ContentHash hash;
  hash.add(static_cast<uint64_t>(height));
  hash.add(static_cast<uint64_t>(width));
  hash.add(alphabet);
  hash.add(labels.size());
  hash.add(labels.data(), labels.size() * sizeof(int32_t));
  hash.add(pixels.data(), pixels.size());
  return hash.hex();
}

ImageSet join(const std::vector<ImageSet>& sets, const Alphabet& alphabet) {
  ImageSet joined;
  joined.alphabet = alphabet;
  if (!sets.empty()) {
    joined.height = sets.front().height;
    joined.width = sets.front().width;
  }
  std::vector<int32_t> labels;
  for (const ImageSet& set : sets) {
    DUCTUS_CHECK(set.height == joined.height && set.width == joined.width,
                 "join: images of one set are {} x {} pixels, of another {} x {}, expected one size",
                 joined.height, joined.width, set.height, set.width);
    append_labels(set, alphabet, labels);
  }
  join_samples(sample_sets(sets), joined);
  joined.labels = std::move(labels);
  joined.pixels = joined_pixels(sets);
  return joined;
}

ImageSet subset(const ImageSet& set, const std::vector<int64_t>& indices) {
  ImageSet part;
  take_samples(set, indices, part);
  part.height = set.height;
  part.width = set.width;
  part.labels = gather(set.labels, indices);
  const std::size_t bytes = static_cast<std::size_t>(set.height) * static_cast<std::size_t>(set.width);
  PageMemory pixels(indices.size() * bytes);
  for (std::size_t i = 0; i < indices.size(); ++i)
    std::memcpy(pixels.data() + i * bytes, set.image(indices[i]), bytes);
  part.pixels = pixels.release();
  return part;
}

}  // namespace ductus::data
