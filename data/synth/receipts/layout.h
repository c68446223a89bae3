// How a receipt is laid out on paper: rows of texts, read from YAML.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "configs/schema/yaml_reader.h"
#include "data/synth/receipts/receipt_content.h"

namespace ductus::data {

enum class Align { kLeft, kCentre, kRight };

/// How a row is printed, next to the receipt's body text.
struct RowStyle {
  float size = 1;       ///< times as large
  float wide = 1;       ///< and then times as wide
  float bold_em = 0;    ///< added to strokes
  bool second = false;  ///< in the receipt's second typeface
};

/// A text beside others in a row.
struct CellSpec {
  enum class Width { kRest, kFit, kFixed };

  std::string rule;  ///< of the layout's grammar: what is printed
  Width width = Width::kRest;
  Span characters{0, 0};  ///< when fixed
  Align align = Align::kLeft;
  Span gap{1, 1};  ///< at least so many characters from the cell before
};

/// One entry of a layout's `rows:`.
struct RowSpec {
  enum class Kind { kCells, kSeparator, kBlank, kItems, kOneOf };

  Kind kind = Kind::kCells;
  float probability = 1;
  Span times{1, 1};  ///< drawn anew each time
  RowStyle style;
  std::vector<CellSpec> cells;                ///< of kCells; 1 to kMostCells
  std::string separator;                      ///< rule: what is repeated across the paper
  std::vector<std::vector<RowSpec>> choices;  ///< of kOneOf; of kItems its first is what is printed an item
};

/// A layout with its own grammar. Immutable once read; threads share it.
struct Layout {
  std::string name;
  Span columns{32, 44};  ///< characters that fit across
  std::array<float, 2> margin_x_px{30, 60}, margin_y_px{30, 60};
  float break_words = 0.5F;  ///< share of receipts whose wrapped lines are filled with parts of long words
  ReceiptContent content;
  std::vector<std::string> dates, times;  ///< patterns (calendar.h), one a receipt
  std::vector<RowSpec> rows;
  std::shared_ptr<const Grammar> words;

  static constexpr int32_t kFewestColumns = 16, kMostColumns = 120;
  static constexpr std::size_t kMostCells = 6;

  /// Reads a layout. `words` is a recipe's `words:`, a list of rules that stand before the layout's own
  /// `phrases:`. Strict: throws ductus::Error (usage) naming the place.
  static Layout read(const config::Node& node, const std::string& name, const config::Node& words);
};

}  // namespace ductus::data
