#include "data/fonts/font_finder.h"

#include <system_error>

#include "configs/schema/error.h"
#include "data/content_hash.h"

namespace ductus::data {

namespace fs = std::filesystem;

FoundFonts FontFinder::find(const std::string& name, const std::string& hint) const {
  std::error_code no_path;  // a family's name need not be one
  if (fs::is_directory(name, no_path)) return {font_files(name), {}};
  if (fs::exists(name, no_path)) return {{name}, {}};
  FoundFonts found{{}, faces(name)};
  DUCTUS_CHECK(!found.family.empty(),
               "fonts: {}: no such folder or file, and no font family of that name is installed ({})", name,
               hint);
  return found;
}

const std::string& FontFinder::hash(const fs::path& file) {
  const auto [entry, is_new] = hashes_.try_emplace(file);
  if (is_new) entry->second = file_hash(file);
  return entry->second;
}

}  // namespace ductus::data
