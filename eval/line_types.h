// What kind of text a line is, told by its truth: slices of a report.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace ductus::eval {

enum class LineType : uint8_t { kAmount, kDate, kNumber, kText, kMixed, kSymbols };

/// "amount", "date", "number", "text", "mixed", "symbols".
const char* line_type_name(LineType type);

/// All, in the order of the reports.
const std::vector<LineType>& line_types();

/// The first that holds of the stripped text:
/// - amount: all of it is a number with two decimals after "." or ",", thousands apart by "," "." "'" or a
///   space or not at all, with at most one currency (a sign of Unicode's category Sc, perhaps after letters
///   as in "S$", or one of RM MYR USD EUR GBP SGD CHF JPY CNY INR AUD CAD IDR THB) before or after it, and at
///   most one sign (+ - U+2212, before or after) or brackets around it; one space may stand between the
///   parts: "RM12.50", "$ 53.25", "1,234.00", "-4.69", "5.00 RM", "12.00-", "(3.10)".
/// - date: a date or time of day stands somewhere in it: day, month and year in any order, apart by one of
///   "/" "-" "." (2018-04-14, 14/04/18), or with the month in English letters between ("14 Apr 2018",
///   "14-APR-18"), or h:mm, hh:mm, hh:mm:ss.
/// - number: digits, no letters: "12", "03-62584088", "10%".
/// - text: letters, no digits. - mixed: both. - symbols: neither ("-----"), and the empty text.
LineType line_type(std::u32string_view text);

}  // namespace ductus::eval
