#include <algorithm>
#include <cmath>

#include "eval/decoders/decoder.h"
#include "eval/decoders/step_maxima.h"

namespace ductus::eval {
namespace {

/// Steps [begin, end) of one class, whose best step is `peak`.
struct Run {
  std::size_t begin, end, peak;
};

Run run_at(const BestPath& path, std::size_t begin) {
  Run run{begin, begin + 1, begin};
  for (; run.end < path.classes.size() && path.classes[run.end] == path.classes[begin]; ++run.end) {
    if (path.log_prob[run.end] > path.log_prob[run.peak]) run.peak = run.end;
  }
  return run;
}

float probability(float log_prob) { return std::min(1.0F, std::exp(log_prob)); }

/// Probability at step t of all classes that leave the text as it is: the best one, and those of the
/// neighbouring steps, since a symbol may as well begin or end a step sooner or later.
double agreeing(const Steps& steps, const BestPath& path, std::size_t t) {
  constexpr float kSure = -1e-4F;  // most steps: the neighbours could add nothing
  if (path.log_prob[t] > kSure) return 1;
  const float* row = steps.log_probs + static_cast<int64_t>(t) * steps.classes;
  const int32_t own = path.classes[t];
  const int32_t before = t > 0 ? path.classes[t - 1] : own;
  const int32_t after = t + 1 < path.classes.size() ? path.classes[t + 1] : own;
  double sum = std::exp(row[own]);
  if (before != own) sum += std::exp(row[before]);
  if (after != own && after != before) sum += std::exp(row[after]);
  return std::min(1.0, sum);
}

/// Best path decoding (Graves et al. 2006, "Connectionist temporal classification"): the best class of every
/// step, repetitions made one, blanks dropped.
///
/// The line's confidence is the product over its steps of the probability that agrees with the text: at the
/// best step of a symbol, and of a blank between two equal symbols, its own; at all others also that of the
/// neighbouring steps' classes. That lies near the probability of the text (ctc_log_probability), which the
/// best path's own product understates wherever a boundary is uncertain, at a small part of the cost.
class Greedy : public Decoder {
 public:
  explicit Greedy(const data::Alphabet& alphabet) : alphabet_(alphabet) {}

  Decoded decode(const Steps& steps) const override {
    check_steps(steps, alphabet_);
    const BestPath path = best_path(steps);
    Decoded decoded;
    decoded.confidence = 1;
    for (std::size_t at = 0; at < path.classes.size();) {
      const Run run = run_at(path, at);
      const int32_t label = path.classes[at] - 1;
      const bool divides = label < 0 && at > 0 && run.end < path.classes.size() &&
                           path.classes[at - 1] == path.classes[run.end];
      const bool peaked = label >= 0 || divides;
      for (std::size_t t = run.begin; t < run.end; ++t) {
        decoded.confidence *=
            peaked && t == run.peak ? probability(path.log_prob[t]) : agreeing(steps, path, t);
      }
      if (label >= 0) {
        decoded.symbols.push_back({label, probability(path.log_prob[run.peak]),
                                   static_cast<int32_t>(run.begin), static_cast<int32_t>(run.end)});
      }
      at = run.end;
    }
    decoded.text = text_of(decoded.symbols, alphabet_);
    return decoded;
  }

 private:
  data::Alphabet alphabet_;
};

}  // namespace

std::unique_ptr<Decoder> make_greedy(const data::Alphabet& alphabet, const config::Node& options) {
  options.fields().finish();
  return std::make_unique<Greedy>(alphabet);
}

}  // namespace ductus::eval
