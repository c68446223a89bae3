// One drawn line: its text, the sheet it is printed on, wear, and the box cut out of it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/line_view.h"
#include "data/synth/lines/line_recipe.h"
#include "data/synth/outline.h"
#include "data/synth/typeset/typesetter.h"
#include "data/synth/wear/sheet.h"

namespace ductus::data {

/// What a line is, before and after it is drawn.
struct DrawnLine {
  std::size_t text_share = 0;  ///< index into the recipe's texts
  std::size_t typeface = 0;    ///< index into the typefaces
  std::string text;            ///< as printed
  std::string truth;           ///< as a transcript has it
  LineImage image;             ///< as every reader of lines makes it
};

/// Draws lines by number. One a thread: it keeps open fonts and a sheet.
class LinePainter {
 public:
  /// Both must outlive the painter.
  LinePainter(const LineRecipe& recipe, const Typefaces& typefaces)
      : recipe_(recipe), typefaces_(typefaces), typesetter_(typefaces) {}

  /// Line `index`, a function of it, the recipe and the typefaces alone.
  /// Throws ductus::Error when a source keeps drawing what cannot be printed, naming the symbols.
  DrawnLine draw(uint64_t index);

 private:
  struct Setting;
  void choose_text(uint64_t index, DrawnLine& line) const;
  std::string neighbour_text(Rng& rng, std::size_t typeface) const;
  Sheet print(const DrawnLine& line, uint64_t index);
  Picture cut(const Sheet& sheet) const;

  const LineRecipe& recipe_;
  const Typefaces& typefaces_;
  Typesetter typesetter_;
};

}  // namespace ductus::data
