// Pieces of what `ductus data inspect` shows, of characters and of lines.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "data/duplicates.h"
#include "data/sample_set.h"

namespace ductus::data {

/// A row of a table, a cell a column.
using Row = std::vector<std::string>;

/// The first column to the left, numbers to the right, the last (bars) as it is. The first row is the header.
std::string table_text(const std::vector<Row>& rows);

/// A bar of eighths of a column: 32 columns for the largest.
std::string bar_of(int64_t count, int64_t largest);

/// 1 of 8 -> "12.50 %"; of nothing "0.00 %".
std::string share_text(int64_t count, int64_t all);

/// "samples     4": the name of a fact, its value beside it, and a line end.
std::string fact(const char* name, const std::string& value);

/// "0123", or with commas where a symbol has several code points.
std::string alphabet_text(const Alphabet& alphabet);

/// "test 1, train 2".
std::string splits_text(const SampleSet& set);

/// "3, 1 with another label; 2 of test also in train". `meaning`: what else a duplicate may say.
std::string duplicates_text(const Duplicates& duplicates, const char* meaning);

/// The same as JSON.
std::string duplicates_json(const Duplicates& duplicates);

}  // namespace ductus::data
