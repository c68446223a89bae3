// The best class of every step: the inner loop of greedy decoding.
#pragma once

#include <cstdint>
#include <vector>

#include "eval/decoders/decoder.h"

namespace ductus::eval {

/// For each row of `log_probs` [length, classes] its largest value and the first class that has it. NaN is
/// never the largest; a row without anything above minus infinity gives class 0 and minus infinity.
void step_maxima(const float* log_probs, int64_t length, int64_t classes, int32_t* best, float* value);

/// The best class of every step, with its log-probability. [length]
struct BestPath {
  std::vector<int32_t> classes;
  std::vector<float> log_prob;
};

/// Throws ductus::Error, as decoders do, when a step has no class above probability 0.
BestPath best_path(const Steps& steps);

}  // namespace ductus::eval
