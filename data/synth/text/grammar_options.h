// Rules of a grammar out of a recipe.
#pragma once

#include <set>
#include <string>

#include "configs/schema/yaml_reader.h"
#include "data/synth/text/grammar.h"

namespace ductus::data {

/// Reads `[{rule: [alternatives]}, ...]` into the grammar and finishes it. Returns the symbols beyond ASCII
/// that the alternatives have. Whatever is wrong with a rule is a ductus::Error (usage) that names its place.
std::set<std::string> replace_rules(Grammar& grammar, const config::Node& list);

}  // namespace ductus::data
