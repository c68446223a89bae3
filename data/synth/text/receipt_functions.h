// What receipts print that follows rules of arithmetic or of the calendar: numbers, prices, dates, codes.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "data/synth/text/grammar.h"

namespace ductus::data {

/// The last digit of an EAN-13 (GS1 General Specifications, 7.9): it makes digits times 1, 3, 1, 3, ... a
/// multiple of 10. `twelve`: the digits before it.
char ean13_check_digit(std::string_view twelve);

/// Functions for a Grammar:
///   digits N, letters N   so many random digits, upper-case letters
///   signs L-H             L to H characters of ASCII, none of them a space
///   repeat C L-H          the characters C (no space in them) L to H times
///   calendar PATTERN      a moment from 2000 to 2029 as data/synth/text/calendar.h prints it
///   ean13                 a code with its check digit
///   price [comma]         an amount with two decimals as shops ask: 12.90, 1,234.00 (12,90, 1.234,00)
const std::map<std::string, MakeDraw, std::less<>>& receipt_functions();

}  // namespace ductus::data
