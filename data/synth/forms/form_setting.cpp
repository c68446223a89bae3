#include "data/synth/forms/form_setting.h"

#include "configs/schema/error.h"

namespace ductus::data {
namespace {

Colour pen_ink(bool blue, Rng& rng) {
  const float hue = rng.uniform(212, 250), deep = rng.uniform();
  return blue ? colour_of(hue, 0.6F + 0.3F * deep, 0.45F + 0.3F * deep)
              : colour_of(hue, 0.15F, 0.1F + 0.15F * deep);
}

/// One that has all of a text, of letters of one width or of different ones where there are such.
std::size_t choose_typeface(const Typefaces& typefaces, const std::string& text, bool proportional,
                            Rng& rng) {
  const std::vector<std::size_t> indices = typefaces.covering(text);
  if (indices.empty()) {
    const std::vector<char32_t> missing = typefaces.missing(text);
    fail("form: none of the {} fonts has {}", typefaces.size(),
         missing.empty() ? "all symbols of a form: " + text : named(missing));
  }
  return typefaces.pick(indices, !proportional, rng);
}

BoxStyle draw_box_style(const FormStyle& style, float height_px, Rng& rng) {
  BoxStyle box;
  box.ink = draw_red(style, rng);
  box.line_px = within(rng, style.line_px);
  box.uneven = within(rng, style.uneven);
  const float radius = height_px * rng.uniform(0.1F, 0.35F);
  box.radius_px = rng.uniform() < style.rounded ? radius : 0;
  box.ticks = rng.below(3) == 0;
  return box;
}

}  // namespace

Colour draw_red(const FormStyle& style, Rng& rng) {
  const float hue = within(rng, style.red_hue_deg), saturation = within(rng, style.red_saturation);
  return colour_of(hue, saturation, rng.uniform(0.65F, 0.98F));
}

FormSetting draw_setting(const FormText& form, const FormRecipe& recipe, const Typefaces& typefaces,
                         const Hands& hands, Typesetter& typesetter, uint64_t index) {
  Rng rng = recipe.rng(FormStage::kSetting, index);
  const FormStyle& style = recipe.style;
  FormSetting how;
  std::string printed = form.title + form.number + form.note;
  for (const FormField& field : form.fields) printed += field.label;
  const bool proportional = rng.uniform() < style.proportional;
  how.label_typeface = choose_typeface(typefaces, printed, proportional, rng);
  how.number_typeface = choose_typeface(typefaces, "0123456789.,/-", rng.below(2) == 0, rng);
  how.label_bold_px = rng.below(3) == 0 ? rng.uniform(0, 1) : 0;
  const MeasureText measure = [&](const std::string& text, float size_px) {
    return typesetter.set(how.label_typeface, text, how.label_style(size_px)).advance_px;
  };
  how.layout = lay_out(form, style, measure, rng);
  how.fill = within(rng, style.fill);
  how.paper = colour_of(rng.uniform(0, 360), within(rng, style.paper_tint), rng.uniform(0.93F, 1));
  how.print = colour_of(0, 0, rng.uniform(0.03F, 0.3F));
  how.typed = colour_of(230, rng.uniform(0, 0.4F), rng.uniform(0.08F, 0.3F));
  how.blue = colour_of(rng.uniform(205, 245), rng.uniform(0.6F, 0.9F), rng.uniform(0.6F, 0.95F));
  how.pen = pen_ink(rng.uniform() < recipe.handwriting.blue, rng);
  how.box = draw_box_style(style, how.layout.slots.at(0).box.height(), rng);
  how.writer = Writer::draw(hands, recipe.handwriting, rng);
  return how;
}

}  // namespace ductus::data
