#include "eval/rules_options.h"

#include "configs/schema/error.h"

namespace ductus::eval {

void RulesOptions::declare(config::CommandLine& line, const std::string& about) {
  line.choice("--normalise", normalise, {"nfc", "none"},
              about + "compose both sides first, or take them as they are (jiwer's numbers)");
  line.choice("--units", units, {"code_points", "graphemes"}, about + "what a character is");
}

ScoringRules RulesOptions::rules() const {
  ScoringRules rules;
  if (normalise == "none") {
    rules.normalisation = ScoringRules::Normalisation::kNone;
  } else if (normalise != "nfc") {
    fail_usage("--normalise: expected nfc or none, found '{}'", normalise);
  }
  if (units == "graphemes") {
    rules.unit = ScoringRules::Unit::kGraphemes;
  } else if (units != "code_points") {
    fail_usage("--units: expected code_points or graphemes, found '{}'", units);
  }
  return rules;
}

}  // namespace ductus::eval
