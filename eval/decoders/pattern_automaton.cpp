#include "eval/decoders/pattern_automaton.h"

#include <algorithm>
#include <functional>
#include <map>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "configs/schema/error.h"
#include "eval/decoders/pattern_parser.h"

namespace ductus::eval {
namespace {

constexpr std::size_t kMaxStates = 4096;

/// Thompson's construction (1968, "Regular expression search algorithm"): each state has either free edges or
/// one over labels.
class Nondeterministic {
 public:
  struct State {
    std::vector<int32_t> free;
    const std::vector<char>* labels = nullptr;  // of the tree
    int32_t to = 0;
  };

  Nondeterministic(const PatternTree& tree, const std::string& shown) : shown_(shown) {
    end_ = add(tree, make());
  }

  int32_t end() const { return end_; }
  std::size_t size() const { return states_.size(); }
  const State& operator[](int32_t state) const { return states_[index(state)]; }

 private:
  static std::size_t index(int32_t state) { return static_cast<std::size_t>(state); }

  int32_t make() {
    constexpr std::size_t kMost = 8 * kMaxStates;
    if (states_.size() >= kMost)
      fail_usage("pattern '{}': too large, more than {} states", shown_, kMaxStates);
    states_.emplace_back();
    return static_cast<int32_t>(states_.size()) - 1;
  }

  void connect(int32_t from, int32_t to) { states_[index(from)].free.push_back(to); }

  /// Puts the expression behind state `from`; returns the state in which it has been read.
  int32_t add(const PatternTree& tree, int32_t from) {
    switch (tree.kind) {
      case PatternTree::Kind::kLabels: {
        const int32_t to = make();
        const int32_t own = make();  // `from` may have other edges
        connect(from, own);
        states_[index(own)].labels = &tree.labels;
        states_[index(own)].to = to;
        return to;
      }
      case PatternTree::Kind::kSequence:
        for (const PatternTree& part : tree.parts) from = add(part, from);
        return from;
      case PatternTree::Kind::kEither: {
        const int32_t to = make();
        for (const PatternTree& part : tree.parts) {
          const int32_t own = make();
          connect(from, own);
          connect(add(part, own), to);
        }
        return to;
      }
      case PatternTree::Kind::kRepeat:
        return add_repeat(tree, from);
    }
    return from;
  }

  int32_t add_repeat(const PatternTree& repeat, int32_t from) {
    for (int i = 0; i < repeat.least; ++i) from = add(repeat.parts[0], from);
    if (repeat.most == PatternTree::kUnbounded) {
      const int32_t loop = make();
      connect(from, loop);
      connect(add(repeat.parts[0], loop), loop);
      return loop;
    }
    const int32_t to = make();
    for (int i = repeat.least; i < repeat.most; ++i) {
      connect(from, to);
      from = add(repeat.parts[0], from);
    }
    connect(from, to);
    return to;
  }

  std::string shown_;
  std::vector<State> states_;
  int32_t end_ = 0;
};

/// Labels that no part of a pattern tells apart are of one kind.
struct LabelKinds {
  LabelKinds(const PatternTree& tree, std::size_t labels) : of(labels, 0) {
    refine(tree);
    for (std::size_t label = 0; label < labels; ++label) {
      if (of[label] == examples.size()) examples.push_back(label);
    }
  }

  std::vector<std::size_t> of;        // [labels]: numbered in the order in which they come
  std::vector<std::size_t> examples;  // a label of each

 private:
  void refine(const PatternTree& tree) {
    for (const PatternTree& part : tree.parts) refine(part);
    if (tree.kind != PatternTree::Kind::kLabels) return;
    std::map<std::pair<std::size_t, bool>, std::size_t> kinds;
    for (std::size_t label = 0; label < of.size(); ++label)
      of[label] = kinds.emplace(std::pair(of[label], tree.labels[label] != 0), kinds.size()).first->second;
  }
};

/// Subset construction. Repetitions inside each other may have few states, but each of them far too many
/// ways to be reached: what is looked at is bounded, too.
class Determiner {
 public:
  Determiner(const Nondeterministic& nfa, const std::string& shown)
      : nfa_(nfa), shown_(shown), seen_(nfa.size(), -1) {}

  PatternAutomaton determine(const LabelKinds& kinds) {
    PatternAutomaton automaton;
    automaton.labels = kinds.of.size();
    number_of_closed({0});
    for (std::size_t state = 0; state < sets_.size(); ++state) {
      const Set& set = *sets_[state];
      automaton.accepts.push_back(std::binary_search(set.begin(), set.end(), nfa_.end()));
      std::vector<int32_t> next;  // [kinds]
      for (const std::size_t label : kinds.examples) next.push_back(after(set, label));
      for (const std::size_t kind : kinds.of) automaton.next.push_back(next[kind]);
    }
    return automaton;
  }

 private:
  using Set = std::vector<int32_t>;  // sorted

  struct Hash {
    std::size_t operator()(const Set& set) const {
      const auto* bytes = reinterpret_cast<const char*>(set.data());
      return std::hash<std::string_view>()({bytes, set.size() * sizeof set[0]});
    }
  };

  void count_step() {
    constexpr int64_t kMaxSteps = int64_t{1} << 24;
    if (++steps_ > kMaxSteps)
      fail_usage("pattern '{}': too large, its repetitions fit a text in too many ways", shown_);
  }

  int32_t after(const Set& set, std::size_t label) {
    Set reached;
    for (const int32_t state : set) {
      count_step();
      const auto& from = nfa_[state];
      if (from.labels != nullptr && (*from.labels)[label]) reached.push_back(from.to);
    }
    return reached.empty() ? PatternAutomaton::kNone : number_of_closed(std::move(reached));
  }

  /// The number of the set of what can be reached freely, of which states from which nothing is read are left
  /// out.
  int32_t number_of_closed(Set states) {
    ++round_;
    const auto is_new = [&](int32_t state) {
      return std::exchange(seen_[static_cast<std::size_t>(state)], round_) != round_;
    };
    states.erase(std::remove_if(states.begin(), states.end(), std::not_fn(is_new)), states.end());
    for (std::size_t i = 0; i < states.size(); ++i) {
      for (const int32_t to : nfa_[states[i]].free) {
        count_step();
        if (is_new(to)) states.push_back(to);
      }
    }
    const auto reads = [&](int32_t state) { return nfa_[state].labels != nullptr || state == nfa_.end(); };
    states.erase(std::remove_if(states.begin(), states.end(), std::not_fn(reads)), states.end());
    std::sort(states.begin(), states.end());
    return number_of(std::move(states));
  }

  int32_t number_of(Set set) {
    const auto [place, fresh] = numbers_.emplace(std::move(set), static_cast<int32_t>(sets_.size()));
    if (fresh) sets_.push_back(&place->first);
    if (sets_.size() > kMaxStates)
      fail_usage("pattern '{}': too large, more than {} states", shown_, kMaxStates);
    return place->second;
  }

  const Nondeterministic& nfa_;
  const std::string& shown_;
  std::unordered_map<Set, int32_t, Hash> numbers_;
  std::vector<const Set*> sets_;  // by number
  std::vector<int32_t> seen_;     // [nfa]: the last round that came by
  int32_t round_ = 0;
  int64_t steps_ = 0;
};

}  // namespace

PatternAutomaton compile_pattern(const std::string& pattern, const data::Alphabet& alphabet) {
  const PatternTree tree = parse_pattern(pattern, alphabet);
  const Nondeterministic nfa(tree, pattern);
  PatternAutomaton automaton = Determiner(nfa, pattern).determine(LabelKinds(tree, alphabet.size()));
  if (std::find(automaton.accepts.begin(), automaton.accepts.end(), 1) == automaton.accepts.end()) {
    fail_usage("pattern '{}': no text of the model's {} symbols matches", pattern, alphabet.size());
  }
  return automaton;
}

}  // namespace ductus::eval
