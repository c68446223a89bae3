#include "eval/decoders/pattern_parser.h"

#include <algorithm>

#include "configs/schema/error.h"
#include "eval/text_units.h"

namespace ductus::eval {
namespace {

constexpr std::size_t kMaxLength = 1000;
constexpr int kMaxRepeats = 256;
constexpr int kMaxDepth = 100;

class Parser {
 public:
  Parser(const std::string& pattern, const data::Alphabet& alphabet)
      : pattern_(decode_utf8(pattern, "pattern")), shown_(pattern), alphabet_(alphabet) {}

  PatternTree parse() {
    if (pattern_.size() > kMaxLength)
      fail_usage("pattern: {} characters, expected at most {}", pattern_.size(), kMaxLength);
    take('^');  // the whole text is matched in any case
    PatternTree all = either(0);
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

  PatternTree either(int depth) {
    if (depth > kMaxDepth) reject("too many brackets inside each other");
    PatternTree either;
    either.kind = PatternTree::Kind::kEither;
    do either.parts.push_back(sequence(depth));
    while (take('|'));
    return either;
  }

  PatternTree sequence(int depth) {
    PatternTree sequence;
    while (!done() && !sees('|') && !sees(')')) {
      if (at_ + 1 == pattern_.size() && take('$')) break;
      sequence.parts.push_back(repeated(single(depth)));
    }
    return sequence;
  }

  PatternTree single(int depth) {
    if (take('(')) {
      PatternTree inner = either(depth + 1);
      if (!take(')')) reject("expected ')'");
      return inner;
    }
    PatternTree one;
    one.kind = PatternTree::Kind::kLabels;
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
  void add_if(Is is, std::vector<char>& labels) const {
    for (std::size_t label = 0; label < alphabet_.size(); ++label) {
      const std::u32string symbol = decode_utf8(alphabet_[label], "alphabet");
      if (symbol.size() == 1 && is(symbol[0])) labels[label] = 1;
    }
  }

  void add(char32_t from, char32_t to, std::vector<char>& labels) const {
    add_if([&](char32_t c) { return c >= from && c <= to; }, labels);
  }

  /// What is behind a backslash, if it stands for several characters; false for a sign, which is itself.
  bool add_kind(char32_t kind, std::vector<char>& labels) const {
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
  bool add_escaped(char32_t& c, std::vector<char>& labels) {
    c = next();
    if (c != '\\') return false;
    if (done()) reject("expected a character after '\\'");
    const bool kind = add_kind(c = pattern_[at_], labels);
    ++at_;
    return kind;
  }

  void character(std::vector<char>& labels) {
    char32_t c = 0;
    if (!add_escaped(c, labels)) add(c, c, labels);
  }

  void bracket(std::vector<char>& labels) {
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

  PatternTree repeated(PatternTree what) {
    for (;;) {
      int least = 0, most = PatternTree::kUnbounded;
      if (take('?')) {
        most = 1;
      } else if (take('+')) {
        least = 1;
      } else if (take('{')) {
        bounds(least, most);
      } else if (!take('*')) {
        return what;
      }
      PatternTree repeat;
      repeat.kind = PatternTree::Kind::kRepeat;
      repeat.least = least;
      repeat.most = most;
      repeat.parts.push_back(std::move(what));
      what = std::move(repeat);
    }
  }

  void bounds(int& least, int& most) {
    least = number();
    most = least;
    if (take(',')) most = sees('}') ? PatternTree::kUnbounded : number();
    if (!take('}')) reject("expected '}'");
    if (most != PatternTree::kUnbounded && most < least) reject("a repetition of at most less than at least");
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

}  // namespace

PatternTree parse_pattern(const std::string& pattern, const data::Alphabet& alphabet) {
  return Parser(pattern, alphabet).parse();
}

}  // namespace ductus::eval
