// What of a receipt layouts may refer to, as texts.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "data/synth/receipts/receipt.h"
#include "data/synth/text/grammar.h"

namespace ductus::data {

/// By name; a field that is "" is not on the receipt. `address` has a line end between its lines. Amounts are
/// there twice: `total` is "12.90" and `$total` "RM12.90".
using FieldTexts = std::map<std::string, std::string, std::less<>>;

/// How a receipt prints its fields.
struct FieldStyle {
  std::string date = "%d/%m/%Y", time = "%H:%M";  ///< calendar.h
  bool symbol_space = false;                      ///< "RM 12.90"
  bool decimals_of_count = false;                 ///< "2.00" pieces
};

FieldTexts receipt_fields(const Receipt& receipt, const FieldStyle& style);

/// The same and the fields of item `i`.
FieldTexts item_fields(const Receipt& receipt, std::size_t i, const FieldStyle& style, FieldTexts fields);

/// `<field NAME>` and `<money NAME>` for a Grammar. What they draw stands for the field: fill() puts its text
/// there. Unknown names are a ductus::Error.
const GrammarFunctions& field_functions();

/// The text with its fields; false when one that it refers to is not on the receipt.
bool fill(std::string_view text, const FieldTexts& fields, std::string& out);

}  // namespace ductus::data
