// Archives read from front to back: tar, plain or compressed (gzip, bzip2, xz, zstd), and zip.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

namespace ductus::data {

/// Calls take(name, bytes) with every regular file in the archive whose name is wanted, in its order. Names
/// are relative, with '/', without "./" at their beginning.
/// Throws ductus::Error with the archive's path when it cannot be read or ends early, and when an entry has
/// an absolute name or `..` in it.
void read_archive(const std::filesystem::path& path,
                  const std::function<bool(const std::string& name)>& wanted,
                  const std::function<void(const std::string& name, std::string bytes)>& take);

}  // namespace ductus::data
