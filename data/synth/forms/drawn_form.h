// A form as drawn: its pictures, and where everything on it then is.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/picture.h"
#include "data/synth/forms/form_content.h"
#include "data/synth/receipts/quad.h"

namespace ductus::data {

struct InkedCharacter {
  std::string text;  ///< one character
  Quad quad;         ///< of its ink
};

struct DrawnField {
  FormField field;
  bool crosses = false;                    ///< its number runs over the box's edge
  Quad label{};                            ///< of the label's ink
  Quad box{};                              ///< the middle of the box's line
  std::vector<Quad> cells;                 ///< of a comb, from the left
  std::vector<InkedCharacter> characters;  ///< of the value, in order
};

/// What is red, or a box, and none of the red boxes.
struct Decoy {
  std::string kind;  ///< stamp, red_text, red_line
  std::string text;
  Quad quad{};
};

/// All quads are px of `image`, after all distortion; they may leave it.
struct DrawnForm {
  uint64_t index = 0;
  std::string title;
  std::vector<DrawnField> fields;
  std::vector<Decoy> decoys;
  Quad paper{};
  std::size_t label_typeface = 0, number_typeface = 0;  ///< of Typefaces
  std::size_t hand = 0;                                 ///< of Hands
  Picture clean;                                        ///< BGR, before wear, light and camera
  Picture image;                                        ///< BGR, after them; of the same size
};

/// Calls visit(quad) for each of a form, always in the same order.
template <typename Visit>
void for_quads(DrawnForm& form, const Visit& visit) {
  for (DrawnField& field : form.fields) {
    visit(field.label);
    visit(field.box);
    for (Quad& cell : field.cells) visit(cell);
    for (InkedCharacter& character : field.characters) visit(character.quad);
  }
  for (Decoy& decoy : form.decoys) visit(decoy.quad);
  visit(form.paper);
}

}  // namespace ductus::data
