// What a form asks for, and what has been filled in.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "data/rng.h"
#include "data/synth/text/draws.h"

namespace ductus::data {

enum class NumberType { kInt, kAmount, kDate, kDigits };  ///< kDigits: a code, with zeros in front
enum class FieldKind { kEmpty, kPrinted, kHandwritten };

const config::Choice<NumberType>& number_types();  ///< int, amount, date, digits
const config::Choice<FieldKind>& field_kinds();    ///< empty, printed, handwritten

struct FormField {
  std::string label;
  NumberType type = NumberType::kInt;
  FieldKind kind = FieldKind::kEmpty;
  std::string value;  ///< what stands in the box, ASCII; "" where it is empty
  int cells = 1;      ///< of a comb, a character a cell, the last ones filled; 1: no comb
  bool red = true;    ///< a blue one is none of the boxes to find
};

struct FormText {
  std::string title;
  std::string number;  ///< of the form, "Form 12-B"
  std::string note;    ///< small print at its foot
  std::vector<FormField> fields;
};

constexpr int kMostFields = 60;

/// `content:` of a recipe.
struct FormContent {
  Span fields{4, 9};
  float empty = 0.12F;                             ///< share of boxes that nobody filled in
  float handwritten = 0.75F;                       ///< share of the others that are filled in by hand
  float comb = 0.25F;                              ///< share of fields, but amounts, with a cell a digit
  float blue = 0.04F;                              ///< share of boxes that are blue
  std::array<float, 4> types{3, 3, 1.5F, 1.5F};    ///< how often each type, by NumberType
  std::array<std::vector<std::string>, 4> labels;  ///< by NumberType
  std::vector<std::string> titles;

  /// Strict. Throws ductus::Error (usage) naming the key.
  static FormContent read(const config::Node& node);
};

/// Labels differ as far as there are enough of them.
FormText draw_form(const FormContent& content, Rng& rng);

}  // namespace ductus::data
