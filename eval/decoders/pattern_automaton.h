// A pattern over an alphabet, as the automaton that reads exactly the texts it describes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/alphabet.h"

namespace ductus::eval {

/// Deterministic; state 0 is the start.
struct PatternAutomaton {
  static constexpr int32_t kNone = -1;

  std::size_t labels = 0;     // of the alphabet
  std::vector<int32_t> next;  // [states, labels]: the state after a label, or kNone
  std::vector<char> accepts;  // [states]: whether a text may end there

  std::size_t states() const { return accepts.size(); }
  int32_t after(std::size_t state, std::size_t label) const { return next[state * labels + label]; }
};

/// Patterns are regular expressions of the common kind, for whole texts, by code point:
///
///     a      itself                       [a-z,] [^0-9]  one of these, none of these
///     .      any symbol                   x? x* x+       at most once, any number of times, at least once
///     \d     a digit, 0 to 9              x{3} x{1,3} x{2,}
///     \w     a letter, a digit or _       xy  x|y  (x)
///     \s     white space                  \.     any sign: the sign itself
///
/// ^ at the very beginning and $ at the very end may be written and change nothing. Characters that the
/// alphabet does not have make their alternative impossible. Throws ductus::Error (usage) with the place in
/// the pattern when it is malformed, when no text of the alphabet matches, when it needs more than 4,096
/// states, and when these are too much work to find.
PatternAutomaton compile_pattern(const std::string& pattern, const data::Alphabet& alphabet);

}  // namespace ductus::eval
