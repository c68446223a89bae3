// What is there stays, unless the user says otherwise.
#pragma once

#include <filesystem>

namespace ductus::data {

/// For the beginning of a command, before any work is done. When something is there and `overwrite` is false,
/// throws ductus::Error (usage): "PATH: exists already (--overwrite replaces it)". An empty path is none.
void refuse_to_overwrite(const std::filesystem::path& path, bool overwrite);

}  // namespace ductus::data
