// Capitals and small letters of printed ASCII; other letters stay.
#pragma once

#include <array>
#include <string>

#include "configs/schema/yaml_reader.h"
#include "data/rng.h"

namespace ductus::data {

enum class LetterCase {
  kUpper,
  kMixed,  ///< "Tel No: 1234": words in small letters after a capital; GST, BHD and codes in capitals
  kLower
};

void change_case(std::string& text, LetterCase to);

/// How often receipts are printed in which case: `case: {upper: 0.85, mixed: 0.12, lower: 0.03}`.
struct CaseShares {
  std::array<float, 3> shares = {0.85F, 0.12F, 0.03F};

  /// Strict. Throws ductus::Error (usage) naming the key.
  static CaseShares read(const config::Node& node) { return read(node, CaseShares()); }
  static CaseShares read(const config::Node& node, CaseShares defaults);

  LetterCase draw(Rng& rng) const;
};

}  // namespace ductus::data
