// Folders of drawn pictures: which may be taken, gone on with, replaced, removed.
#include <fstream>
#include <iterator>

#include "configs/schema/error.h"
#include "data/atomic_file.h"
#include "data/overwrite.h"
#include "data/sample_set.h"
#include "data/synth/origin.h"

namespace ductus::data {
namespace {

namespace fs = std::filesystem;

bool is_there(const fs::path& path) {
  std::error_code none;
  return fs::is_directory(path, none) ? !fs::is_empty(path, none) : fs::exists(path, none);
}

void check_drawn(const fs::path& folder, const char* kept) {
  try {
    Origin::of_folder(folder);
  } catch (const Error&) {
    fail("{}: {}: no {} in it says that ductus drew it", folder.string(), kept, kOriginFile);
  }
}

/// The origin last: what an interruption leaves is still known to be drawn.
std::uintmax_t remove_content(const fs::path& folder) {
  std::uintmax_t removed = 0;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().filename() != kOriginFile) removed += fs::remove_all(entry.path());
  }
  return removed + fs::remove_all(folder / kOriginFile);
}

}  // namespace

Origin Origin::of_folder(const fs::path& folder) {
  DUCTUS_CHECK(fs::is_directory(folder), "{}: no folder", folder.string());
  std::ifstream file(folder / kOriginFile, std::ios::binary);
  return from_json({std::istreambuf_iterator<char>(file), {}}, folder.string());
}

void refuse_to_overwrite_drawn(const fs::path& path, bool overwrite) {
  if (!is_there(path)) return;
  refuse_to_overwrite(path, overwrite);
  if (fs::is_directory(path)) check_drawn(path, "not overwritten");
}

void begin_folder(const fs::path& folder, const Origin& origin, bool resume, bool overwrite) {
  DUCTUS_CHECK(!fs::exists(folder) || fs::is_directory(folder), "{}: is a file, expected a folder",
               folder.string());
  if (resume && !overwrite && is_there(folder))
    return check_resumable(Origin::of_folder(folder), origin, folder.string());
  refuse_to_overwrite_drawn(folder, overwrite);
  empty_drawn_folder(folder);
  write_file(folder / kOriginFile, origin.to_json() + "\n");
}

std::uintmax_t empty_drawn_folder(const fs::path& folder) {
  if (!is_there(folder)) return 0;
  check_drawn(folder, "not removed");
  return remove_content(folder);
}

std::uintmax_t remove_drawn_folder(const fs::path& folder) {
  DUCTUS_CHECK(fs::is_directory(folder), "{}: no folder", folder.string());
  check_drawn(folder, "not removed");
  const std::uintmax_t removed = remove_content(folder);
  return removed + fs::remove_all(folder);
}

}  // namespace ductus::data
