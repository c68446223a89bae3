#include "data/synth/text/grammar_parser.h"

#include <algorithm>
#include <charconv>

#include "configs/schema/error.h"
#include "data/synth/text/draws.h"

namespace ductus::data {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_name(char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '_'; }

std::optional<int32_t> whole(std::string_view digits) {
  int32_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

/// The drawing of "1-99" or "01-12", if it is one.
std::optional<DrawText> number(std::string_view range) {
  const std::size_t dash = range.find('-');
  if (range.empty() || !is_digit(range[0]) || dash == std::string_view::npos) return std::nullopt;
  const auto low = whole(range.substr(0, dash)), high = whole(range.substr(dash + 1));
  if (!low || !high || *low > *high) return std::nullopt;
  const std::size_t digits = range[0] == '0' ? dash : 1;
  return [span = Span{*low, *high}, digits](Rng& rng, std::string& out) {
    const std::string text = std::to_string(span.draw(rng));
    if (text.size() < digits) out.append(digits - text.size(), '0');
    out += text;
  };
}

}  // namespace

std::string_view Grammar::Parser::head(std::string_view line) {
  if (line.size() < 3 || line.front() != '[' || line.back() != ']') return {};
  const std::string_view name = line.substr(1, line.size() - 2);
  return std::all_of(name.begin(), name.end(), is_name) ? name : std::string_view{};
}

void Grammar::Parser::add(std::string_view alternative) {
  text_ = rest_ = alternative;
  const uint32_t times = weight();
  rule_.add(sequence(false), times);
  DUCTUS_CHECK(rest_.empty(), "{}: '{}' has a }} too many (\\}} for the sign itself)", where_, text_);
}

uint32_t Grammar::Parser::weight() {
  const auto x =
      static_cast<std::size_t>(std::find_if_not(rest_.begin(), rest_.end(), is_digit) - rest_.begin());
  if (rest_.substr(x, 2) != "x ") return 1;
  const auto times = whole(rest_.substr(0, x));
  if (!times) return 1;
  DUCTUS_CHECK(*times >= 1 && *times <= 100000, "{}: '{}' has weight {}, expected from 1 to 100000", where_,
               text_, *times);
  rest_.remove_prefix(x + 2);
  return static_cast<uint32_t>(*times);
}

Grammar::Rule::Sequence Grammar::Parser::sequence(bool in_choice) {
  Rule::Sequence pieces;
  while (!rest_.empty() && rest_[0] != '}' && !(in_choice && rest_[0] == '|')) {
    if (rest_[0] == '{') {
      pieces.push_back(choice());
    } else if (rest_[0] == '<') {
      pieces.push_back(reference());
    } else {
      pieces.push_back([text = literal(in_choice)](Rng&, std::string& out) { out += text; });
    }
  }
  return pieces;
}

DrawText Grammar::Parser::choice() {
  DUCTUS_CHECK(++open_ <= kDeepest, "{}: more than {} {{ inside each other (\\{{ for the sign itself)",
               where_, kDeepest);
  auto rule = std::make_shared<Rule>("");
  do {
    rest_.remove_prefix(1);
    rule->add(sequence(true), 1);
  } while (!rest_.empty() && rest_[0] == '|');
  DUCTUS_CHECK(!rest_.empty(), "{}: '{}' has a {{ without its }}", where_, text_);
  rest_.remove_prefix(1);
  --open_;
  return [rule](Rng& rng, std::string& out) { rule->draw(rng, out); };
}

DrawText Grammar::Parser::reference() {
  const std::size_t end = rest_.find('>');
  DUCTUS_CHECK(end != std::string_view::npos, "{}: '{}' has a < without its > (\\< for the sign itself)",
               where_, text_);
  const std::string_view inside = rest_.substr(1, end - 1);
  rest_.remove_prefix(end + 1);
  if (auto drawn = number(inside)) return *drawn;
  const std::string_view name = inside.substr(0, inside.find(' '));
  DUCTUS_CHECK(!name.empty() && std::all_of(name.begin(), name.end(), is_name),
               "{}: <{}> is neither a rule nor a range like <1-99> (\\< for the sign itself)", where_,
               inside);
  if (const auto function = grammar_.functions_.find(name); function != grammar_.functions_.end()) {
    return call(function->second,
                inside.size() > name.size() ? inside.substr(name.size() + 1) : std::string_view{});
  }
  DUCTUS_CHECK(name == inside, "{}: <{}> gives an argument to what is no function", where_, inside);
  const Rule* rule = &grammar_.declare(name, where_);
  rule_.refers_to.push_back(rule);
  return [rule](Rng& rng, std::string& out) { rule->draw(rng, out); };
}

DrawText Grammar::Parser::call(MakeDraw function, std::string_view argument) const {
  try {
    return function(argument);
  } catch (const Error& error) {
    fail("{}: {}", where_, error.what());
  }
}

std::string Grammar::Parser::literal(bool in_choice) {
  const std::string_view ends = in_choice ? "{}<|" : "{}<";
  std::string text;
  while (!rest_.empty() && ends.find(rest_[0]) == std::string_view::npos) {
    if (rest_[0] == '\\' && rest_.size() > 1) rest_.remove_prefix(1);
    text += rest_[0];
    rest_.remove_prefix(1);
  }
  return text;
}

}  // namespace ductus::data
