// Hands that write digits: from handwriting fonts, or from pen strokes.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "data/synth/between.h"
#include "data/synth/font_set.h"
#include "data/synth/hand.h"
#include "data/synth/origin.h"
#include "data/synth/stroke_set.h"

namespace ductus::data {

/// `handwriting:` of a recipe.
struct HandwritingStyle {
  std::vector<std::string> fonts;      ///< as load_fonts() takes them; none: the known hands
  std::optional<std::string> strokes;  ///< a file of pen strokes (stroke_set.h), in place of fonts
  Between strength{0.3F, 0.8F};        ///< of every distortion, [0, 2]; 0: the shape as it is
  Between pen_px{1.7F, 3.4F};          ///< width of the pen's line on the page
  float blue = 0.65F;                  ///< share of blue pens; the others are black

  /// Strict. Throws ductus::Error (usage) naming the key.
  static HandwritingStyle read(const config::Node& node);
};

/// Who may write. Immutable once loaded: any number of threads may read it.
class Hands {
 public:
  /// A relative path of strokes is looked for in the working folder, then in `data_root`. Throws as
  /// load_fonts() and load_strokes() do, and when no font has all ten digits.
  static Hands load(const HandwritingStyle& style, const std::filesystem::path& data_root);

  std::size_t size() const;
  std::size_t draw(Rng& rng) const;  ///< by the fonts' weights

  /// The font of a hand, or the file of strokes.
  Material material(std::size_t hand) const;
  /// All of them, each once.
  std::vector<Material> materials() const;

  /// Ink of a digit '0' to '9', in the box of hand.h.
  Outline digit(std::size_t hand, char digit, const Hand& style, float strength, Rng& rng) const;

 private:
  FontSet fonts_;
  std::optional<StrokeSet> strokes_;  ///< labels are digits; hand k is the k-th drawing of each
};

}  // namespace ductus::data
