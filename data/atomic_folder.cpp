#include "data/atomic_folder.h"

#include <system_error>

#include "configs/schema/error.h"
#include "data/link_target.h"

namespace ductus::data {
namespace {

namespace fs = std::filesystem;

void check_new(const fs::path& folder) {
  std::error_code none;
  if (!fs::exists(folder, none)) return;
  DUCTUS_CHECK(fs::is_directory(folder, none), "{}: not a folder", folder.string());
  DUCTUS_CHECK(fs::is_empty(folder, none), "{}: expected a new or an empty folder", folder.string());
}

/// With a name, whether or not it ended with '/', and no link.
fs::path target_of(const fs::path& path) {
  return link_target((fs::absolute(path) / "").lexically_normal().parent_path());
}

}  // namespace

AtomicFolder::AtomicFolder(const fs::path& path) : path_(target_of(path)) {
  check_new(path_);
  temporary_ = path_.parent_path() / ("." + path_.filename().string() + ".part");
  std::error_code ignored;
  fs::remove_all(temporary_, ignored);
  make_folder(temporary_);
}

AtomicFolder::~AtomicFolder() {
  std::error_code ignored;
  if (!temporary_.empty()) fs::remove_all(temporary_, ignored);
}

void AtomicFolder::commit() {
  std::error_code error;
  fs::rename(temporary_, path_, error);
  DUCTUS_CHECK(!error, "{}: cannot write: {}", path_.string(), error.message());
  temporary_.clear();
}

void make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  DUCTUS_CHECK(!error, "{}: cannot create the folder: {}", folder.string(), error.message());
}

}  // namespace ductus::data
