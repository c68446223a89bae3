// The search of the beam decoder: the likeliest texts of a line, over all their paths.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "eval/decoders/char_lm.h"
#include "eval/decoders/decoder.h"

namespace ductus::eval {

/// What a prefix is ranked by: log P(prefix | line so far) + alpha * log P_lm(prefix) + beta * symbols.
struct BeamOptions {
  int width = 10;  ///< prefixes kept at a step
  double prune =
      0.001;  ///< a symbol less probable than this at a step makes no prefix longer there; the best one may
  double alpha = 0.3;  ///< without a language model unused
  double beta = 0;
};

/// A language model with the alphabet's symbols in its vocabulary.
struct FusedLm {
  std::shared_ptr<const CharLm> lm;     // or null
  std::vector<CharLm::Symbol> symbols;  // [alphabet.size()]
};

/// A text among those that were left at the end.
struct Hypothesis {
  std::vector<int32_t> labels;
  double log_prob = 0;  ///< log P(labels | line), of the paths that were not pruned
  double score = 0;     ///< what it is ranked by, with the language model's word on the end of the line
};

/// The beam after the last step, best first, none twice; at least one. `steps` as the contract of Decoder has
/// it.
std::vector<Hypothesis> search_prefixes(const Steps& steps, const BeamOptions& options, const FusedLm& lm);

}  // namespace ductus::eval
