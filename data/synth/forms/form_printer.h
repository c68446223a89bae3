// A form on its page: texts, boxes, and the numbers in them.
#pragma once

#include "data/synth/forms/drawn_form.h"
#include "data/synth/forms/form_setting.h"

namespace ductus::data {

/// One a thread: it keeps open fonts.
class FormPrinter {
 public:
  /// All must outlive the printer.
  FormPrinter(const FormRecipe& recipe, const Hands& hands, Typesetter& typesetter)
      : recipe_(recipe), typesetter_(typesetter), writer_(hands) {}

  /// Prints and fills in form `index`, and adds its fields to `drawn` with quads of the page.
  void print(const FormText& form, const FormSetting& how, uint64_t index, ColourSheet& page,
             DrawnForm& drawn);

 private:
  Quad print_text(const FormLayout::Text& text, const FormSetting& how, ColourSheet& page);
  void fill_in(const FormSetting& how, const Box& box, ColourSheet& page, DrawnField& field, Rng& rng);
  void put_number(const std::string& text, const FormSetting& how, const Box& room, bool crosses,
                  ColourSheet& page, DrawnField& field, Rng& rng);
  InkedNumber inked(const std::string& text, FieldKind kind, float height_px, const FormSetting& how,
                    Rng& rng);

  const FormRecipe& recipe_;
  Typesetter& typesetter_;
  NumberWriter writer_;
};

/// Ink of a set line, trimmed.
InkedNumber inked_type(TypesetLine line);

}  // namespace ductus::data
