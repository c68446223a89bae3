#include "data/synth/receipts/receipt_painter.h"

#include <algorithm>
#include <cmath>

#include "configs/schema/error.h"
#include "data/line_text.h"
#include "data/synth/lines/stamp.h"
#include "data/synth/text/draws.h"

namespace ductus::data {
namespace {

/// What a receipt's numbers are drawn for, each with counters of its own; wear has others (wear_stage).
enum Stage : uint32_t { kContent = 16, kPrint = 17, kSetting = 18 };

/// Larger sheets are set in smaller type.
constexpr float kMostPixels = 24e6F;

/// All texts in one of the two typefaces.
std::string texts_in(const PrintedReceipt& printed, bool second) {
  std::string text;
  for (const PrintedRow& row : printed.rows) {
    if (row.style.second != second) continue;
    for (const PrintedCell& cell : row.cells) text += cell.text;
  }
  std::string symbols;
  for (const std::string& symbol : code_points_of({text})) symbols += symbol;
  return symbols;
}

Picture picture_of(const Sheet& sheet) {
  Picture picture{sheet.height, sheet.width, 1, std::vector<uint8_t>(sheet.count())};
  for (std::size_t i = 0; i < sheet.count(); ++i)
    picture.pixels[i] = static_cast<uint8_t>(sheet.grey[i] * 255.0F + 0.5F);
  return picture;
}

void take_points(const Sheet& sheet, DrawnReceipt& drawn) {
  std::size_t at = 0;
  for (ReceiptLine& line : drawn.lines) {
    for (DrawnCharacter& character : line.characters) {
      for (Point& corner : character.quad) corner = sheet.points[at++];
    }
  }
}

}  // namespace

/// How a receipt is set.
struct ReceiptPainter::Setting {
  std::array<std::size_t, 2> typefaces{};
  std::array<TypeStyle, 2> styles;  // of body text in each; the second as wide as the first
  float character_px = 0;           // a column of body text
  float pitch_em = 0;
  float margin_x = 0, margin_y = 0;
  Ink ink;

  float row_px(const RowStyle& row) const { return styles[0].size_px * pitch_em * row.size; }
};

Quad ReceiptLine::quad() const {
  std::vector<Quad> quads;
  for (const DrawnCharacter& character : characters) {
    if (character.text != " ") quads.push_back(character.quad);
  }
  return hull_along_line(quads.data(), quads.size());
}

std::vector<std::array<std::size_t, 2>> words_of(const ReceiptLine& line) {
  std::vector<std::array<std::size_t, 2>> words;
  for (std::size_t i = 0; i < line.characters.size(); ++i) {
    if (line.characters[i].text == " ") continue;
    const bool goes_on = !words.empty() && words.back()[1] == i;
    if (!goes_on) words.push_back({i, i});
    words.back()[1] = i + 1;
  }
  return words;
}

std::size_t ReceiptPainter::choose_typeface(const std::string& text, bool monospaced,
                                            const std::string& layout, Rng& rng) {
  const std::vector<std::size_t> indices = typefaces_.covering(text);
  if (indices.empty()) {
    const std::vector<char32_t> missing = typefaces_.missing(text);
    fail("layout '{}': none of the {} fonts has {}", layout, typefaces_.size(),
         missing.empty() ? "all symbols of a receipt: " + text : named(missing));
  }
  return typefaces_.pick(indices, monospaced ? std::optional<bool>(true) : std::nullopt, rng);
}

/// The mean advance of a text's symbols, with some room where they are not all of one width.
float ReceiptPainter::character_px(std::size_t typeface, const std::string& text, const TypeStyle& style) {
  constexpr float kRoom = 1.05F;
  const TypesetLine line = typesetter_.set(typeface, text, style);
  if (line.chars.empty()) return style.size_px / 2;
  const float mean = line.advance_px / static_cast<float>(line.chars.size());
  return std::max(1.0F, typefaces_[typeface].monospaced ? mean : mean * kRoom);
}

ReceiptPainter::Setting ReceiptPainter::setting_of(const PrintedReceipt& printed, const Layout& layout,
                                                   uint64_t index) {
  Rng rng(recipe_.seed, kSetting, index, Purpose::kSynth);
  const ReceiptStyle& ranges = recipe_.style;
  Setting how;
  TypeStyle& body = how.styles[0];
  body.size_px = within(rng, ranges.size_px);
  body.tracking_em = within(rng, ranges.tracking_em);
  body.widen = within(rng, ranges.widen);
  const bool bold = rng.uniform() < ranges.bold;
  const float more = rng.uniform(0, ranges.max_bold_px);
  body.bold_px = bold ? more : 0;
  how.pitch_em = within(rng, ranges.pitch_em);
  how.ink.bilevel = rng.uniform() < ranges.bilevel;
  how.ink.grey = within(rng, ranges.ink);
  how.margin_x = within(rng, layout.margin_x_px);
  how.margin_y = within(rng, layout.margin_y_px);
  const bool monospaced = rng.uniform() < ranges.monospaced;
  const std::string first = texts_in(printed, false), second = texts_in(printed, true);
  how.typefaces[0] = choose_typeface(first, monospaced, layout.name, rng);
  how.typefaces[1] = second.empty() ? how.typefaces[0] : choose_typeface(second, false, layout.name, rng);

  float rows = 0;
  for (const PrintedRow& row : printed.rows) rows += row.style.size * how.pitch_em;
  how.character_px = character_px(how.typefaces[0], first, body);
  const float pixels = how.character_px * static_cast<float>(printed.columns) * rows * body.size_px;
  if (pixels > kMostPixels) {
    body.size_px = std::max(4.0F, body.size_px * std::sqrt(kMostPixels / pixels));
    how.character_px = character_px(how.typefaces[0], first, body);
  }
  how.styles[1] = body;
  if (!second.empty()) {
    const float ratio = how.character_px / character_px(how.typefaces[1], second, body);
    how.styles[1].widen = std::clamp(body.widen * ratio, 0.5F * body.widen, 1.5F * body.widen);
  }
  return how;
}

void ReceiptPainter::print_cell(const PrintedRow& row, const PrintedCell& cell, float baseline,
                                const Setting& how, Sheet& sheet, ReceiptLine& line) {
  TypeStyle style = how.styles[row.style.second ? 1 : 0];
  style.bold_px += row.style.bold_em * style.size_px;
  style.size_px *= row.style.size;
  style.widen = std::clamp(style.widen * row.style.wide, 0.25F, 4.0F);
  const float unit = how.character_px * row.style.size * row.style.wide;
  const float left = how.margin_x + static_cast<float>(cell.column) * unit;
  const float right = static_cast<float>(sheet.width) - how.margin_x -
                      static_cast<float>(row.columns - cell.column - cell.width) * unit;
  const std::size_t typeface = how.typefaces[row.style.second ? 1 : 0];
  TypesetLine set = typesetter_.set(typeface, cell.text, style);
  const float room = std::max(right - left, unit);
  if (set.advance_px > room) {  // letters of different widths may need more than their share
    style.widen = std::max(0.25F, style.widen * room / set.advance_px * 0.98F);
    set = typesetter_.set(typeface, cell.text, style);
  }
  const float slack = room - set.advance_px;
  const float x = left + (cell.align == Align::kLeft ? 0 : cell.align == Align::kRight ? slack : slack / 2);
  const int at_x = static_cast<int>(std::lround(x)),
            at_y = static_cast<int>(std::lround(baseline - set.baseline_px));
  stamp(sheet, set, at_x, at_y, how.ink);

  line.size_px = style.size_px;
  for (std::size_t i = 0; i < set.chars.size(); ++i) {
    const std::size_t end = i + 1 < set.chars.size() ? set.chars[i + 1].byte : cell.text.size();
    line.characters.push_back({cell.text.substr(set.chars[i].byte, end - set.chars[i].byte), {}});
    const Box& box = set.chars[i].box;
    const auto dx = static_cast<float>(at_x), dy = static_cast<float>(at_y);
    const float x0 = box.low.x + dx, y0 = box.low.y + dy, x1 = box.high.x + dx, y1 = box.high.y + dy;
    sheet.points.insert(sheet.points.end(), {{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}});
  }
}

Sheet ReceiptPainter::print(const PrintedReceipt& printed, const Setting& how, DrawnReceipt& drawn) {
  float height = 0;
  for (const PrintedRow& row : printed.rows) height += how.row_px(row.style);
  Sheet sheet;
  sheet.width =
      static_cast<int>(std::ceil(how.character_px * static_cast<float>(printed.columns) + 2 * how.margin_x));
  sheet.height = static_cast<int>(std::ceil(height + 2 * how.margin_y)) + 1;
  DUCTUS_CHECK(static_cast<float>(sheet.width) * static_cast<float>(sheet.height) <= 4 * kMostPixels,
               "layout '{}': a receipt of {} x {} px is too large to draw", drawn.layout, sheet.width,
               sheet.height);
  sheet.grey.assign(static_cast<std::size_t>(sheet.width) * static_cast<std::size_t>(sheet.height), 1.0F);
  float top = how.margin_y;
  for (std::size_t r = 0; r < printed.rows.size(); ++r) {
    const PrintedRow& row = printed.rows[r];
    const float row_px = how.row_px(row.style), em = how.styles[0].size_px * row.style.size;
    const float baseline = top + row_px / 2 + 0.35F * em;  // capitals in the middle of the row
    for (const PrintedCell& cell : row.cells) {
      ReceiptLine line;
      line.text = cell.text;
      line.row = static_cast<int>(r);
      line.separator = row.separator;
      print_cell(row, cell, baseline, how, sheet, line);
      drawn.lines.push_back(std::move(line));
    }
    top += row_px;
  }
  return sheet;
}

DrawnReceipt ReceiptPainter::draw(uint64_t index) {
  DrawnReceipt drawn;
  drawn.index = index;
  Rng content(recipe_.seed, kContent, index, Purpose::kSynth);
  const Layout& layout = recipe_.layouts[draw_share(recipe_.layouts, content)].layout;
  drawn.layout = layout.name;
  drawn.receipt = draw_receipt(layout.content, *layout.words, content);
  Rng print_rng(recipe_.seed, kPrint, index, Purpose::kSynth);
  const PrintedReceipt printed = print_receipt(drawn.receipt, layout, print_rng);
  drawn.style = printed.style;
  drawn.text = printed.text();
  const Setting how = setting_of(printed, layout, index);
  drawn.typefaces = how.typefaces;
  Sheet sheet = print(printed, how, drawn);
  drawn.clean = picture_of(sheet);
  recipe_.wear.apply(sheet, recipe_.seed, index);
  drawn.image = picture_of(sheet);
  take_points(sheet, drawn);
  return drawn;
}

}  // namespace ductus::data
