// Where data lie: the data root, and paths of recipes and command lines resolved against it.
#pragma once

#include <filesystem>
#include <string>

namespace ductus::config {

/// `from_flag` (--data-root) unless empty, else $DUCTUS_DATA, else ductus/data in $XDG_CACHE_HOME or
/// ~/.cache. The folder need not exist.
std::filesystem::path data_root(const std::string& from_flag = {});

/// An absolute path as it is; a relative one from the working folder if it exists there, else under `root`.
/// Throws ductus::Error naming every place that was tried.
std::filesystem::path resolve(const std::filesystem::path& path, const std::filesystem::path& root);

}  // namespace ductus::config
