// The `fonts:` of a recipe: which typefaces are drawn from.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "configs/schema/yaml_reader.h"
#include "data/synth/typeset/typefaces.h"

namespace ductus::data {

/// `fonts: {from: [FOLDER, FILE, FAMILY, ...], part: train, test_share: 0.2, split_seed: 1}`
struct TypefaceChoice {
  std::vector<std::string> from;  ///< as Typefaces::load() takes them; empty: those of receipts
  std::optional<FontPart> part;   ///< `train` or `test`; none: all, `all`
  double test_share = 0.2;        ///< of the families, kept for tests
  uint64_t split_seed = 1;

  /// Strict. Throws ductus::Error (usage) naming the key.
  static TypefaceChoice read(const config::Node& node);

  /// Throws ductus::Error as Typefaces does.
  Typefaces load() const;
};

}  // namespace ductus::data
