#include "data/synth/receipts/layout.h"

#include <optional>

#include "configs/schema/error.h"
#include "data/synth/receipts/receipt_fields.h"
#include "data/synth/text/grammar_options.h"
#include "data/synth/text/receipt_grammar.h"
#include "data/synth/text/reference_parts.h"

namespace ductus::data {
namespace {

using config::Fields;
using config::Node;
using config::Range;

const config::Choice<Align>& aligns() {
  static const config::Choice<Align> choice{
      {"left", Align::kLeft}, {"centre", Align::kCentre}, {"right", Align::kRight}};
  return choice;
}

/// `<random 2-10>`: so many of reference 001's characters, without spaces.
DrawText make_random(std::string_view argument) {
  const std::size_t dash = argument.find('-');
  int low = 0, high = 0;
  try {
    low = std::stoi(std::string(argument.substr(0, dash)));
    high = dash == std::string_view::npos ? low : std::stoi(std::string(argument.substr(dash + 1)));
  } catch (const std::exception&) {
    low = 0;
  }
  DUCTUS_CHECK(low >= 1 && low <= high && high <= 100, "<random {}>: expected LOW-HIGH from 1 to 100",
               argument);
  static const RandomCharacters characters;
  return [low, high](Rng& rng, std::string& out) {
    for (char c : characters.draw(rng, Span{low, high}.draw(rng))) {
      if (c != ' ') out += c;
    }
  };
}

GrammarFunctions layout_functions() {
  GrammarFunctions functions = field_functions();
  functions.emplace("random", make_random);
  return functions;
}

/// Reads rows; each text becomes a rule of the grammar.
class RowReader {
 public:
  explicit RowReader(Grammar& grammar) : grammar_(grammar) {}

  std::vector<RowSpec> rows(const Node& list, bool in_item) {
    std::vector<RowSpec> rows;
    for (const Node& node : list.elements()) rows.push_back(row(node, in_item));
    if (rows.empty()) list.reject("expected at least one row");
    return rows;
  }

 private:
  RowSpec row(const Node& node, bool in_item) {
    RowSpec row;
    Fields fields = node.fields();
    int kinds = 0;
    for (const std::string& align : aligns().names()) {
      if (const auto text = fields.node(align)) {
        ++kinds;
        row.cells = {cell(*text, *aligns().value(align))};
      }
    }
    if (const auto sides = fields.node("sides")) ++kinds, read_sides(*sides, row);
    if (const auto cells = fields.node("cells")) ++kinds, read_cells(*cells, row);
    if (const auto text = fields.node("separator")) {
      ++kinds;
      row.kind = RowSpec::Kind::kSeparator;
      row.separator = rule(*text);
    }
    if (const auto blank = fields.node("blank")) {
      ++kinds;
      row.kind = RowSpec::Kind::kBlank;
      row.style.size = blank->as<float>(Range<float>{0.05F, 20});
    }
    if (const auto items = fields.node("items")) {
      ++kinds;
      if (in_item) items->reject("expected no items within items");
      row.kind = RowSpec::Kind::kItems;
      row.choices.push_back(rows(*items, true));
    }
    if (const auto choices = fields.node("one_of")) {
      ++kinds;
      row.kind = RowSpec::Kind::kOneOf;
      for (const Node& choice : choices->elements()) row.choices.push_back(rows(choice, in_item));
      if (row.choices.empty()) choices->reject("expected at least one list of rows");
    }
    if (kinds != 1) {
      node.reject(
          fmt::format("expected one of left, centre, right, sides, cells, separator, blank, items, "
                      "one_of, found {} of them",
                      kinds));
    }
    read_style(fields, row);
    fields.finish();
    return row;
  }

  void read_style(Fields& fields, RowSpec& row) {
    fields.optional("probability", row.probability, Range<float>{0, 1});
    read_span(fields, "times", row.times, 0);
    if (row.kind == RowSpec::Kind::kBlank) return;
    fields.optional("size", row.style.size, Range<float>{0.3F, 4});
    fields.optional("wide", row.style.wide, Range<float>{0.5F, 3});
    fields.optional("bold", row.style.bold_em, Range<float>{0, 0.15F});
    fields.optional("second", row.style.second);
  }

  /// A text at the left and one at the right, which is as wide as it is.
  void read_sides(const Node& node, RowSpec& row) {
    const std::vector<Node> sides = node.elements();
    if (sides.size() != 2) node.reject(fmt::format("expected [left, right], found {} texts", sides.size()));
    row.cells = {cell(sides[0], Align::kLeft), cell(sides[1], Align::kRight)};
    row.cells[1].width = CellSpec::Width::kFit;
  }

  void read_cells(const Node& node, RowSpec& row) {
    for (const Node& element : node.elements()) {
      Fields fields = element.fields();
      CellSpec cell;
      cell.rule = rule(fields.required_node("text"));
      fields.optional("align", cell.align, aligns());
      read_span(fields, "gap", cell.gap, 0);
      if (const auto width = fields.node("width")) read_width(*width, cell);
      fields.finish();
      row.cells.push_back(cell);
    }
    if (row.cells.empty() || row.cells.size() > Layout::kMostCells) {
      node.reject(fmt::format("expected from 1 to {} cells, found {}", Layout::kMostCells, row.cells.size()));
    }
  }

  /// `rest`, `fit`, or `[low, high]` characters.
  static void read_width(const Node& node, CellSpec& cell) {
    if (node.is_sequence()) {
      const auto bounds = node.as<std::array<int32_t, 2>>(Range<int32_t>{1, Layout::kMostColumns});
      if (bounds[0] > bounds[1]) node.reject("expected [low, high]");
      cell.width = CellSpec::Width::kFixed;
      cell.characters = {bounds[0], bounds[1]};
      return;
    }
    const auto name = node.as<std::string>(config::OneOf{"rest", "fit"});
    cell.width = name == "fit" ? CellSpec::Width::kFit : CellSpec::Width::kRest;
  }

  CellSpec cell(const Node& text, Align align) {
    CellSpec cell;
    cell.rule = rule(text);
    cell.align = align;
    return cell;
  }

  /// Adds a text, or a list of texts of which one is printed, as a rule.
  std::string rule(const Node& node) {
    std::vector<std::string> texts;
    if (node.is_sequence()) {
      texts = node.as<std::vector<std::string>>();
      if (texts.empty()) node.reject("expected at least one text");
    } else {
      texts = {node.as<std::string>()};
    }
    std::string name = fmt::format("row text {}", count_++);  // no user's rule has spaces in its name
    grammar_.add_rule(name, texts, node.where());
    return name;
  }

  Grammar& grammar_;
  int count_ = 0;
};

void read_margin(Fields& fields, const std::string& key, std::array<float, 2>& margin) {
  fields.optional(key, margin, Range<float>{0, 1000});
  if (margin[0] > margin[1]) fields.reject(key, "expected the smaller margin first");
}

void read_patterns(Fields& fields, const std::string& key, std::vector<std::string>& patterns) {
  fields.optional(key, patterns);
  if (patterns.empty()) fields.reject(key, "expected at least one pattern");
  for (const std::string& pattern : patterns) {
    try {
      format(Moment(), pattern);
    } catch (const Error& error) {
      fields.reject(key, error.what());
    }
  }
}

Layout read_layout(const Node& node, const std::string& name, const Node& words) {
  Layout layout;
  layout.name = name;
  layout.dates = {"%d/%m/%Y", "%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y", "%Y-%m-%d", "%d %b %Y", "%d.%m.%Y"};
  layout.times = {"%H:%M", "%H:%M:%S", "%I:%M %p", "%l:%M:%S %p"};
  auto grammar = std::make_shared<Grammar>(make_receipt_grammar(layout_functions()));
  Fields fields = node.fields();
  std::array<int32_t, 2> columns = {layout.columns.low, layout.columns.high};
  fields.optional("columns", columns, Range<int32_t>{Layout::kFewestColumns, Layout::kMostColumns});
  if (columns[0] > columns[1]) fields.reject("columns", "expected [low, high]");
  layout.columns = {columns[0], columns[1]};
  read_margin(fields, "margin_x_px", layout.margin_x_px);
  read_margin(fields, "margin_y_px", layout.margin_y_px);
  fields.optional("break_words", layout.break_words, Range<float>{0, 1});
  layout.content = ReceiptContent::read(fields.node_or("content", "{}"));
  read_patterns(fields, "dates", layout.dates);
  read_patterns(fields, "times", layout.times);
  replace_rules(*grammar, fields.node_or("phrases", "[]"));
  replace_rules(*grammar, words);
  layout.rows = RowReader(*grammar).rows(fields.required_node("rows"), false);
  fields.finish();
  grammar->finish();
  layout.words = std::move(grammar);
  return layout;
}

}  // namespace

Layout Layout::read(const Node& node, const std::string& name, const Node& words) {
  try {
    return read_layout(node, name, words);
  } catch (const Error& error) {  // whatever is wrong with a layout is its author's fault
    throw Error(error.what(), Error::Kind::kUsage);
  }
}

}  // namespace ductus::data
