// The recipe of drawn characters: what is drawn, and from what.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "configs/schema/yaml_reader.h"
#include "data/alphabet.h"
#include "data/synth/characters.h"
#include "data/synth/origin.h"

namespace ductus::data {

struct CharRecipe {
  CharOptions options;
  std::vector<std::string>
      fonts;  ///< folders, files or families, as load_fonts() takes them; none: known hands
  std::optional<std::string> strokes;  ///< a file of pen strokes, in place of fonts

  /// Strict. Keys: symbols ("0-9A-Z"), count, proportions (equal, az), seed, strength, fonts or strokes,
  /// thickness_px ([1.5, 3.5]; of strokes). Throws ductus::Error (usage) naming the key.
  static CharRecipe read(const config::Node& root);
};

/// What the characters of a recipe are drawn from, loaded: either of the two.
class CharShapes {
 public:
  /// A relative path of strokes is looked for in the working folder, then in `data_root`. Throws as
  /// load_fonts() and load_strokes() do.
  CharShapes(const CharRecipe& recipe, const std::filesystem::path& data_root);

  /// Origin::typefaces and Origin::strokes.
  Origin origin(const std::string& effective_recipe) const;

  const std::optional<StrokeSet>& strokes() const { return strokes_; }
  const FontSet& fonts() const { return fonts_; }  ///< empty where there are strokes

  /// draw_characters() from what there is.
  ImageSet draw(const CharOptions& options, SampleRange range, ThreadPool& pool,
                config::Reporter& reporter) const;

 private:
  std::optional<StrokeSet> strokes_;
  FontSet fonts_;
};

/// "A-Z", "0-9A-Z", "AEIOU": characters and ranges of them, as an alphabet; a '-' at either end is itself.
/// Throws ductus::Error, kUsage, on an empty list, a range that runs backwards or a repetition.
Alphabet parse_symbols(std::string_view symbols);

}  // namespace ductus::data
