// A pattern as the tree that an automaton is built from.
#pragma once

#include <string>
#include <vector>

#include "data/alphabet.h"

namespace ductus::eval {

/// Part of a pattern (pattern_automaton.h), over an alphabet.
struct PatternTree {
  enum class Kind { kLabels, kSequence, kEither, kRepeat };
  static constexpr int kUnbounded = -1;

  Kind kind = Kind::kSequence;
  std::vector<char> labels;        // kLabels: [alphabet.size()], whether it may be this one
  std::vector<PatternTree> parts;  // the others; kRepeat has one
  int least = 1;                   // kRepeat
  int most = 1;                    // kRepeat, or kUnbounded
};

/// Throws ductus::Error (usage) with the place in the pattern when it is malformed.
PatternTree parse_pattern(const std::string& pattern, const data::Alphabet& alphabet);

}  // namespace ductus::eval
