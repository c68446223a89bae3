#include "eval/decoders/pattern_automaton.h"

#include <algorithm>
#include <map>

#include "configs/schema/error.h"
#include "eval/decoders/pattern_parser.h"

namespace ductus::eval {
namespace {

constexpr std::size_t kMaxStates = 4096;

/// Thompson's construction (1968, "Regular expression search algorithm"): each state has either free edges or
/// one over labels.
class Nondeterministic {
 public:
  Nondeterministic(const PatternTree& tree, const std::string& shown) : shown_(shown) {
    end_ = add(tree, make());
  }

  int32_t end() const { return end_; }

  /// Adds what can be reached freely; sorted, without repetition.
  std::vector<int32_t> closed(std::vector<int32_t> states) const {
    std::vector<char> seen(states_.size(), 0);
    for (const int32_t state : states) seen[index(state)] = 1;
    for (std::size_t i = 0; i < states.size(); ++i) {
      for (const int32_t to : states_[index(states[i])].free) {
        if (!seen[index(to)]) states.push_back(to);
        seen[index(to)] = 1;
      }
    }
    std::sort(states.begin(), states.end());
    states.erase(std::unique(states.begin(), states.end()), states.end());
    return states;
  }

  std::vector<int32_t> after(const std::vector<int32_t>& states, std::size_t label) const {
    std::vector<int32_t> reached;
    for (const int32_t state : states) {
      const State& from = states_[index(state)];
      if (from.labels != nullptr && (*from.labels)[label]) reached.push_back(from.to);
    }
    return reached;
  }

 private:
  struct State {
    std::vector<int32_t> free;
    const std::vector<char>* labels = nullptr;  // of the tree
    int32_t to = 0;
  };

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

/// Subset construction.
PatternAutomaton determine(const Nondeterministic& nfa, std::size_t labels, const std::string& shown) {
  PatternAutomaton automaton;
  automaton.labels = labels;
  std::map<std::vector<int32_t>, int32_t> numbers;
  std::vector<std::vector<int32_t>> sets;
  const auto number = [&](const std::vector<int32_t>& set) {
    const auto [place, fresh] = numbers.emplace(set, static_cast<int32_t>(sets.size()));
    if (fresh) sets.push_back(set);
    if (sets.size() > kMaxStates)
      fail_usage("pattern '{}': too large, more than {} states", shown, kMaxStates);
    return place->second;
  };
  number(nfa.closed({0}));
  for (std::size_t state = 0; state < sets.size(); ++state) {
    const std::vector<int32_t> set = sets[state];
    automaton.accepts.push_back(std::binary_search(set.begin(), set.end(), nfa.end()));
    for (std::size_t label = 0; label < labels; ++label) {
      const std::vector<int32_t> reached = nfa.after(set, label);
      automaton.next.push_back(reached.empty() ? PatternAutomaton::kNone : number(nfa.closed(reached)));
    }
  }
  return automaton;
}

}  // namespace

PatternAutomaton compile_pattern(const std::string& pattern, const data::Alphabet& alphabet) {
  const PatternTree tree = parse_pattern(pattern, alphabet);
  PatternAutomaton automaton = determine(Nondeterministic(tree, pattern), alphabet.size(), pattern);
  if (std::find(automaton.accepts.begin(), automaton.accepts.end(), 1) == automaton.accepts.end()) {
    fail_usage("pattern '{}': no text of the model's {} symbols matches", pattern, alphabet.size());
  }
  return automaton;
}

}  // namespace ductus::eval
