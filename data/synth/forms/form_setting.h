// How a form is set, printed and filled in.
#pragma once

#include "data/synth/forms/form_recipe.h"
#include "data/synth/forms/number_writer.h"
#include "data/synth/forms/red_box.h"
#include "data/synth/typeset/typesetter.h"

namespace ductus::data {

/// What chance decides once for a form.
struct FormSetting {
  FormLayout layout;
  std::size_t label_typeface = 0, number_typeface = 0;  ///< of Typefaces
  float label_bold_px = 0;
  float fill = 0.6F;  ///< height of numbers, of their box's
  Colour paper{}, print{}, typed{}, pen{}, blue{};
  BoxStyle box;
  Writer writer;

  /// How the form's texts are set.
  TypeStyle label_style(float size_px) const {
    TypeStyle style;
    style.size_px = size_px;
    style.bold_px = label_bold_px;
    return style;
  }
};

Colour draw_red(const FormStyle& style, Rng& rng);

/// Throws ductus::Error when no typeface has all symbols of a form: they are named.
FormSetting draw_setting(const FormText& form, const FormRecipe& recipe, const Typefaces& typefaces,
                         const Hands& hands, Typesetter& typesetter, uint64_t index);

}  // namespace ductus::data
