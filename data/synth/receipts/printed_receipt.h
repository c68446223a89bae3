// A receipt as lines of characters: what a layout makes of it, before there is a typeface.
#pragma once

#include <string>
#include <vector>

#include "data/synth/receipts/layout.h"
#include "data/synth/receipts/receipt_fields.h"

namespace ductus::data {

/// A text at a place of its row, both in the row's own characters.
struct PrintedCell {
  std::string text;  ///< UTF-8 in NFC, not empty, without spaces at its ends or two in a row
  int column = 0, width = 0;
  Align align = Align::kLeft;
};

struct PrintedRow {
  RowStyle style;
  int columns = 1;                 ///< of the row's characters that fit across
  bool separator = false;          ///< a line of signs, not of words
  std::vector<PrintedCell> cells;  ///< from left to right; none: an empty row
};

struct PrintedReceipt {
  int columns = 0;   ///< of body text
  FieldStyle style;  ///< how its fields are printed
  std::vector<PrintedRow> rows;

  /// Rows as lines of a text file, cells where they stand.
  std::string text() const;
};

/// Sets a receipt. All that is random about it comes from `rng`. A text that does not fit is wrapped, in
/// columns of at least one character; any layout prints any receipt.
PrintedReceipt print_receipt(const Receipt& receipt, const Layout& layout, Rng& rng);

/// Breaks a text into lines of at most `width` characters (at least 1), between words; words that are longer
/// are broken, `break_words`: where the line before them ends, else in a line of their own.
std::vector<std::string> wrap(const std::string& text, int width, bool break_words);

}  // namespace ductus::data
