// Where fonts are found: families that are installed, files, folders.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ductus::data {

/// A face as fontconfig describes it.
struct ListedFace {
  std::string family;
  std::string style;  ///< "Condensed Bold"
  std::filesystem::path file;
  int index = 0;   ///< in the file; a named instance of a variable font in the upper 16 bits
  int weight = 0;  ///< FC_WEIGHT: 50 light, 80 regular, 100 medium, 200 bold
  bool slanted = false;

  std::string name() const { return family + " " + style; }
};

/// What fontconfig knows of the fonts installed here.
class InstalledFonts {
 public:
  /// Throws ductus::Error when fontconfig does not start.
  InstalledFonts();
  ~InstalledFonts();

  /// Scalable faces of a family, one a name, sorted by it; none when the family is not installed.
  std::vector<ListedFace> faces(const std::string& family) const;

  /// The scalable face that has a symbol, of the first of `families` that can, else of another that
  /// fontconfig takes for the nearest to a sans-serif; none when no face has it.
  std::optional<ListedFace> face_with(char32_t symbol, const std::vector<std::string>& families) const;

 private:
  struct Config;
  std::unique_ptr<Config> config_;
};

/// Scalable faces of a font file, sorted; none when it is no font.
std::vector<ListedFace> faces_of_file(const std::filesystem::path& file);

/// Files with a font's suffix in a folder and those below it, sorted. Throws ductus::Error when a folder
/// cannot be listed.
std::vector<std::filesystem::path> font_files(const std::filesystem::path& folder);

}  // namespace ductus::data
