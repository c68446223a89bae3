#include "data/overwrite.h"

#include "configs/schema/error.h"

namespace ductus::data {

void refuse_to_overwrite(const std::filesystem::path& path, bool overwrite) {
  std::error_code unreadable;  // then writing says why
  if (overwrite || path.empty() || !std::filesystem::exists(path, unreadable)) return;
  fail_usage("{}: exists already (--overwrite replaces it)", path.string());
}

}  // namespace ductus::data
