// One row of a letters CSV, "label,pixel,...,pixel": an exact parser, and fast ones for rows without anything
// unusual.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace ductus::data {

constexpr int kCsvPixels = 784;
constexpr int kCsvFields = 1 + kCsvPixels;
constexpr int kCsvClasses = 26;

/// Bytes that a fast parser may read at and after the start of a row, and before it. Where they are not all
/// there, use parse_csv_row.
constexpr int kCsvReadAhead = 4 * kCsvFields + 128;
constexpr int kCsvReadBehind = 4;

/// Room for one row's pixels with what the fast parsers write past them.
constexpr int kCsvRowRoom = kCsvPixels + 64;

/// Parses a row without its line end: whole numbers, each with quotes and blanks around it or not.
/// Throws ductus::Error "`where`: row R, column C: ..." (both counted from 1) on anything else.
int32_t parse_csv_row(std::string_view row, uint8_t* pixels, std::string_view where, int64_t row_number);

/// Whether every field of a row is a whole number, of whatever size and count: such a row is data, perhaps
/// wrong.
bool is_csv_data(std::string_view row);

/// Whether most fields of a row are no whole numbers, as names of columns are not: a row of data may be
/// damaged in a few.
bool is_csv_header(std::string_view row);

/// A row of bare digits and commas only, from `row` to its "\n" or "\r\n": returns the start of the next row,
/// or null when the row is anything else or has anything wrong. `pixels` has kCsvRowRoom bytes.
using ParsePlainRow = const char* (*)(const char* row, int32_t* label, uint8_t* pixels);

/// A fast parser: the one in portable C++, and those that this processor can run, slowest first.
struct PlainRowParser {
  const char* name;
  ParsePlainRow parse;
};
std::vector<PlainRowParser> plain_row_parsers();

}  // namespace ductus::data
