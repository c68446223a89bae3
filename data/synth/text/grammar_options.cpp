#include "data/synth/text/grammar_options.h"

#include <vector>

#include "configs/schema/error.h"
#include "data/line_text.h"

namespace ductus::data {
namespace {

void replace_rule(Grammar& grammar, const config::Node& element, std::set<std::string>& foreign) {
  const auto [name, node] = element.tagged();
  auto alternatives = node.as<std::vector<std::string>>();
  if (alternatives.empty()) node.reject("expected at least one alternative");
  for (std::string& text : alternatives) text = LineText{false, false}.apply(text);
  grammar.add_rule(name, alternatives, node.where());
  for (std::string& symbol : code_points_of(alternatives)) {
    if (static_cast<unsigned char>(symbol[0]) >= 0x80) foreign.insert(std::move(symbol));
  }
}

}  // namespace

std::set<std::string> replace_rules(Grammar& grammar, const config::Node& list) {
  std::set<std::string> foreign;
  try {
    for (const config::Node& element : list.elements()) replace_rule(grammar, element, foreign);
    grammar.finish();
  } catch (const Error& error) {
    throw Error(error.what(), Error::Kind::kUsage);
  }
  return foreign;
}

}  // namespace ductus::data
