// Small draws that texts are made of.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "configs/schema/yaml_reader.h"
#include "data/rng.h"

namespace ductus::data {

/// A whole number from low to high, both possible.
struct Span {
  int32_t low = 0, high = 0;

  int32_t draw(Rng& rng) const {
    return low + static_cast<int32_t>(rng.below(static_cast<uint32_t>(high - low) + 1));
  }
};

/// Reads `key: [low, high]`, both within [least, 1000]; when absent, leaves it as it is.
inline void read_span(config::Fields& fields, const std::string& key, Span& span, int32_t least) {
  std::array<int32_t, 2> bounds = {span.low, span.high};
  fields.optional(key, bounds, config::Range<int32_t>{least, 1000});
  if (bounds[0] > bounds[1]) {
    fields.reject(key, fmt::format("expected [low, high], found [{}, {}]", bounds[0], bounds[1]));
  }
  span = {bounds[0], bounds[1]};
}

/// One of a list, all with the same chance.
template <typename List>
const auto& pick(Rng& rng, const List& list) {
  return list[rng.below(static_cast<uint32_t>(std::size(list)))];
}

/// The place of one of a list of things that have a `share`, by their shares.
template <typename List>
std::size_t draw_share(const List& list, Rng& rng) {
  double total = 0;
  for (const auto& thing : list) total += thing.share;
  double at = rng.uniform() * total;
  std::size_t chosen = 0;
  while (chosen + 1 < list.size() && (at -= list[chosen].share) >= 0) ++chosen;
  return chosen;
}

/// The text without spaces at its ends.
inline std::string stripped(std::string text) {
  text.erase(text.find_last_not_of(' ') + 1);
  text.erase(0, text.find_first_not_of(' '));
  return text;
}

}  // namespace ductus::data
