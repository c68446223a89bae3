// `ductus eval`: a model judged on labelled characters or lines.
#pragma once

#include <string>
#include <vector>

#include "configs/cli/cli.h"
#include "eval/rules_options.h"

namespace ductus::eval {

struct EvalOptions {
  std::string model;
  std::string data;                ///< empty: the model's own recipe, the part that it set aside
  std::string split;               ///< empty: "test" where the data have parts, else all
  std::string predictions;         ///< file to write, or empty
  std::string symbols;             ///< lines: file to write, or empty
  std::string out;                 ///< folder of the report's files, or empty
  bool overwrite = false;          ///< these files may be there already
  bool strict = false;             ///< a sample that the data lost is an error
  int digits = 2;                  ///< characters: decimals of the table
  std::string decoder = "greedy";  ///< lines: as make_decoder takes it
  RulesOptions rules;              ///< lines
  config::SharedOptions shared;
};

/// Judges, prints the report to stdout and writes what was asked for. Never changes the model. Throws
/// ductus::Error (usage) before any work when what it would write is there already or in one place, when
/// `digits` are none, and when `line` has an option that the model's kind has no use for.
int run_eval(const EvalOptions& options, const config::CommandLine& line);

}  // namespace ductus::eval
