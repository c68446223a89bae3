// A small set of characters that a network can learn: bars of several directions, drawn with noise.
#pragma once

#include "data/image_set.h"
#include "data/rng.h"

namespace ductus::test {

/// `count` images of 28 x 28, classes taken in turn: a bright bar at a place of its own for each class, on
/// noise.
inline data::ImageSet bars(int64_t count, int classes, uint64_t seed = 1) {
  std::vector<uint8_t> pixels;
  std::vector<int32_t> labels;
  std::vector<uint32_t> number;
  for (int64_t i = 0; i < count; ++i) {
    const int label = static_cast<int>(i % classes);
    data::Rng rng(seed, 0, static_cast<uint64_t>(i), data::Purpose::kSynth);
    for (int y = 0; y < 28; ++y) {
      for (int x = 0; x < 28; ++x) {
        const int along = label % 2 == 0 ? x : y, place = 3 + 20 * label / classes;
        pixels.push_back(
            static_cast<uint8_t>(along >= place && along < place + 3 ? 200 + rng.below(50) : rng.below(60)));
      }
    }
    labels.push_back(label);
    number.push_back(static_cast<uint32_t>(i));
  }
  data::ImageSet set;
  set.alphabet =
      data::Alphabet::from_characters(std::string("ABCDEFGHIJ").substr(0, static_cast<std::size_t>(classes)));
  set.pixels = std::move(pixels);
  set.source = std::vector<uint16_t>(static_cast<std::size_t>(count), 0);
  set.labels = std::move(labels);
  set.number = std::move(number);
  set.sources = {"bars"};
  set.ledger.use(count);
  return set;
}

}  // namespace ductus::test
