// Where things stand on a form's page.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "data/synth/between.h"
#include "data/synth/forms/form_content.h"
#include "data/synth/outline.h"

namespace ductus::data {

/// `style:` of a recipe. Of two numbers one is drawn for each form; an em is the size of the labels' type.
struct FormStyle {
  Between page_px{760, 1000};          ///< width of the page
  Between label_frac{0.019F, 0.027F};  ///< em, of the page's width
  Between box_em{1.9F, 2.9F};          ///< height of the boxes
  Between gap_em{0.7F, 1.8F};          ///< between rows
  float two_columns = 0.4F;            ///< share of forms in two columns
  float labels_above = 0.4F;           ///< share of one-column forms whose labels stand above their boxes
  Between line_px{1.6F, 4};            ///< width of the boxes' lines
  float rounded = 0.3F;                ///< share of forms whose boxes have round corners
  Between red_hue_deg{-14, 12};        ///< of the boxes' ink: from pink to orange
  Between red_saturation{0.6F, 0.95F};
  Between uneven{0, 0.7F};       ///< how pale the boxes' print gets in places
  Between paper_tint{0, 0.08F};  ///< saturation of the paper's colour
  Between fill{0.45F, 0.75F};    ///< height of numbers, of their box's
  float crossing = 0.12F;        ///< share of handwritten numbers that run over their box's edge a little
  float proportional = 0.8F;     ///< share of forms in letters of different widths, where there are some
  float stamp = 0.2F;            ///< share of forms with a red stamp outside of the boxes
  float red_print = 0.2F;        ///< share with red print outside of the boxes: a word, or a line

  /// Strict. Throws ductus::Error (usage) naming the key.
  static FormStyle read(const config::Node& node);
};

struct FormLayout {
  struct Text {
    std::string text;
    float left = 0, baseline = 0, size_px = 0;
  };

  /// A field: its label and the middle of its box's line, px.
  struct Slot {
    Text label;
    Box box;
  };

  static constexpr float kMargin = 0.075F;  ///< beside the print, of the page's width

  int width = 0, height = 0;  ///< of the page
  float em = 0;
  std::vector<Text> texts;  ///< title, number, note
  std::vector<Slot> slots;  ///< one a field, in order
  float rule_y = 0;         ///< of the line below the title
};

/// The advance of a text in type of this size, px.
using MeasureText = std::function<float(const std::string& text, float size_px)>;

FormLayout lay_out(const FormText& form, const FormStyle& style, const MeasureText& measure, Rng& rng);

}  // namespace ductus::data
