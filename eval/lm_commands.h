// What the verbs of `ductus lm` do.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "configs/cli/cli.h"
#include "eval/decoders/char_lm.h"

namespace ductus::eval {

/// Text into a language model.
struct LmTrainOptions {
  std::vector<std::string> text;
  std::string column;  // "" for whole lines
  std::filesystem::path out;
  CharLmOptions model;
  bool overwrite = false;
  config::SharedOptions shared;
};
int run_lm_train(const LmTrainOptions& options);

/// How well a language model foretells text.
struct LmScoreOptions {
  std::filesystem::path model;
  std::vector<std::string> text;
  std::string column;
  config::SharedOptions shared;
};
int run_lm_score(const LmScoreOptions& options);

/// Texts and what a recogniser read into edit costs.
struct LmCostsOptions {
  std::filesystem::path truth;
  std::filesystem::path predicted;
  std::string column = "text";
  std::filesystem::path out;
  bool overwrite = false;
  config::SharedOptions shared;
};
int run_lm_costs(const LmCostsOptions& options);

}  // namespace ductus::eval
