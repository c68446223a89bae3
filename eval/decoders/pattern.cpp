#include <algorithm>
#include <cmath>

#include "eval/decoders/ctc_alignment.h"
#include "eval/decoders/decoder.h"
#include "eval/decoders/log_prob.h"
#include "eval/decoders/pattern_automaton.h"
#include "eval/decoders/step_maxima.h"

namespace ductus::eval {
namespace {

/// Patterns that have a name.
struct Named {
  const char* name;
  const char* pattern;
};
constexpr Named kNamed[] = {
    {"price", R"((-?([A-Z]{2,3}|[$€£¥]) ?)?-?(\d{1,3}(,\d{3})+|\d+)[.,]\d{2})"},
    {"date",
     R"((0?[1-9]|[12]\d|3[01])([/.-])(0?[1-9]|[12]\d|3[01])([/.-])((19|20)\d\d|\d\d))"
     R"(|(19|20)\d\d[/.-](0?[1-9]|1[0-2])[/.-](0?[1-9]|[12]\d|3[01]))"
     R"(|(0?[1-9]|[12]\d|3[01])[ -]?(JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[ -]?((19|20)\d\d|\d\d))"},
};

std::string pattern_of(const std::string& match) {
  for (const Named& named : kNamed) {
    if (match == named.name) return named.pattern;
  }
  return match;
}

constexpr double kLeast = -1e30;  // an impossible class: whatever matches is better than nothing
constexpr int32_t kNone = -1;

/// The best path among those whose text the automaton reads. Places of the path: "in automaton state q, last
/// step a blank", and "came to q with label d, which the last step is".
class PatternSearch {
 public:
  PatternSearch(const PatternAutomaton& automaton) : automaton_(automaton) {
    const auto states = static_cast<int32_t>(automaton.states());
    std::vector<int32_t> place(automaton.next.size(), kNone);
    for (int32_t from = 0; from < states; ++from) {
      for (std::size_t d = 0; d < automaton.labels; ++d) {
        const int32_t to = automaton.after(static_cast<std::size_t>(from), d);
        if (to == kNone) continue;
        int32_t& arrival = place[static_cast<std::size_t>(to) * automaton.labels + d];
        if (arrival == kNone) {
          arrival = states + static_cast<int32_t>(arrivals_.size());
          arrivals_.push_back({to, static_cast<int32_t>(d)});
        }
        edges_.push_back({from, static_cast<int32_t>(d), arrival});
      }
    }
  }

  /// Whether a text was found; its labels.
  bool run(const Steps& steps, std::vector<int32_t>& labels) const {
    const std::size_t places = automaton_.states() + arrivals_.size();
    std::vector<double> score(places, -INFINITY);
    std::vector<double> next(places);
    std::vector<int32_t> back(static_cast<std::size_t>(steps.length) * places);
    std::vector<Leaving> leaving(automaton_.states());
    score[0] = 0;
    for (int64_t t = 0; t < steps.length; ++t) {
      find_leaving(score, leaving);
      advance(steps.log_probs + t * steps.classes, score, leaving, next,
              back.data() + static_cast<std::size_t>(t) * places);
      std::swap(score, next);
    }
    const int32_t last = best_end(score);
    if (last == kNone) return false;
    labels = trace(back, places, last);
    return true;
  }

 private:
  struct Arrival {
    int32_t state, label;
  };
  struct Edge {
    int32_t from, label, arrival;
  };

  /// The best places in an automaton state: the one that a step may leave by any label but `label`, then the
  /// next best.
  struct Leaving {
    int32_t best = kNone, label = kNone, second = kNone;
    double best_score = -INFINITY, second_score = -INFINITY;

    void offer(int32_t place, int32_t with, double score) {
      if (score > best_score) {
        second = best;
        second_score = best_score;
        best = place;
        label = with;
        best_score = score;
      } else if (score > second_score) {
        second = place;
        second_score = score;
      }
    }
  };

  static std::size_t index(int32_t i) { return static_cast<std::size_t>(i); }

  void find_leaving(const std::vector<double>& score, std::vector<Leaving>& leaving) const {
    const auto states = static_cast<int32_t>(automaton_.states());
    for (int32_t q = 0; q < states; ++q) {
      leaving[index(q)] = Leaving();
      leaving[index(q)].offer(q, kNone, score[index(q)]);
    }
    for (std::size_t i = 0; i < arrivals_.size(); ++i) {
      const int32_t place = states + static_cast<int32_t>(i);
      leaving[index(arrivals_[i].state)].offer(place, arrivals_[i].label, score[index(place)]);
    }
  }

  void advance(const float* row, const std::vector<double>& score, const std::vector<Leaving>& leaving,
               std::vector<double>& next, int32_t* back) const {
    const std::size_t states = automaton_.states();
    for (std::size_t q = 0; q < states; ++q) {
      next[q] = leaving[q].best_score;
      back[q] = leaving[q].best;
    }
    for (std::size_t place = states; place < next.size(); ++place) {  // the symbol goes on
      next[place] = score[place];
      back[place] = static_cast<int32_t>(place);
    }
    for (const Edge& edge : edges_) {
      const Leaving& from = leaving[index(edge.from)];
      const bool again = from.label == edge.label;  // without a blank it would be the same symbol
      const double reached = again ? from.second_score : from.best_score;
      if (reached > next[index(edge.arrival)]) {
        next[index(edge.arrival)] = reached;
        back[edge.arrival] = again ? from.second : from.best;
      }
    }
    const auto log_prob = [row](int32_t label) { return std::max(kLeast, log_prob_or_none(row[label + 1])); };
    for (std::size_t q = 0; q < states; ++q) next[q] += log_prob(kNone);
    for (std::size_t i = 0; i < arrivals_.size(); ++i) next[states + i] += log_prob(arrivals_[i].label);
  }

  int32_t best_end(const std::vector<double>& score) const {
    int32_t best = kNone;
    for (std::size_t place = 0; place < score.size(); ++place) {
      const std::size_t q =
          place < automaton_.states() ? place : index(arrivals_[place - automaton_.states()].state);
      if (!automaton_.accepts[q] || score[place] == -INFINITY) continue;
      if (best == kNone || score[place] > score[index(best)]) best = static_cast<int32_t>(place);
    }
    return best;
  }

  std::vector<int32_t> trace(const std::vector<int32_t>& back, std::size_t places, int32_t place) const {
    std::vector<int32_t> labels;
    for (std::size_t t = back.size() / places; t-- > 0;) {
      const int32_t before = back[t * places + index(place)];
      if (before != place && index(place) >= automaton_.states()) {
        labels.push_back(arrivals_[index(place) - automaton_.states()].label);
      }
      place = before;
    }
    std::reverse(labels.begin(), labels.end());
    return labels;
  }

  const PatternAutomaton& automaton_;
  std::vector<Arrival> arrivals_;
  std::vector<Edge> edges_;
};

/// The likeliest path (Viterbi) among those of texts that match a pattern as a whole. The confidence is the
/// text's probability P(text | line): low where the line says something else. When the steps are too few for
/// any text that matches the text is empty and the confidence 0.
class Pattern : public Decoder {
 public:
  Pattern(const data::Alphabet& alphabet, const std::string& match)
      : alphabet_(alphabet), automaton_(compile_pattern(pattern_of(match), alphabet)), search_(automaton_) {}

  Decoded decode(const Steps& steps) const override {
    check_steps(steps, alphabet_);
    best_path(steps);  // for its errors
    Decoded decoded;
    std::vector<int32_t> labels;
    if (!search_.run(steps, labels)) return decoded;
    decoded.symbols = align(steps, labels);
    decoded.text = text_of(decoded.symbols, alphabet_);
    decoded.confidence = std::min(1.0, std::exp(ctc_log_probability(steps, labels)));
    return decoded;
  }

 private:
  data::Alphabet alphabet_;
  PatternAutomaton automaton_;
  PatternSearch search_;
};

}  // namespace

std::unique_ptr<Decoder> make_pattern(const data::Alphabet& alphabet, const config::Node& options) {
  std::string match;
  auto fields = options.fields();
  fields.required("match", match);
  fields.finish();
  return std::make_unique<Pattern>(alphabet, match);
}

}  // namespace ductus::eval
