#include "data/synth/receipts/printed_receipt.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "data/line_text.h"
#include "data/utf8.h"

namespace ductus::data {
namespace {

int length_of(const std::string& text) { return static_cast<int>(count_code_points(text)); }

/// A cell whose text is drawn; its fields are still to be filled in.
struct DrawnCell {
  std::string text;
  CellSpec::Width width;
  int characters, gap;
  Align align;
};

/// A row of the layout after all that is random about it: every item's rows are the same.
struct DrawnRow {
  RowSpec::Kind kind;
  RowStyle style;
  std::vector<DrawnCell> cells;
  std::string separator;
  std::vector<DrawnRow> item;  // rows of each item
};

class RowDrawer {
 public:
  RowDrawer(const Grammar& words, Rng& rng) : words_(words), rng_(rng) {}

  void draw(const std::vector<RowSpec>& specs, std::vector<DrawnRow>& rows) {
    for (const RowSpec& spec : specs) {
      if (rng_.uniform() >= spec.probability) continue;
      const int times = spec.times.draw(rng_);
      for (int i = 0; i < times; ++i) draw(spec, rows);
    }
  }

 private:
  void draw(const RowSpec& spec, std::vector<DrawnRow>& rows) {
    if (spec.kind == RowSpec::Kind::kOneOf) return draw(pick(rng_, spec.choices), rows);
    DrawnRow row{spec.kind, spec.style, {}, {}, {}};
    for (const CellSpec& cell : spec.cells) {
      row.cells.push_back(
          {text(cell.rule), cell.width, cell.characters.draw(rng_), cell.gap.draw(rng_), cell.align});
    }
    if (!spec.separator.empty()) row.separator = text(spec.separator);
    if (spec.kind == RowSpec::Kind::kItems) draw(spec.choices[0], row.item);
    rows.push_back(std::move(row));
  }

  std::string text(const std::string& rule) {
    std::string out;
    words_.draw(rule, rng_, out);
    return out;
  }

  const Grammar& words_;
  Rng& rng_;
};

/// Widths of a row's cells, at least 1 each: what is as wide as its text or of a fixed width first, then the
/// others share what is left. Where there is too little, gaps close and the widest cells give way.
std::vector<int> widths_of(const std::vector<DrawnCell>& cells, const std::vector<std::string>& texts,
                           std::vector<int>& gaps, int columns) {
  std::vector<int> widths(cells.size(), 1);
  std::vector<std::size_t> rest;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    gaps[i] = i == 0 ? 0 : cells[i].gap;
    if (cells[i].width == CellSpec::Width::kRest) rest.push_back(i);
    if (cells[i].width == CellSpec::Width::kFit) widths[i] = std::max(1, length_of(texts[i]));
    if (cells[i].width == CellSpec::Width::kFixed) widths[i] = cells[i].characters;
  }
  const auto left = [&] {
    return columns - std::accumulate(widths.begin(), widths.end(), 0) -
           std::accumulate(gaps.begin(), gaps.end(), 0);
  };
  if (left() < 0) std::for_each(gaps.begin(), gaps.end(), [](int& gap) { gap = std::min(gap, 1); });
  if (left() < 0 && columns < 2 * static_cast<int>(cells.size())) std::fill(gaps.begin(), gaps.end(), 0);
  while (left() < 0) {
    const auto widest = std::max_element(widths.begin(), widths.end());
    if (*widest == 1) break;
    --*widest;
  }
  const int shared = std::max(0, left());
  for (std::size_t k = 0; k < rest.size(); ++k) {
    const int count = static_cast<int>(rest.size()), i = static_cast<int>(k);
    widths[rest[k]] += shared * (i + 1) / count - shared * i / count;
  }
  return widths;
}

class Printer {
 public:
  Printer(const Receipt& receipt, const Layout& layout, Rng& rng) : receipt_(receipt) {
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
    const float columns = static_cast<float>(printed_.columns) / (row.style.size * row.style.wide);
    printed.columns = std::max(1, static_cast<int>(columns + 0.001F));
    if (row.kind == RowSpec::Kind::kSeparator) return add_separator(row, fields, std::move(printed));
    std::vector<std::vector<std::string>> lines;  // of each cell, before wrapping
    for (const DrawnCell& cell : row.cells) {
      std::string text;
      if (!fill(cell.text, fields, text)) return;  // it is about something that is not on this receipt
      lines.push_back(parts_of(text));
    }
    add_wrapped(row, lines, printed);
  }

  /// Cells with their lines below each other.
  void add_wrapped(const DrawnRow& row, const std::vector<std::vector<std::string>>& lines,
                   const PrintedRow& empty) {
    std::vector<std::string> longest(lines.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
      for (const std::string& line : lines[i]) {
        if (length_of(line) > length_of(longest[i])) longest[i] = line;
      }
    }
    std::vector<int> gaps(row.cells.size());
    const std::vector<int> widths = widths_of(row.cells, longest, gaps, empty.columns);
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
  PrintedReceipt printed_;
  LetterCase case_ = LetterCase::kUpper;
  bool break_words_ = false;
  FieldStyle style_;
};

}  // namespace

PrintedReceipt print_receipt(const Receipt& receipt, const Layout& layout, Rng& rng) {
  Printer printer(receipt, layout, rng);
  std::vector<DrawnRow> rows;
  RowDrawer(*layout.words, rng).draw(layout.rows, rows);
  return printer.print(rows);
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
