#include "data/synth/receipts/printed_receipt.h"

#include <algorithm>

#include "configs/schema/error.h"
#include "data/line_text.h"
#include "data/synth/receipts/drawn_rows.h"

namespace ductus::data {
namespace {

/// More are a mistake of the layout.
constexpr std::size_t kMostRows = 5000;

/// Whether every cell's words are no longer than its width.
bool words_fit(const std::vector<std::vector<std::string>>& lines, const std::vector<int>& widths) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    for (const std::string& line : lines[i]) {
      for (std::size_t from = 0; from <= line.size();) {
        const std::size_t end = std::min(line.find(' ', from), line.size());
        if (length_of(line.substr(from, end - from)) > widths[i]) return false;
        from = end + 1;
      }
    }
  }
  return true;
}

class Printer {
 public:
  Printer(const Receipt& receipt, const Layout& layout, Rng& rng) : receipt_(receipt), layout_(layout) {
    printed_.columns = layout.columns.draw(rng);
    case_ = layout.content.letter_case.draw(rng);
    break_words_ = rng.uniform() < layout.break_words;
    style_.date = pick(rng, layout.dates);
    style_.time = pick(rng, layout.times);
    style_.symbol_space = rng.below(3) == 0;
    style_.decimals_of_count = rng.below(8) == 0;
    printed_.style = style_;
  }

  PrintedReceipt print(const std::vector<DrawnRow>& rows) {
    const FieldTexts fields = receipt_fields(receipt_, style_);
    for (const DrawnRow& row : rows) {
      DUCTUS_CHECK(printed_.rows.size() <= kMostRows, "layout '{}': a receipt of it has more than {} rows",
                   layout_.name, kMostRows);
      if (row.kind != RowSpec::Kind::kItems) {
        add(row, fields);
        continue;
      }
      for (std::size_t i = 0; i < receipt_.items.size(); ++i) {
        const FieldTexts with_item = item_fields(receipt_, i, style_, fields);
        for (const DrawnRow& item_row : row.item) add(item_row, with_item);
      }
    }
    return std::move(printed_);
  }

 private:
  void add(const DrawnRow& row, const FieldTexts& fields) {
    PrintedRow printed;
    printed.style = row.style;
    if (row.kind == RowSpec::Kind::kBlank) {
      printed_.rows.push_back(printed);
      return;
    }
    printed.columns = columns_of(row.style);
    if (row.kind == RowSpec::Kind::kSeparator) return add_separator(row, fields, std::move(printed));
    std::vector<std::vector<std::string>> lines;  // of each cell, before wrapping
    for (const DrawnCell& cell : row.cells) {
      std::string text;
      if (!fill(cell.text, fields, text)) return;  // it is about something that is not on this receipt
      lines.push_back(parts_of(text));
    }
    add_wrapped(row, lines, printed);
  }

  int columns_of(const RowStyle& style) const {
    const float columns = static_cast<float>(printed_.columns) / (style.size * style.wide);
    return std::max(1, static_cast<int>(columns + 0.001F));
  }

  /// Cells with their lines below each other. Large type in which a word would break is left.
  void add_wrapped(const DrawnRow& row, const std::vector<std::vector<std::string>>& lines,
                   PrintedRow empty) {
    std::vector<std::string> longest(lines.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
      for (const std::string& line : lines[i]) {
        if (length_of(line) > length_of(longest[i])) longest[i] = line;
      }
    }
    CellPlaces places = place_cells(row.cells, longest, empty.columns);
    while (!words_fit(lines, places.widths) && (empty.style.wide > 1 || empty.style.size > 1)) {
      (empty.style.wide > 1 ? empty.style.wide : empty.style.size) = 1;
      empty.columns = columns_of(empty.style);
      places = place_cells(row.cells, longest, empty.columns);
    }
    const auto& [gaps, widths] = places;
    std::vector<std::vector<std::string>> wrapped(lines.size());
    std::size_t height = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      for (const std::string& line : lines[i]) {
        for (std::string& part : wrap(line, widths[i], break_words_)) wrapped[i].push_back(std::move(part));
      }
      height = std::max(height, wrapped[i].size());
    }
    for (std::size_t k = 0; k < height; ++k) {
      PrintedRow printed = empty;
      int column = 0;
      for (std::size_t i = 0; i < row.cells.size(); ++i) {
        column += gaps[i];
        if (k < wrapped[i].size()) {
          printed.cells.push_back({wrapped[i][k], column, widths[i], row.cells[i].align});
        }
        column += widths[i];
      }
      printed_.rows.push_back(std::move(printed));
    }
  }

  void add_separator(const DrawnRow& row, const FieldTexts& fields, PrintedRow printed) {
    std::string unit, line;
    if (!fill(row.separator, fields, unit)) return;
    unit = LineText{}.apply(unit);
    printed.separator = true;
    if (!unit.empty()) {
      const int times = std::max(1, printed.columns / length_of(unit));
      for (int i = 0; i < times; ++i) line += unit;
      const std::vector<std::string> fitting = wrap(line, printed.columns, true);
      printed.cells.push_back({fitting[0], 0, printed.columns, Align::kCentre});
    }
    printed_.rows.push_back(std::move(printed));
  }

  /// The lines of a text as they are printed: in the receipt's case, with single spaces.
  std::vector<std::string> parts_of(const std::string& text) const {
    std::vector<std::string> parts;
    for (std::size_t from = 0; from <= text.size();) {
      const std::size_t end = std::min(text.find('\n', from), text.size());
      std::string part = LineText{}.apply(text.substr(from, end - from));
      change_case(part, case_);
      if (!part.empty()) parts.push_back(std::move(part));
      from = end + 1;
    }
    return parts;
  }

  const Receipt& receipt_;
  const Layout& layout_;
  PrintedReceipt printed_;
  LetterCase case_ = LetterCase::kUpper;
  bool break_words_ = false;
  FieldStyle style_;
};

}  // namespace

PrintedReceipt print_receipt(const Receipt& receipt, const Layout& layout, Rng& rng) {
  Printer printer(receipt, layout, rng);
  return printer.print(draw_rows(layout, rng));
}

std::string PrintedReceipt::text() const {
  std::string text;
  for (const PrintedRow& row : rows) {
    std::string line;
    for (const PrintedCell& cell : row.cells) {
      const int room = std::max(0, cell.width - length_of(cell.text));
      const int shift = cell.align == Align::kLeft ? 0 : cell.align == Align::kRight ? room : room / 2;
      const int at = std::max(cell.column + shift, line.empty() ? 0 : length_of(line) + 1);
      line.append(static_cast<std::size_t>(at - length_of(line)), ' ');
      line += cell.text;
    }
    text += line + "\n";
  }
  return text;
}

}  // namespace ductus::data
