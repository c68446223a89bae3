// What it takes to draw a data set again: SampleSet::origin of drawn ones.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace ductus::data {

/// A font's face or a file of strokes.
struct Material {
  std::string name;
  std::string hash;  ///< XXH3-128 of the file, 32 hexadecimal digits
};

struct Origin {
  std::string drawn_by;  ///< "ductus 0.3"
  std::string recipe;    ///< effective: YAML with every default filled in
  std::vector<Material> typefaces, strokes;

  /// {"drawn_by": ..., "recipe": ..., "typefaces": [{"name": ..., "hash": ...}]}
  std::string to_json() const;

  /// Throws ductus::Error when the text is empty (`where` was not drawn, or not all of it) or no origin.
  static Origin from_json(const std::string& json, const std::string& where);
};

/// What is not as it was, for an error's line: "Comic Neue (missing)", "A (another version)", "B (new)".
std::vector<std::string> changes(const Origin& then, const Origin& now);

/// Removes a folder of drawn pictures with all in it, and returns how many files and folders that were.
/// Throws ductus::Error, and removes nothing, unless kOriginFile in it says that ductus has drawn it.
std::uintmax_t remove_drawn_folder(const std::filesystem::path& folder);

}  // namespace ductus::data
