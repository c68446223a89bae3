// A text to the glyphs of a face and their places: HarfBuzz.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

struct FT_FaceRec_;

namespace ductus::data {

/// In em, y upwards.
struct ShapedGlyph {
  uint32_t glyph;
  uint32_t byte;  ///< of the text, where the grapheme begins that it belongs to: never descending
  double x_offset, y_offset;
  double advance;
};

/// From left to right, with the font's kerning and accents; without what joins several letters in one glyph
/// or draws one differently beside another (liga, clig, dlig, hlig, calt).
class Shaper {
 public:
  /// Sets the face to a size of its own; the face outlives the shaper.
  explicit Shaper(FT_FaceRec_* face);
  ~Shaper();
  Shaper(Shaper&&) noexcept;

  /// Valid until the next call. `utf8` is valid; glyph 0 stands for what the font lacks. Throws ductus::Error
  /// when a symbol belongs to a script that is written from right to left.
  const std::vector<ShapedGlyph>& shape(std::string_view utf8);

 private:
  struct HarfBuzz;
  std::unique_ptr<HarfBuzz> harfbuzz_;
  double em_;  // HarfBuzz's units
  std::vector<ShapedGlyph> glyphs_;
};

}  // namespace ductus::data
