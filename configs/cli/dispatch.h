// `ductus VERB ...`: finds the program ductus-VERB beside this one and becomes it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace ductus::config {

/// The help of `ductus` itself: the verbs whose program is in `folder`, each with what it does.
std::string dispatcher_help(const std::filesystem::path& folder);

/// The verbs whose program is in `folder`.
std::vector<std::string> verbs_in(const std::filesystem::path& folder);

/// Runs the program of argv[1] with the arguments after it. Returns only for --help and --version (0),
/// without a verb or with one that is not there (2), or when the program does not start (1).
int dispatch(int argc, char** argv);

}  // namespace ductus::config
