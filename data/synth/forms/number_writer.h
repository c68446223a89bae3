// Numbers as a hand writes them: ink, and where each character stands in it.
#pragma once

#include <string>

#include "data/synth/forms/colour_sheet.h"
#include "data/synth/forms/hands.h"

namespace ductus::data {

/// A number's ink without empty rows and columns around it.
struct InkedNumber {
  InkMask coverage;
  std::vector<Box> characters;  ///< one a character of the text, px of the coverage: exactly its ink
};

/// Cuts away rows and columns without ink around it; boxes move along.
InkedNumber trimmed(const InkMask& coverage, const std::vector<Box>& characters);

/// The person who fills in a form.
struct Writer {
  std::size_t hand = 0;  ///< of Hands
  Hand style;            ///< slant, proportions
  float strength = 0;    ///< how much digits differ
  float pen_px = 2;
  float gap = 0.15F;  ///< between digits, of their height
  float rise = 0;     ///< of the line that they stand on, px a px

  static Writer draw(const Hands& hands, const HandwritingStyle& style, Rng& rng);
};

/// Writes numbers; one a thread.
class NumberWriter {
 public:
  explicit NumberWriter(const Hands& hands) : hands_(hands), raster_(kRasterSize) {}

  /// `text` of digits and . , / - alone, not empty; digits are about `height_px` high, at most kHighest.
  InkedNumber write(const std::string& text, float height_px, const Writer& writer, Rng& rng);

  static constexpr float kHighest = 120;  ///< px

 private:
  static constexpr int kRasterSize = 256;

  Outline character(char c, float height_px, const Writer& writer, Rng& rng) const;
  /// Adds the ink of an outline to a picture whose corner is at (0, 0), and returns its box.
  Box draw(const Outline& outline, InkMask& coverage);

  const Hands& hands_;
  Raster raster_;
};

}  // namespace ductus::data
