// Draws forms by number.
#pragma once

#include "data/synth/forms/form_printer.h"

namespace ductus::data {

/// One a thread: it keeps open fonts.
class FormPainter {
 public:
  /// All must outlive the painter.
  FormPainter(const FormRecipe& recipe, const Typefaces& typefaces, const Hands& hands)
      : recipe_(recipe),
        typefaces_(typefaces),
        hands_(hands),
        typesetter_(typefaces),
        printer_(recipe, hands, typesetter_) {}

  /// Form `index`, a function of it, the recipe, the typefaces and the hands alone. Throws ductus::Error
  /// when no typeface has all symbols of a form: they are named.
  DrawnForm draw(uint64_t index);

 private:
  /// Wears the page, lays it down and takes its picture; quads of the page become quads of the picture.
  void photograph(ColourSheet page, const Colour& paper, DrawnForm& drawn) const;

  const FormRecipe& recipe_;
  const Typefaces& typefaces_;
  const Hands& hands_;
  Typesetter typesetter_;
  FormPrinter printer_;
};

}  // namespace ductus::data
