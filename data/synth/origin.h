// What it takes to draw a data set again: SampleSet::origin of drawn ones, and the folders that have one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace ductus::data {

/// A font's face, or a file that was drawn from.
struct Material {
  std::string name;
  std::string hash;  ///< XXH3-128 of the file, 32 hexadecimal digits
};

struct Origin {
  std::string drawn_by;  ///< "ductus 0.3"
  std::string recipe;    ///< effective: YAML with every default filled in
  std::vector<Material> typefaces, strokes;
  std::vector<Material> files = {};  ///< layouts and texts that the recipe names, by its paths
  std::string layout_as = {};        ///< how a folder's files lie, where there are several ways

  /// {"drawn_by": ..., "recipe": ..., "layout_as": ..., "typefaces": [{"name": ..., "hash": ...}], ...};
  /// what is empty is left out.
  std::string to_json() const;

  /// Throws ductus::Error when the text is empty (`where` was not drawn, or not all of it) or no origin.
  static Origin from_json(const std::string& json, const std::string& where);

  /// Out of a folder's kOriginFile. Throws ductus::Error where there is no folder, or nothing says so in it.
  static Origin of_folder(const std::filesystem::path& folder);
};

/// What is not as it was, for an error's line: "Comic Neue (missing)", "A (another version)", "B (new)".
std::vector<std::string> changes(const Origin& then, const Origin& now);

/// Throws ductus::Error, "WHERE: drawn with something else than is there now: ...", unless there are none.
void check_unchanged(const Origin& then, const Origin& now, const std::string& where);

/// Throws ductus::Error unless what is at `where`, drawn as `then` says, may be gone on with as `now` says:
/// the same recipe, materials, version and layout of files.
void check_resumable(const Origin& then, const Origin& now, const std::string& where);

/// As refuse_to_overwrite() (data/overwrite.h), for what is a file or a folder of drawn pictures: an empty
/// folder is nothing; with `overwrite`, throws ductus::Error at one that ductus has not drawn.
void refuse_to_overwrite_drawn(const std::filesystem::path& path, bool overwrite);

/// Makes a folder ready to be drawn into, file by file, with its origin. One with something in it is gone on
/// with (`resume`, unless `overwrite`: check_resumable), replaced or refused, as refuse_to_overwrite_drawn()
/// does.
void begin_folder(const std::filesystem::path& folder, const Origin& origin, bool resume, bool overwrite);

/// Removes all that is in a folder of drawn pictures and leaves it empty; of none, or an empty one, nothing.
/// Returns how many files and folders that were. Throws ductus::Error, and removes nothing, unless
/// kOriginFile in it says that ductus has drawn it.
std::uintmax_t empty_drawn_folder(const std::filesystem::path& folder);

/// The same, and the folder too, which must be there.
std::uintmax_t remove_drawn_folder(const std::filesystem::path& folder);

}  // namespace ductus::data
