// Reads templates of a grammar.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "data/synth/text/grammar_rule.h"

namespace ductus::data {

/// Reads alternatives into a rule. Throws ductus::Error that begins with `where`.
class Grammar::Parser {
 public:
  Parser(Grammar& grammar, Rule& rule, const std::string& where)
      : grammar_(grammar), rule_(rule), where_(where) {}

  /// Adds one alternative: "3x TEMPLATE" or "TEMPLATE".
  void add(std::string_view alternative);

  /// "name" of a line "[name]" (lower-case letters, digits and _), else nothing.
  static std::string_view head(std::string_view line);

 private:
  uint32_t weight();
  Rule::Sequence sequence(bool in_choice);
  DrawText choice();
  DrawText reference();
  DrawText call(MakeDraw function, std::string_view argument) const;
  std::string literal(bool in_choice);

  Grammar& grammar_;
  Rule& rule_;
  const std::string& where_;
  std::string_view text_;  // the alternative, for messages
  std::string_view rest_;  // what of it is still to be read
  std::size_t open_ = 0;   // choices that are not closed yet
};

}  // namespace ductus::data
