#include "data/link_target.h"

#include <system_error>

#include "configs/schema/error.h"

namespace ductus::data {

std::filesystem::path link_target(const std::filesystem::path& path) {
  constexpr int kMostLinks = 40;  // as Linux follows
  std::error_code none;
  std::filesystem::path target = path;
  for (int links = 0; std::filesystem::is_symlink(target, none); ++links) {
    DUCTUS_CHECK(links < kMostLinks, "{}: more than {} links lead to each other", path.string(), kMostLinks);
    target = target.parent_path() / std::filesystem::read_symlink(target, none);
  }
  return target;
}

}  // namespace ductus::data
