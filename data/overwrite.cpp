#include "data/overwrite.h"

#include "configs/schema/error.h"

namespace ductus::data {

void refuse_to_overwrite(const std::filesystem::path& path, bool overwrite) {
  std::error_code unreadable;  // then writing says why
  const std::filesystem::file_status found = std::filesystem::status(path, unreadable);
  if (path.empty() || !std::filesystem::exists(found)) return;
  if (std::filesystem::is_other(found)) fail_usage("{}: is a device or pipe, expected a file", path.string());
  if (!overwrite) fail_usage("{}: exists already (--overwrite replaces it)", path.string());
}

void refuse_filled_folder(const std::filesystem::path& folder) {
  std::error_code unreadable;
  const bool is_folder = std::filesystem::is_directory(folder, unreadable);
  if (!std::filesystem::exists(folder, unreadable)) return;
  if (!is_folder || !std::filesystem::is_empty(folder, unreadable))
    fail_usage("{}: exists already, expected a new or an empty folder", folder.string());
}

}  // namespace ductus::data
