#include "eval/decoders/ctc_alignment.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "configs/schema/error.h"
#include "eval/decoders/log_prob.h"
#include "models/blocks/ctc_states.h"
#include "models/blocks/log_add.h"

namespace ductus::eval {
namespace {

using models::CtcStates;
using models::log_add;

/// Labels count from 0 here, after the blank.
CtcStates states_of(const std::vector<int32_t>& labels) {
  return {labels.data(), static_cast<int64_t>(labels.size()), /*first_class=*/1};
}

/// Scores [states] after all steps: each step's is `combine(t, state, stay, advance, skip)` of the scores
/// before it plus the log-probability.
template <typename Combine>
std::vector<double> run_forward(const Steps& steps, const CtcStates& states, double least, Combine combine) {
  std::vector<double> score(static_cast<std::size_t>(states.size()), -INFINITY);
  std::vector<double> before(score.size());
  score[0] = 0;  // before the first step; from here both the first blank and the first label can be reached
  for (int64_t t = 0; t < steps.length; ++t) {
    const float* row = steps.log_probs + t * steps.classes;
    std::swap(score, before);
    std::fill(score.begin(), score.end(), -INFINITY);
    for (int64_t state = states.first(t, steps.length); state < states.last(t); ++state) {
      const auto s = static_cast<std::size_t>(state);
      const double advance = s > 0 ? before[s - 1] : -INFINITY;
      const double skip = states.skips(state) ? before[s - 2] : -INFINITY;
      score[s] = combine(t, s, before[s], advance, skip) +
                 std::max(least, log_prob_or_none(row[states.class_of(state)]));
    }
  }
  return score;
}

/// Turns the labels' states, step by step, into places.
std::vector<DecodedSymbol> places(const Steps& steps, const CtcStates& states,
                                  const std::vector<std::size_t>& path, const std::vector<int32_t>& labels) {
  std::vector<DecodedSymbol> symbols(labels.size());
  for (std::size_t t = 0; t < path.size(); ++t) {
    if (path[t] % 2 == 0) continue;
    DecodedSymbol& symbol = symbols[path[t] / 2];
    const auto step = static_cast<int32_t>(t);
    const float log_prob =
        steps.log_probs[step * steps.classes + states.class_of(static_cast<int64_t>(path[t]))];
    if (symbol.end == 0) symbol = {labels[path[t] / 2], 0, step, step};
    symbol.confidence = std::max(symbol.confidence, std::min(1.0F, std::exp(log_prob)));
    symbol.end = step + 1;
  }
  return symbols;
}

}  // namespace

int64_t steps_needed(const std::vector<int32_t>& labels) {
  return models::ctc_steps(labels.data(), static_cast<int64_t>(labels.size()));
}

double ctc_log_probability(const Steps& steps, const std::vector<int32_t>& labels) {
  if (steps_needed(labels) > steps.length) return -INFINITY;
  const CtcStates states = states_of(labels);
  const auto sum = [](int64_t, std::size_t, double stay, double advance, double skip) {
    return log_add(log_add(stay, advance), skip);
  };
  const std::vector<double> score = run_forward(steps, states, -INFINITY, sum);
  return labels.empty() ? score.back() : log_add(score.back(), score[score.size() - 2]);
}

std::vector<DecodedSymbol> align(const Steps& steps, const std::vector<int32_t>& labels) {
  DUCTUS_CHECK(steps_needed(labels) <= steps.length, "align: {} labels need {} steps, found {}",
               labels.size(), steps_needed(labels), steps.length);
  const CtcStates states = states_of(labels);
  const auto size = static_cast<std::size_t>(states.size());
  std::vector<uint8_t> back(static_cast<std::size_t>(steps.length) * size);  // states to go back by
  const auto best = [&](int64_t t, std::size_t state, double stay, double advance, double skip) {
    const double top = std::max(stay, std::max(advance, skip));
    back[static_cast<std::size_t>(t) * size + state] = top == stay ? 0 : top == advance ? 1 : 2;
    return top;
  };
  constexpr double kLeast = -1e30;  // impossible symbols too are put somewhere
  const std::vector<double> score = run_forward(steps, states, kLeast, best);
  std::vector<std::size_t> path(static_cast<std::size_t>(steps.length));
  std::size_t state = size - 1;
  if (!labels.empty() && score[state - 1] > score[state]) --state;
  for (std::size_t t = path.size(); t-- > 0;) {
    path[t] = state;
    state -= back[t * size + state];
  }
  return places(steps, states, path, labels);
}

}  // namespace ductus::eval
