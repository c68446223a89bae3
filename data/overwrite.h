// What is there stays, unless the user says otherwise.
#pragma once

#include <filesystem>

namespace ductus::data {

/// For the beginning of a command, before any work is done. When something is there and `overwrite` is false,
/// throws ductus::Error (usage): "PATH: exists already (--overwrite replaces it)"; a device or pipe is never
/// replaced. Where nothing is there, check_can_be_made(). An empty path is none.
void refuse_to_overwrite(const std::filesystem::path& path, bool overwrite);

/// Likewise: throws ductus::Error when nothing can be made at `path`, as far as can be told before it is
/// tried: the nearest folder above it that there is must be one, and let us write.
void check_can_be_made(const std::filesystem::path& path);

/// The same of a folder that becomes whole or not at all, and is not replaced: it is new or empty.
void refuse_filled_folder(const std::filesystem::path& folder);

}  // namespace ductus::data
