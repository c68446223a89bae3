// --normalise and --units of a command line: how texts are compared.
#pragma once

#include <string>

#include "configs/cli/cli.h"
#include "eval/line_metrics.h"

namespace ductus::eval {

struct RulesOptions {
  std::string normalise = "nfc";      ///< nfc, none
  std::string units = "code_points";  ///< code_points, graphemes

  /// Declares both; `about` opens their help ("--lines: "). This must outlive line.run().
  void declare(config::CommandLine& line, const std::string& about);

  /// Throws ductus::Error (usage) for a value that is none.
  ScoringRules rules() const;
};

}  // namespace ductus::eval
