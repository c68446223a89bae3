#include "data/overwrite.h"

#include <unistd.h>

#include "configs/schema/error.h"

namespace ductus::data {

void refuse_to_overwrite(const std::filesystem::path& path, bool overwrite) {
  std::error_code unreadable;  // then writing says why
  const std::filesystem::file_status found = std::filesystem::status(path, unreadable);
  if (path.empty()) return;
  if (!std::filesystem::exists(found)) return check_can_be_made(path);
  if (std::filesystem::is_other(found)) fail_usage("{}: is a device or pipe, expected a file", path.string());
  if (!overwrite) fail_usage("{}: exists already (--overwrite replaces it)", path.string());
}

void check_can_be_made(const std::filesystem::path& path) {
  std::filesystem::path place = std::filesystem::absolute(path).parent_path();
  std::error_code unreadable;
  while (!std::filesystem::exists(place, unreadable) && place.has_relative_path())
    place = place.parent_path();
  DUCTUS_CHECK(std::filesystem::is_directory(place, unreadable), "{}: cannot be made: {} is no folder",
               path.string(), place.string());
  DUCTUS_CHECK(access(place.c_str(), W_OK) == 0, "{}: cannot be made: no right to write in {}", path.string(),
               place.string());
}

void refuse_filled_folder(const std::filesystem::path& folder) {
  std::error_code unreadable;
  const bool is_folder = std::filesystem::is_directory(folder, unreadable);
  if (!std::filesystem::exists(folder, unreadable)) return;
  if (!is_folder || !std::filesystem::is_empty(folder, unreadable))
    fail_usage("{}: exists already, expected a new or an empty folder", folder.string());
}

}  // namespace ductus::data
