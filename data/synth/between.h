// A number of a recipe that is drawn between two others.
#pragma once

#include <array>
#include <string>

#include "configs/schema/yaml_reader.h"
#include "data/rng.h"

namespace ductus::data {

/// Drawn evenly between the two, the smaller first.
using Between = std::array<float, 2>;

inline float within(Rng& rng, const Between& span) { return rng.uniform(span[0], span[1]); }

/// Reads `key: [low, high]`, both in the range; `value` is the default.
/// Throws ductus::Error (usage) where the larger comes first.
inline void read_between(config::Fields& fields, const std::string& key, Between& value,
                         const config::Range<float>& range) {
  fields.optional(key, value, range);
  if (value[0] > value[1])
    fields.reject(key, fmt::format("expected the smaller number first, found [{}, {}]", value[0], value[1]));
}

}  // namespace ductus::data
