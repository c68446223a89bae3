// What the verbs of `ductus data` do.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "configs/cli/cli.h"

namespace ductus::data {

/// DATA into a data set file.
struct ImportOptions {
  std::string data;
  std::filesystem::path out;
  std::string alphabet;  // characters, or "" for those that there are
  bool strict = false;
  bool unique = false;  ///< without samples whose pixels an earlier one has
  bool overwrite = false;
  config::SharedOptions shared;
};
int run_import(const ImportOptions& options);

/// What is in DATA.
struct InspectOptions {
  std::string data;
  std::string sheet;  // path of a PNG, or ""
  bool overwrite = false;
  config::SharedOptions shared;
};
int run_inspect(const InspectOptions& options);

/// Splits written into a data set file.
struct SplitCommandOptions {
  std::filesystem::path file;
  std::string like = "ductus";
  std::string stratify = "one_hot";
  std::optional<double> test;  // default: 0.2, for Keras 0
  double validation = 0.0;
  std::string test_groups;  // path of a text file of names, or ""
  bool overwrite = false;
  config::SharedOptions shared;
};
int run_split(const SplitCommandOptions& options);

/// Several DATA into one data set file.
struct JoinOptions {
  std::filesystem::path out;
  std::vector<std::string> data;
  std::string alphabet;  // characters, or "" for joined_alphabet()
  bool strict = false;
  bool overwrite = false;
  config::SharedOptions shared;
};
int run_join(const JoinOptions& options);

/// New lines out of the words of DATA's.
struct RecombineCommandOptions {
  std::string data;
  std::filesystem::path symbols;  ///< what `ductus eval --symbols` wrote
  std::filesystem::path out;
  int64_t count = 10000;
  bool overwrite = false;
  config::SharedOptions shared;
};
int run_recombine(const RecombineCommandOptions& options);

/// Lines of DATA as pictures and texts that other programs read.
struct ExportOptions {
  std::string data;
  std::filesystem::path out;  // a folder, or what export_characters() writes
  std::string as;             // of character_exports() or line_exports(); "": folders, tsv
  std::string part;           // "" for all
  bool overwrite = false;     ///< of files; a folder must be new or empty
  config::SharedOptions shared;
};
int run_export(const ExportOptions& options);

}  // namespace ductus::data
