#include "eval/decoders/prefix_beam.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "eval/decoders/log_prob.h"
#include "eval/decoders/step_maxima.h"
#include "models/blocks/log_add.h"

namespace ductus::eval {
namespace {

using models::log_add;

constexpr int32_t kNone = -1;

/// A node of the tree of all prefixes that were ever in the beam; 0 is the empty one. A prefix that drops out
/// and comes back is the same node, so that prefixes are equal where their numbers are.
struct Prefix {
  int32_t parent = kNone;
  int32_t label = kNone;
  int32_t first_child = kNone;
  int32_t next_sibling = kNone;
  int32_t place = kNone;    // in the beam
  CharLm::State state = 0;  // of the language model
  double bonus = 0;         // alpha * log P_lm + beta * symbols
};

/// A prefix in the beam, with the log-probability of its paths so far.
struct Entry {
  int32_t prefix = 0;
  double blank = -INFINITY;   // of those that end in a blank
  double symbol = -INFINITY;  // of those that end in its last symbol
  double score = 0;

  double total() const { return log_add(blank, symbol); }
};

/// Something that may be in the next beam: an entry that stays, or one made longer by a label.
struct Candidate {
  double score = 0;
  double log_prob = 0;  // of a longer one
  int32_t entry = 0;
  int32_t label = kNone;  // none: it stays
};

bool better(const Candidate& a, const Candidate& b) {
  if (a.score != b.score) return a.score > b.score;
  return a.entry != b.entry ? a.entry < b.entry : a.label < b.label;
}

/// Prefix beam search (Graves 2012, "Supervised sequence labelling with recurrent neural networks", 7.5, in
/// the form of Hannun et al. 2014, "First-pass large vocabulary continuous speech recognition using
/// bi-directional recurrent DNNs").
class Search {
 public:
  Search(const Steps& steps, const BeamOptions& options, const FusedLm& lm)
      : steps_(steps),
        options_(options),
        lm_(lm),
        least_(options.prune > 0 ? static_cast<float>(std::log(options.prune)) : -INFINITY),
        covered_(static_cast<std::size_t>(options.width) * static_cast<std::size_t>(steps.classes), kNone) {
    Prefix empty;
    empty.place = 0;
    if (lm_.lm) empty.state = lm_.lm->start();
    prefixes_.push_back(empty);
    Entry entry;
    entry.blank = 0;
    beam_.push_back(entry);
  }

  void run() {
    const BestPath best = best_path(steps_);
    for (int32_t t = 0; t < steps_.length; ++t)
      step(t, std::min(least_, best.log_prob[static_cast<std::size_t>(t)]));
  }

  std::vector<Hypothesis> hypotheses() const {
    std::vector<Hypothesis> found;
    for (const Entry& entry : beam_) {
      const Prefix& prefix = prefixes_[static_cast<std::size_t>(entry.prefix)];
      const double end = lm_.lm ? options_.alpha * static_cast<double>(lm_.lm->end(prefix.state)) : 0;
      found.push_back({labels(entry.prefix), entry.total(), entry.score + end});
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Hypothesis& a, const Hypothesis& b) { return a.score > b.score; });
    return found;
  }

 private:
  Prefix& prefix_of(const Entry& entry) { return prefixes_[static_cast<std::size_t>(entry.prefix)]; }

  double log_prob(int32_t label) const { return log_prob_or_none(row_[label + 1]); }

  /// Of the entry's paths those that `label` makes longer: after an equal symbol only those with a blank
  /// between.
  double extended(const Entry& entry, int32_t label) {
    return (label == prefix_of(entry).label ? entry.blank : entry.total()) + log_prob(label);
  }

  void step(int32_t t, float least) {
    row_ = steps_.log_probs + t * steps_.classes;
    labels_.clear();
    for (int32_t c = 1; c < steps_.classes; ++c) {
      if (row_[c] >= least) labels_.push_back(c - 1);
    }
    candidates_.clear();
    stay(t);
    extend(t);
    keep_best();
  }

  /// The prefixes as they are: a blank, the last symbol once more, or that symbol after the prefix without
  /// it.
  void stay(int32_t t) {
    stayed_.clear();
    for (std::size_t i = 0; i < beam_.size(); ++i) {
      const Entry& entry = beam_[i];
      const Prefix& prefix = prefix_of(entry);
      Entry next;
      next.prefix = entry.prefix;
      next.blank = entry.total() + log_prob(kNone);
      if (prefix.label != kNone) next.symbol = entry.symbol + log_prob(prefix.label);
      const int32_t parent =
          prefix.parent == kNone ? kNone : prefixes_[static_cast<std::size_t>(prefix.parent)].place;
      if (parent != kNone) {
        next.symbol = log_add(next.symbol, extended(beam_[static_cast<std::size_t>(parent)], prefix.label));
        covered(parent, prefix.label) = t;
      }
      next.score = next.total() + prefix.bonus;
      stayed_.push_back(next);
      candidates_.push_back({next.score, 0, static_cast<int32_t>(i), kNone});
    }
  }

  /// New prefixes, of those that are not in the beam already.
  void extend(int32_t t) {
    const double bar = lowest_that_counts();
    for (std::size_t i = 0; i < beam_.size(); ++i) {
      const Prefix prefix = prefix_of(beam_[i]);
      for (const int32_t label : labels_) {
        if (covered(static_cast<int32_t>(i), label) == t) continue;
        const double found = extended(beam_[i], label);
        double score = found + prefix.bonus + (lm_.lm ? options_.beta : 0);
        if (score < bar || found == -INFINITY) continue;  // the language model only takes away
        if (lm_.lm) score += options_.alpha * static_cast<double>(after(prefix, label).log_prob);
        candidates_.push_back({score, found, static_cast<int32_t>(i), label});
      }
    }
  }

  /// With a full beam of entries that stay nothing below the last of them can come in.
  double lowest_that_counts() const {
    if (candidates_.size() < static_cast<std::size_t>(options_.width)) return -INFINITY;
    return std::max_element(candidates_.begin(), candidates_.end(), better)->score;
  }

  CharLm::Next after(const Prefix& prefix, int32_t label) const {
    return lm_.lm->advance(prefix.state, lm_.symbols[static_cast<std::size_t>(label)]);
  }

  int32_t& covered(int32_t place, int32_t label) {
    return covered_[static_cast<std::size_t>(place * steps_.classes + label)];
  }

  void keep_best() {
    const auto width = static_cast<std::size_t>(options_.width);
    if (candidates_.size() > width) {
      std::nth_element(candidates_.begin(), candidates_.begin() + options_.width, candidates_.end(), better);
      candidates_.resize(width);
    }
    next_.clear();
    for (const Candidate& candidate : candidates_) {
      const auto from = static_cast<std::size_t>(candidate.entry);
      if (candidate.label == kNone) {
        next_.push_back(stayed_[from]);
      } else {
        Entry entry;
        entry.prefix = child(beam_[from].prefix, candidate.label);
        entry.symbol = candidate.log_prob;
        entry.score = candidate.score;
        next_.push_back(entry);
      }
    }
    for (const Entry& entry : beam_) prefix_of(entry).place = kNone;
    std::swap(beam_, next_);
    for (std::size_t i = 0; i < beam_.size(); ++i) prefix_of(beam_[i]).place = static_cast<int32_t>(i);
  }

  int32_t child(int32_t parent, int32_t label) {
    int32_t child = prefixes_[static_cast<std::size_t>(parent)].first_child;
    for (; child != kNone; child = prefixes_[static_cast<std::size_t>(child)].next_sibling) {
      if (prefixes_[static_cast<std::size_t>(child)].label == label) return child;
    }
    child = static_cast<int32_t>(prefixes_.size());
    Prefix& from = prefixes_[static_cast<std::size_t>(parent)];
    Prefix fresh;
    fresh.parent = parent;
    fresh.label = label;
    fresh.next_sibling = from.first_child;
    if (lm_.lm) {
      const CharLm::Next next = after(from, label);
      fresh.state = next.state;
      fresh.bonus = from.bonus + options_.alpha * static_cast<double>(next.log_prob) + options_.beta;
    }
    from.first_child = child;
    prefixes_.push_back(fresh);
    return child;
  }

  std::vector<int32_t> labels(int32_t prefix) const {
    std::vector<int32_t> labels;
    for (; prefix != 0; prefix = prefixes_[static_cast<std::size_t>(prefix)].parent) {
      labels.push_back(prefixes_[static_cast<std::size_t>(prefix)].label);
    }
    std::reverse(labels.begin(), labels.end());
    return labels;
  }

  const Steps& steps_;
  const BeamOptions& options_;
  const FusedLm& lm_;
  float least_;
  const float* row_ = nullptr;
  std::vector<Prefix> prefixes_;
  std::vector<Entry> beam_;
  std::vector<Entry> stayed_;  // [beam_.size()]: what each becomes if it stays
  std::vector<Entry> next_;
  std::vector<Candidate> candidates_;
  std::vector<int32_t> labels_;  // that make prefixes longer at this step
  std::vector<int32_t>
      covered_;  // [width, classes]: the last step at which that longer prefix was in the beam too
};

}  // namespace

std::vector<Hypothesis> search_prefixes(const Steps& steps, const BeamOptions& options, const FusedLm& lm) {
  Search search(steps, options, lm);
  search.run();
  return search.hypotheses();
}

}  // namespace ductus::eval
