#include "data/synth/text/grammar.h"

#include <algorithm>

#include "configs/schema/error.h"
#include "configs/schema/nearest.h"
#include "data/synth/text/grammar_parser.h"
#include "data/synth/text/grammar_rule.h"

namespace ductus::data {

void Grammar::Rule::draw(Rng& rng, std::string& out) const {
  std::size_t chosen = 0;
  if (bounds_.size() > 1) {
    const uint32_t at = rng.below(total_);
    chosen = static_cast<std::size_t>(std::upper_bound(bounds_.begin(), bounds_.end(), at) - bounds_.begin());
  }
  for (const DrawText& piece : sequences_[chosen]) piece(rng, out);
}

Grammar::Grammar(std::map<std::string, MakeDraw, std::less<>> functions) : functions_(std::move(functions)) {}
Grammar::~Grammar() = default;
Grammar::Grammar(Grammar&&) noexcept = default;
Grammar& Grammar::operator=(Grammar&&) noexcept = default;

Grammar::Rule& Grammar::declare(std::string_view name, const std::string& where) {
  DUCTUS_CHECK(functions_.find(name) == functions_.end(), "{}: the rule '{}' has the name of a function",
               where, name);
  auto& rule = rules_[std::string(name)];
  if (!rule) {
    rule = std::make_unique<Rule>(std::string(name));
    rule->where = where;
  }
  return *rule;
}

void Grammar::add_rule(const std::string& name, const std::vector<std::string>& alternatives,
                       const std::string& where) {
  Rule& rule = declare(name, where);
  rule.clear();
  rule.where = where;
  for (const std::string& alternative : alternatives) Parser(*this, rule, where).add(alternative);
}

void Grammar::add_words(const std::string& name, const std::vector<std::string>& words) {
  Rule& rule = declare(name, name);
  rule.clear();
  for (const std::string& word : words) {
    rule.add({[word](Rng&, std::string& out) { out += word; }}, 1);
  }
}

void Grammar::add_rules(std::string_view text, const std::string& where) {
  Rule* rule = nullptr;
  for (int number = 1; !text.empty(); ++number) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (line.empty() || line.substr(0, 2) == "# ") continue;
    const std::string place = fmt::format("{}:{}", where, number);
    if (const std::string_view name = Parser::head(line); !name.empty()) {
      rule = &declare(name, place);
      rule->clear();
      rule->where = place;
    } else {
      DUCTUS_CHECK(rule != nullptr, "{}: '{}' stands before the first rule, expected a line like [name]",
                   place, line);
      Parser(*this, *rule, place).add(line);
    }
  }
}

void Grammar::finish() {
  for (const auto& [name, rule] : rules_) rule->depth = 0;
  for (const auto& [name, rule] : rules_) {
    std::vector<const Rule*> path;
    check(*rule, path);
  }
}

void Grammar::check_depth(std::size_t rules, const std::string& where) {
  DUCTUS_CHECK(rules <= kDeepest, "{}: more than {} rules, each referring to the next", where, kDeepest);
}

void Grammar::check(const Rule& rule, std::vector<const Rule*>& path) const {
  if (rule.depth > 0) return;
  if (rule.empty()) {
    std::vector<std::string> names;
    for (const auto& [name, other] : rules_) {
      if (!other->empty()) names.push_back(name);
    }
    fail("{}: there is no rule '{}'{}", rule.where, rule.name(), config::did_you_mean(rule.name(), names));
  }
  DUCTUS_CHECK(std::find(path.begin(), path.end(), &rule) == path.end(), "{}: rule '{}' leads back to itself",
               rule.where, rule.name());
  path.push_back(&rule);
  check_depth(path.size(), rule.where);
  std::size_t below = 0;
  for (const Rule* next : rule.refers_to) {
    check(*next, path);
    below = std::max(below, next->depth);
  }
  path.pop_back();
  rule.depth = below + 1;
  check_depth(rule.depth, rule.where);
}

const Grammar::Rule& Grammar::find(std::string_view name) const {
  const auto found = rules_.find(name);
  if (found == rules_.end()) {
    fail("there is no rule '{}'{}", name, config::did_you_mean(std::string(name), rules()));
  }
  return *found->second;
}

void Grammar::draw(std::string_view rule, Rng& rng, std::string& out) const { find(rule).draw(rng, out); }

DrawText Grammar::drawing(std::string_view rule) const {
  return [found = &find(rule)](Rng& rng, std::string& out) { found->draw(rng, out); };
}

std::vector<std::string> Grammar::rules() const {
  std::vector<std::string> names;
  for (const auto& [name, rule] : rules_) names.push_back(name);
  return names;
}

}  // namespace ductus::data
