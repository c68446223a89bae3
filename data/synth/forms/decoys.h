// What is red on a form besides its boxes.
#pragma once

#include "data/synth/forms/drawn_form.h"
#include "data/synth/forms/form_setting.h"

namespace ductus::data {

/// Prints the line below the title, and what the recipe's shares give: that line in red, a red word, a red
/// stamp; adds what is red to `drawn` with quads of the page. Nothing of it meets a box.
void print_decoys(const FormSetting& how, const FormRecipe& recipe, Typesetter& typesetter, uint64_t index,
                  ColourSheet& page, DrawnForm& drawn);

}  // namespace ductus::data
