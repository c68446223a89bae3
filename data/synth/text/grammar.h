// Rules that texts are drawn from: alternatives with weights, which refer to other rules.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "data/rng.h"

namespace ductus::data {

/// Appends a drawn piece of text.
using DrawText = std::function<void(Rng& rng, std::string& out)>;

/// Makes the drawing that `<name argument>` stands for. Throws ductus::Error on an argument that it does not
/// understand.
using MakeDraw = DrawText (*)(std::string_view argument);
using GrammarFunctions = std::map<std::string, MakeDraw, std::less<>>;

/// A context-free grammar without recursion, so that every drawing ends. Its text:
///
///     # a comment
///     [fax]                      the rule `fax`: its alternatives follow, one a line
///     FAX{ |: |:}<phone>         <rule>; {this|or this}, all with the same chance, and one may be empty
///     3x FAX NO. <phone>         three times as likely as an alternative without a weight
///     \<\{\|\}\>\\               signs of the grammar as themselves
///     <1-99> <01-12>             a whole number, with leading zeros where its first bound has them
///     <calendar %d/%m/%Y>        a function of C++ with its argument
///
/// Rules come in any order; a rule given again replaces the earlier one. No rule may have a function's name.
/// At most 100 choices may lie inside each other, and 100 rules refer one to the next.
class Grammar {
 public:
  explicit Grammar(std::map<std::string, MakeDraw, std::less<>> functions);
  ~Grammar();
  Grammar(Grammar&&) noexcept;
  Grammar& operator=(Grammar&&) noexcept;

  /// Adds the rules of a text. `where` opens the messages of errors.
  void add_rules(std::string_view text, const std::string& where);

  /// Adds one rule; its alternatives are templates, or as they are (words of a list).
  void add_rule(const std::string& name, const std::vector<std::string>& alternatives,
                const std::string& where);
  void add_words(const std::string& name, const std::vector<std::string>& words);

  /// Checks that every rule referred to is there, that none leads back to itself and none too deep. To be
  /// called after the last rule; throws ductus::Error that names rule and place.
  void finish();

  /// Appends a text of the rule. Throws ductus::Error when there is no such rule.
  void draw(std::string_view rule, Rng& rng, std::string& out) const;

  /// The same, looked up once; the grammar outlives it.
  DrawText drawing(std::string_view rule) const;

  std::vector<std::string> rules() const;  ///< sorted

 private:
  class Rule;
  class Parser;

  /// Of choices inside choices, and of rules that refer to rules: both are read and drawn by recursion.
  static constexpr std::size_t kDeepest = 100;

  const Rule& find(std::string_view name) const;
  Rule& declare(std::string_view name, const std::string& where);
  void check(const Rule& rule, std::vector<const Rule*>& path) const;
  static void check_depth(std::size_t rules, const std::string& where);

  std::map<std::string, MakeDraw, std::less<>> functions_;
  std::map<std::string, std::unique_ptr<Rule>, std::less<>> rules_;
};

}  // namespace ductus::data
