#include "eval/decoders/step_maxima.h"

#include <algorithm>
#include <cstring>
#include <limits>

#include "configs/schema/error.h"
#include "data/simd.h"

namespace ductus::eval {
namespace {

constexpr int kLanes = 16;
constexpr float kNone = -std::numeric_limits<float>::infinity();

template <int lanes>
struct Lanes {
  typedef float Values __attribute__((vector_size(lanes * sizeof(float))));
  typedef int32_t Classes __attribute__((vector_size(lanes * sizeof(int32_t))));
};

/// In each lane the best of the classes seen there.
template <int lanes>
struct Best {
  typename Lanes<lanes>::Values value;
  typename Lanes<lanes>::Classes at;
};

__attribute__((always_inline)) inline void improve(const float* from, const Lanes<kLanes>::Classes& classes,
                                                   Best<kLanes>& best) {
  Lanes<kLanes>::Values values;
  std::memcpy(&values, from, sizeof values);
  const auto above = values > best.value;
  best.value = above ? values : best.value;
  best.at = above ? classes : best.at;
}

/// The better half of each pair of lanes; of equals the first class.
template <int lanes>
__attribute__((always_inline)) inline void halve(const Best<lanes>& both, Best<lanes / 2>& better) {
  Best<lanes / 2> a;
  Best<lanes / 2> b;
  std::memcpy(&a.value, &both.value, sizeof a.value);
  std::memcpy(&a.at, &both.at, sizeof a.at);
  std::memcpy(&b.value, reinterpret_cast<const char*>(&both.value) + sizeof a.value, sizeof b.value);
  std::memcpy(&b.at, reinterpret_cast<const char*>(&both.at) + sizeof a.at, sizeof b.at);
  const auto other = (b.value > a.value) | ((b.value == a.value) & (b.at < a.at));
  better.value = other ? b.value : a.value;
  better.at = other ? b.at : a.at;
}

}  // namespace

// Vectors of the compiler's own kind: written as plain loops the lanes go through memory, ten times as slow.
DUCTUS_CLONES void step_maxima(const float* log_probs, int64_t length, int64_t classes, int32_t* best,
                               float* value) {
  const auto count = static_cast<int32_t>(classes);
  Lanes<kLanes>::Classes lane{};
  for (int i = 0; i < kLanes; ++i) lane[i] = i;
  for (int64_t t = 0; t < length; ++t) {
    const float* row = log_probs + t * classes;
    Best<kLanes> top{Lanes<kLanes>::Values{} + kNone, Lanes<kLanes>::Classes{}};
    if (count < kLanes) {
      float padded[kLanes];
      std::fill_n(std::copy_n(row, count, padded), kLanes - count, kNone);
      improve(padded, lane, top);
    } else {
      for (int32_t k = 0; k <= count - kLanes; k += kLanes) improve(row + k, lane + k, top);
      improve(row + count - kLanes, lane + (count - kLanes), top);  // the rest, and some once more
    }
    Best<8> eight;
    Best<4> four;
    Best<2> two;
    halve(top, eight);
    halve(eight, four);
    halve(four, two);
    const bool equal = two.value[1] == two.value[0];
    const bool second = equal ? two.at[1] < two.at[0] : two.value[1] > two.value[0];
    best[t] = two.at[second];
    value[t] = two.value[second];
  }
}

BestPath best_path(const Steps& steps) {
  BestPath path;
  path.classes.resize(static_cast<std::size_t>(steps.length));
  path.log_prob.resize(static_cast<std::size_t>(steps.length));
  step_maxima(steps.log_probs, steps.length, steps.classes, path.classes.data(), path.log_prob.data());
  const auto empty = std::find(path.log_prob.begin(), path.log_prob.end(), kNone);
  DUCTUS_CHECK(
      empty == path.log_prob.end(),
      "decoder: step {} has no class above probability 0, expected log-probabilities (NaN in the network?)",
      empty - path.log_prob.begin());
  return path;
}

}  // namespace ductus::eval
