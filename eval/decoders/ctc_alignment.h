// What CTC says about a given text: its probability, and where in the line its symbols are.
#pragma once

#include <cstdint>
#include <vector>

#include "eval/decoders/decoder.h"

namespace ductus::eval {

/// Steps that the labels need at least: one a symbol, and one for the blank between equal neighbours.
int64_t steps_needed(const std::vector<int32_t>& labels);

/// log P(labels | line): the sum over all paths that collapse to the labels (Graves et al. 2006, forward
/// variables). Minus infinity when there is none.
double ctc_log_probability(const Steps& steps, const std::vector<int32_t>& labels);

/// The likeliest of those paths: for each label its steps, and the largest probability that it has there.
/// Throws ductus::Error when the labels need more steps than there are.
std::vector<DecodedSymbol> align(const Steps& steps, const std::vector<int32_t>& labels);

}  // namespace ductus::eval
