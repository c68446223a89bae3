#include "data/synth/forms/decoys.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "data/synth/forms/boxes.h"
#include "data/synth/forms/form_printer.h"
#include "data/synth/forms/stamp_mark.h"

namespace ductus::data {
namespace {

const std::vector<std::string> kWords = {"PAID", "COPY", "URGENT", "RECEIVED", "VOID", "APPROVED"};

/// Somewhere on the page where a mark of this size meets no box, in whole pixels; none where there is no
/// room.
std::optional<Box> free_place(const FormSetting& how, const InkMask& mark, Rng& rng) {
  constexpr int kTries = 40;
  const auto w = static_cast<float>(mark.width), h = static_cast<float>(mark.height);
  const float apart = how.box.line_px + 0.3F * how.layout.em;
  for (int i = 0; i < kTries; ++i) {
    const float x = std::floor(rng.uniform() * (static_cast<float>(how.layout.width) - w));
    const float y = std::floor(rng.uniform() * (static_cast<float>(how.layout.height) - h));
    const Box box{{x, y}, {x + w, y + h}};
    const auto& slots = how.layout.slots;
    const bool meets = std::any_of(slots.begin(), slots.end(), [&](const FormLayout::Slot& slot) {
      return meet(box, grown(slot.box, apart));
    });
    if (x >= 0 && y >= 0 && !meets) return box;
  }
  return std::nullopt;
}

/// The line below the title, from margin to margin.
void print_rule(const FormSetting& how, const std::optional<Colour>& red, Rng& rng, ColourSheet& page,
                DrawnForm& drawn) {
  const auto width = static_cast<float>(how.layout.width);
  const float margin = std::round(FormLayout::kMargin * width), top = std::round(how.layout.rule_y);
  InkMask ink{static_cast<int>(width - 2 * margin), 1 + static_cast<int>(rng.below(3)), {}};
  ink.ink.assign(static_cast<std::size_t>(ink.width) * static_cast<std::size_t>(ink.height), 255);
  lay_ink(page, ink, static_cast<int>(margin), static_cast<int>(top), red.value_or(how.print));
  const Box box{{margin, top},
                {margin + static_cast<float>(ink.width), top + static_cast<float>(ink.height)}};
  if (red) drawn.decoys.push_back({"red_line", "", quad_of(box)});
}

}  // namespace

void print_decoys(const FormSetting& how, const FormRecipe& recipe, Typesetter& typesetter, uint64_t index,
                  ColourSheet& page, DrawnForm& drawn) {
  Rng rng = recipe.rng(FormStage::kDecoys, index);
  const bool stamped = rng.uniform() < recipe.style.stamp, printed = rng.uniform() < recipe.style.red_print;
  const bool line = rng.below(2) == 0;
  const Colour red = draw_red(recipe.style, rng);
  print_rule(how, printed && line ? std::optional<Colour>(red) : std::nullopt, rng, page, drawn);

  const auto word_ink = [&](const std::string& word, float em) {
    TypeStyle style = how.label_style(em * how.layout.em);
    style.bold_px = 0.03F * style.size_px;
    return inked_type(typesetter.set(how.label_typeface, word, style)).coverage;
  };
  const auto add = [&](const InkMask& mark, const std::string& kind, const std::string& text) {
    const std::optional<Box> box = free_place(how, mark, rng);
    if (!box) return;
    lay_ink(page, mark, static_cast<int>(box->low.x), static_cast<int>(box->low.y), red);
    drawn.decoys.push_back({kind, text, quad_of(*box)});
  };
  if (printed && !line) {
    const std::string& word = pick(rng, kWords);
    add(word_ink(word, rng.uniform(1, 1.6F)), "red_text", word);
  }
  if (stamped) {
    const std::string& word = pick(rng, kWords);
    add(draw_stamp(word_ink(word, rng.uniform(1, 1.5F)), rng.uniform(-35, 35)), "stamp", word);
  }
}

}  // namespace ductus::data
