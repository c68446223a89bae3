#include "data/synth/forms/form_printer.h"

#include <algorithm>
#include <cmath>

#include "data/synth/forms/boxes.h"

namespace ductus::data {
namespace {

constexpr float kClearPx = 1.5F;  // between a box's line and the numbers in it

/// Where a number of this size goes: somewhere in the room, or, where it crosses, over one of its edges.
/// Machines print in the middle, of a cell of a comb both ways.
Point place(const InkMask& ink, const Box& room, float line_px, const FormField& field, bool crosses,
            Rng& rng) {
  const auto w = static_cast<float>(ink.width), h = static_cast<float>(ink.height);
  const Box inner = grown(room, -(line_px / 2 + kClearPx));
  const bool printed = field.kind == FieldKind::kPrinted;
  float right = rng.uniform(0.05F, 0.75F), down = rng.uniform(0.25F, 0.75F);
  if (printed) down = 0.5F;
  if (printed && field.cells > 1) right = 0.5F;
  Point at{inner.low.x + std::max(0.0F, inner.width() - w) * right,
           inner.low.y + std::max(0.0F, inner.height() - h) * down};
  const float over = rng.uniform(0.04F, 0.25F) * h;
  const uint32_t edge = rng.below(field.cells > 1 ? 2 : 3);
  if (!crosses) return at;
  if (edge == 0) at.y = room.low.y - over;
  if (edge == 1) at.y = room.high.y + over - h;
  if (edge == 2) at.x = room.high.x + over - w;
  return at;
}

}  // namespace

InkedNumber inked_type(TypesetLine line) {
  std::vector<Box> boxes;
  for (const CharBox& character : line.chars) boxes.push_back(character.box);
  return trimmed({line.width, line.height, std::move(line.ink)}, boxes);
}

Quad FormPrinter::print_text(const FormLayout::Text& text, const FormSetting& how, ColourSheet& page) {
  TypesetLine line = typesetter_.set(how.label_typeface, text.text, how.label_style(text.size_px));
  const int x = static_cast<int>(std::lround(text.left)),
            y = static_cast<int>(std::lround(text.baseline - line.baseline_px));
  Box box = line.chars.at(0).box;
  for (const CharBox& character : line.chars) {
    if (text.text[character.byte] != ' ') box = around(box, character.box);
  }
  lay_ink(page, {line.width, line.height, std::move(line.ink)}, x, y, how.print);
  return quad_of(moved(box, static_cast<float>(x), static_cast<float>(y)));
}

InkedNumber FormPrinter::inked(const std::string& text, FieldKind kind, float height_px,
                               const FormSetting& how, Rng& rng) {
  if (kind == FieldKind::kHandwritten)
    return writer_.write(text, std::min(height_px, NumberWriter::kHighest), how.writer, rng);
  constexpr float kDigitEm = 0.72F;  // height of most typefaces' digits
  TypeStyle type;
  type.size_px = std::clamp(height_px / kDigitEm, 1.0F, 400.0F);
  return inked_type(typesetter_.set(how.number_typeface, text, type));
}

void FormPrinter::put_number(const std::string& text, const FormSetting& how, const Box& room, bool crosses,
                             ColourSheet& page, DrawnField& field, Rng& rng) {
  constexpr int kTries = 8;
  const Box inner = grown(room, -(how.box.line_px / 2 + kClearPx));
  float height = how.fill * room.height();
  InkedNumber number;
  const uint32_t key = rng.next();
  for (int i = 0; i < kTries; ++i) {
    Rng shapes(key, static_cast<uint32_t>(FormStage::kShapes), 0, Purpose::kSynth);  // the same in every size
    number = inked(text, field.field.kind, height, how, shapes);
    const float fits = std::min(inner.width() / static_cast<float>(number.coverage.width),
                                inner.height() / static_cast<float>(number.coverage.height));
    if (fits >= 1) break;
    height = std::max(4.0F, height * 0.96F * fits);
  }
  const Point at = place(number.coverage, room, how.box.line_px, field.field, crosses, rng);
  const int x = static_cast<int>(std::lround(at.x)), y = static_cast<int>(std::lround(at.y));
  lay_ink(page, number.coverage, x, y, field.field.kind == FieldKind::kHandwritten ? how.pen : how.typed);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const Box box = moved(number.characters[i], static_cast<float>(x), static_cast<float>(y));
    field.characters.push_back({text.substr(i, 1), quad_of(box)});
  }
}

void FormPrinter::fill_in(const FormSetting& how, const Box& box, ColourSheet& page, DrawnField& field,
                          Rng& rng) {
  const bool crosses = rng.uniform() < recipe_.style.crossing;
  field.crosses = crosses && field.field.kind == FieldKind::kHandwritten;
  const std::string& value = field.field.value;
  if (field.field.cells == 1) {
    if (!value.empty()) put_number(value, how, box, field.crosses, page, field, rng);
    return;
  }
  const std::size_t crossing = value.empty() ? 0 : rng.below(static_cast<uint32_t>(value.size()));
  const int first = field.field.cells - static_cast<int>(value.size());
  for (std::size_t i = 0; i < value.size(); ++i) {
    const Box cell = comb_cell(box, field.field.cells, first + static_cast<int>(i));
    put_number(value.substr(i, 1), how, cell, field.crosses && i == crossing, page, field, rng);
  }
}

void FormPrinter::print(const FormText& form, const FormSetting& how, uint64_t index, ColourSheet& page,
                        DrawnForm& drawn) {
  Rng boxes = recipe_.rng(FormStage::kBoxes, index), numbers = recipe_.rng(FormStage::kNumbers, index);
  for (const FormLayout::Text& text : how.layout.texts) print_text(text, how, page);
  for (std::size_t i = 0; i < form.fields.size(); ++i) {
    const FormLayout::Slot& slot = how.layout.slots[i];
    DrawnField field;
    field.field = form.fields[i];
    field.label = print_text(slot.label, how, page);
    field.box = quad_of(slot.box);
    BoxStyle style = how.box;
    if (!field.field.red) style.ink = how.blue;
    draw_box(page, slot.box, field.field.cells, style, boxes);
    for (int cell = 0; field.field.cells > 1 && cell < field.field.cells; ++cell)
      field.cells.push_back(quad_of(comb_cell(slot.box, field.field.cells, cell)));
    fill_in(how, slot.box, page, field, numbers);
    drawn.fields.push_back(std::move(field));
  }
}

}  // namespace ductus::data
