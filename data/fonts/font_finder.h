// Fonts by the names that recipes and command lines give them.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "data/fonts/installed_fonts.h"

namespace ductus::data {

/// What a name stands for: files, or a family.
struct FoundFonts {
  std::vector<std::filesystem::path> files;  ///< of a folder and those below it, or the one
  std::vector<ListedFace> family;            ///< its faces
};

/// Not thread-safe.
class FontFinder {
 public:
  /// `name`: a folder, a font file, or the family of an installed font. Throws ductus::Error when it is none;
  /// `hint` says how to come by it.
  FoundFonts find(const std::string& name, const std::string& hint) const;

  /// Of an installed family, or none.
  std::vector<ListedFace> faces(const std::string& family) const { return installed_.faces(family); }

  /// XXH3-128 of a file, which is read once, however many faces it has.
  const std::string& hash(const std::filesystem::path& file);

 private:
  InstalledFonts installed_;
  std::map<std::filesystem::path, std::string> hashes_;
};

}  // namespace ductus::data
