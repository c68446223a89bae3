#include "configs/schema/paths.h"

#include <cstdlib>

#include "configs/schema/error.h"

namespace ductus::config {
namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : value;
}

bool is_there(const std::filesystem::path& path) {
  std::error_code ignored;  // a folder that may not be searched holds nothing for us
  return std::filesystem::exists(path, ignored);
}

}  // namespace

std::filesystem::path data_root(const std::string& from_flag) {
  if (!from_flag.empty()) return from_flag;
  if (const std::string root = environment("DUCTUS_DATA"); !root.empty()) return root;
  if (const std::string cache = environment("XDG_CACHE_HOME"); !cache.empty()) {
    return std::filesystem::path(cache) / "ductus" / "data";
  }
  const std::string home = environment("HOME");
  if (home.empty())
    fail_usage("data root: neither DUCTUS_DATA nor HOME is set (name a folder with --data-root)");
  return std::filesystem::path(home) / ".cache" / "ductus" / "data";
}

std::filesystem::path resolve(const std::filesystem::path& path, const std::filesystem::path& root) {
  if (path.empty()) fail_usage("path: expected the name of a file or folder, found nothing");
  if (is_there(path)) return path;
  if (path.is_absolute()) fail("{}: no such file or folder", path.string());
  const std::filesystem::path under_root = root / path;
  if (is_there(under_root)) return under_root;
  fail(
      "{}: no such file or folder, neither here nor under the data root as {} (--data-root or DUCTUS_DATA "
      "sets it)",
      path.string(), under_root.string());
}

}  // namespace ductus::config
