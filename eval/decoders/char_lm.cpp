#include "eval/decoders/char_lm.h"

#include <algorithm>
#include <cmath>

#include "data/utf8.h"

namespace ductus::eval {
namespace {

constexpr float kLn10 = 2.302585093F;

}  // namespace

CharLm::CharLm(const NgramModel& model) : order_(model.order), vocabulary_(model.vocabulary) {
  for (Symbol s = kFirst; s < vocabulary_.size(); ++s) symbols_.emplace(vocabulary_[s], s);
  const NgramTree& tree = model.tree;
  const std::vector<uint32_t> order = tree.by_level();
  std::vector<uint32_t> place(order.size());
  for (uint32_t i = 0; i < order.size(); ++i) place[order[i]] = i;
  const std::vector<uint32_t> suffixes = tree.suffixes();
  first_child_.assign(order.size() + 1, static_cast<uint32_t>(order.size()));
  for (const uint32_t node : order) {
    const auto i = static_cast<uint32_t>(symbol_.size());
    symbol_.push_back(tree.symbol(node));
    log10_prob_.push_back(model.log10_prob[node]);
    log10_backoff_.push_back(model.log10_backoff[node]);
    parent_.push_back(node == NgramTree::kRoot ? 0 : place[tree.parent(node)]);
    suffix_.push_back(place[suffixes[node]]);
    if (i > 0) first_child_[parent_[i]] = std::min(first_child_[parent_[i]], i);
  }
  for (std::size_t i = order.size(); i-- > 0;)
    first_child_[i] = std::min(first_child_[i], first_child_[i + 1]);
  for (uint32_t i = 0; i < order.size(); ++i) {
    const bool continues = first_child_[i] < first_child_[i + 1] || log10_backoff_[i] != 0;
    after_.push_back(i == 0 || continues ? i : after_[suffix_[i]]);
  }
  start_ = after_[1 + kBegin];
}

CharLm::Symbol CharLm::find(std::string_view symbol) const {
  const auto found = symbols_.find(std::string(symbol));
  return found == symbols_.end() ? kUnknown : found->second;
}

uint32_t CharLm::child(State state, Symbol symbol) const {
  if (state == 0) return 1 + symbol;
  const auto begin = symbol_.begin() + first_child_[state];
  const auto end = symbol_.begin() + first_child_[state + 1];
  const auto found = std::lower_bound(begin, end, symbol);
  return found != end && *found == symbol ? static_cast<uint32_t>(found - symbol_.begin()) : 0;
}

CharLm::Next CharLm::advance(State state, Symbol symbol) const {
  float log10_prob = 0;
  uint32_t node = child(state, symbol);
  for (; node == 0; node = child(state, symbol)) {
    log10_prob += log10_backoff_[state];
    state = suffix_[state];
  }
  return {(log10_prob + log10_prob_[node]) * kLn10, after_[node]};
}

double LmScore::bits_per_symbol() const { return -log_prob / std::log(2.0) / static_cast<double>(symbols); }

double LmScore::perplexity() const { return std::exp(-log_prob / static_cast<double>(symbols)); }

LmScore score_text(const CharLm& lm, const std::vector<std::string_view>& lines, const std::string& name) {
  LmScore score;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].empty()) continue;
    CharLm::State state = lm.start();
    for (const std::string_view character : split_characters(lines[i], fmt::format("{}:{}", name, i + 1))) {
      const CharLm::Symbol symbol = lm.find(character);
      const CharLm::Next next = lm.advance(state, symbol);
      score.log_prob += static_cast<double>(next.log_prob);
      score.unknown += symbol == CharLm::kUnknown ? 1 : 0;
      ++score.symbols;
      state = next.state;
    }
    score.log_prob += static_cast<double>(lm.end(state));
    ++score.symbols;
    ++score.lines;
  }
  return score;
}

std::vector<std::string_view> split_characters(std::string_view line, const std::string& where) {
  std::vector<std::string_view> characters;
  data::for_each_code_point(line, where,
                            [&](char32_t, std::string_view bytes) { characters.push_back(bytes); });
  return characters;
}

}  // namespace ductus::eval
