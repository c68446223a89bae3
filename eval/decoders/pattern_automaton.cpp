#include "eval/decoders/pattern_automaton.h"

#include <algorithm>
#include <map>
#include <memory>

#include "configs/schema/error.h"
#include "eval/text_units.h"

namespace ductus::eval {
namespace {

constexpr std::size_t kMaxStates = 4096;
constexpr std::size_t kMaxLength = 1000;
constexpr int kMaxRepeats = 256;
constexpr int kMaxDepth = 100;
constexpr int kUnbounded = -1;

using LabelSet = std::vector<char>;  // [labels]

/// A pattern as a tree.
struct Expression {
  enum class Kind { kLabels, kSequence, kEither, kRepeat };

  Kind kind = Kind::kSequence;
  LabelSet labels;                // kLabels
  std::vector<Expression> parts;  // the others; kRepeat has one
  int least = 1;                  // kRepeat
  int most = 1;                   // kRepeat, or kUnbounded
};

class Parser {
 public:
  Parser(const std::string& pattern, const data::Alphabet& alphabet)
      : pattern_(decode_utf8(pattern, "pattern")), shown_(pattern), alphabet_(alphabet) {}

  Expression parse() {
    if (pattern_.size() > kMaxLength)
      fail_usage("pattern: {} characters, expected at most {}", pattern_.size(), kMaxLength);
    take('^');  // the whole text is matched in any case
    Expression all = either(0);
    if (!done()) reject("')' without '('");
    return all;
  }

 private:
  [[noreturn]] void reject(const std::string& problem, const std::string& hint = {}) const {
    fail_usage("pattern '{}': {} at character {}{}", shown_, problem, at_ + 1, hint);
  }

  bool done() const { return at_ == pattern_.size(); }
  bool sees(char32_t c) const { return !done() && pattern_[at_] == c; }

  bool take(char32_t c) {
    if (!sees(c)) return false;
    ++at_;
    return true;
  }

  char32_t next() {
    if (done()) reject("expected a character");
    return pattern_[at_++];
  }

  Expression either(int depth) {
    if (depth > kMaxDepth) reject("too many brackets inside each other");
    Expression either;
    either.kind = Expression::Kind::kEither;
    do either.parts.push_back(sequence(depth));
    while (take('|'));
    return either;
  }

  Expression sequence(int depth) {
    Expression sequence;
    while (!done() && !sees('|') && !sees(')')) {
      if (at_ + 1 == pattern_.size() && take('$')) break;
      sequence.parts.push_back(repeated(single(depth)));
    }
    return sequence;
  }

  Expression single(int depth) {
    if (take('(')) {
      Expression inner = either(depth + 1);
      if (!take(')')) reject("expected ')'");
      return inner;
    }
    Expression one;
    one.kind = Expression::Kind::kLabels;
    one.labels.assign(alphabet_.size(), 0);
    if (take('[')) {
      bracket(one.labels);
    } else if (take('.')) {
      std::fill(one.labels.begin(), one.labels.end(), 1);
    } else {
      if (sees('?') || sees('*') || sees('+') || sees('{')) reject("nothing to repeat");
      if (sees('^')) reject("'^' after the beginning", R"( (\^ is the sign itself))");
      if (sees('$')) reject("'$' before the end", R"( (\$ is the sign itself))");
      character(one.labels);
    }
    return one;
  }

  template <typename Is>
  void add_if(Is is, LabelSet& labels) const {
    for (std::size_t label = 0; label < alphabet_.size(); ++label) {
      const std::u32string symbol = decode_utf8(alphabet_[label], "alphabet");
      if (symbol.size() == 1 && is(symbol[0])) labels[label] = 1;
    }
  }

  void add(char32_t from, char32_t to, LabelSet& labels) const {
    add_if([&](char32_t c) { return c >= from && c <= to; }, labels);
  }

  /// What is behind a backslash, if it stands for several characters; false for a sign, which is itself.
  bool add_kind(char32_t kind, LabelSet& labels) const {
    if (kind == 'd') {
      add_if(is_digit, labels);
    } else if (kind == 'w') {
      add_if([](char32_t c) { return is_letter(c) || is_digit(c) || c == '_'; }, labels);
    } else if (kind == 's') {
      add_if(is_space, labels);
    } else if (is_letter(kind) || is_digit(kind)) {
      reject(fmt::format("unknown escape '\\{}'", encode_utf8({&kind, 1})),
             R"( (known are \d, \w, \s and signs))");
    } else {
      return false;
    }
    return true;
  }

  /// A character, escaped or not, is left in `c`; of a kind of them all are added, and it returns true.
  bool add_escaped(char32_t& c, LabelSet& labels) {
    c = next();
    if (c != '\\') return false;
    if (done()) reject("expected a character after '\\'");
    const bool kind = add_kind(c = pattern_[at_], labels);
    ++at_;
    return kind;
  }

  void character(LabelSet& labels) {
    char32_t c = 0;
    if (!add_escaped(c, labels)) add(c, c, labels);
  }

  void bracket(LabelSet& labels) {
    const bool others = take('^');
    do {
      char32_t from = 0;
      if (add_escaped(from, labels)) continue;
      char32_t to = from;
      const bool range = sees('-') && at_ + 1 < pattern_.size() && pattern_[at_ + 1] != ']';
      if (range) {
        ++at_;
        if (add_escaped(to, labels) || to < from) reject("a range ends before it begins");
      }
      add(from, to, labels);
    } while (!done() && !sees(']'));
    if (!take(']')) reject("expected ']'");
    if (others) {
      for (char& label : labels) label = label == 0 ? 1 : 0;
    }
  }

  Expression repeated(Expression what) {
    for (;;) {
      int least = 0, most = kUnbounded;
      if (take('?')) {
        most = 1;
      } else if (take('+')) {
        least = 1;
      } else if (take('{')) {
        bounds(least, most);
      } else if (!take('*')) {
        return what;
      }
      Expression repeat;
      repeat.kind = Expression::Kind::kRepeat;
      repeat.least = least;
      repeat.most = most;
      repeat.parts.push_back(std::move(what));
      what = std::move(repeat);
    }
  }

  void bounds(int& least, int& most) {
    least = number();
    most = least;
    if (take(',')) most = sees('}') ? kUnbounded : number();
    if (!take('}')) reject("expected '}'");
    if (most != kUnbounded && most < least) reject("a repetition of at most less than at least");
  }

  int number() {
    int value = 0;
    if (done() || pattern_[at_] < '0' || pattern_[at_] > '9') reject("expected a number");
    for (; !done() && pattern_[at_] >= '0' && pattern_[at_] <= '9'; ++at_) {
      value = 10 * value + static_cast<int>(pattern_[at_] - '0');
      if (value > kMaxRepeats) reject(fmt::format("more than {} repetitions", kMaxRepeats));
    }
    return value;
  }

  std::u32string pattern_;
  std::string shown_;
  const data::Alphabet& alphabet_;
  std::size_t at_ = 0;
};

/// Thompson's construction (1968, "Regular expression search algorithm"): each state has either free edges or
/// one over labels.
class Nondeterministic {
 public:
  Nondeterministic(const Expression& expression, const std::string& shown) : shown_(shown) {
    end_ = add(expression, make());
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
    const LabelSet* labels = nullptr;  // of the expression
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
  int32_t add(const Expression& expression, int32_t from) {
    switch (expression.kind) {
      case Expression::Kind::kLabels: {
        const int32_t to = make();
        const int32_t own = make();  // `from` may have other edges
        connect(from, own);
        states_[index(own)].labels = &expression.labels;
        states_[index(own)].to = to;
        return to;
      }
      case Expression::Kind::kSequence:
        for (const Expression& part : expression.parts) from = add(part, from);
        return from;
      case Expression::Kind::kEither: {
        const int32_t to = make();
        for (const Expression& part : expression.parts) {
          const int32_t own = make();
          connect(from, own);
          connect(add(part, own), to);
        }
        return to;
      }
      case Expression::Kind::kRepeat:
        return add_repeat(expression, from);
    }
    return from;
  }

  int32_t add_repeat(const Expression& repeat, int32_t from) {
    for (int i = 0; i < repeat.least; ++i) from = add(repeat.parts[0], from);
    if (repeat.most == kUnbounded) {
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
  const Expression expression = Parser(pattern, alphabet).parse();
  PatternAutomaton automaton = determine(Nondeterministic(expression, pattern), alphabet.size(), pattern);
  if (std::find(automaton.accepts.begin(), automaton.accepts.end(), 1) == automaton.accepts.end()) {
    fail_usage("pattern '{}': no text of the model's {} symbols matches", pattern, alphabet.size());
  }
  return automaton;
}

}  // namespace ductus::eval
