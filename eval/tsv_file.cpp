#include "eval/tsv_file.h"

#include <algorithm>
#include <charconv>

#include "configs/schema/error.h"
#include "configs/schema/nearest.h"
#include "data/utf8.h"
#include "eval/id_table.h"

namespace ductus::eval {
namespace {

void split(std::string_view line, TsvFields& fields) {
  fields.clear();
  for (std::size_t tab = line.find('\t'); tab != std::string_view::npos; tab = line.find('\t')) {
    fields.push_back(line.substr(0, tab));
    line.remove_prefix(tab + 1);
  }
  fields.push_back(line);
}

IdTable index_ids(const IdColumn& column) {
  IdTable index(column.ids.size());
  for (std::size_t row = 0; row < column.ids.size(); ++row) {
    const uint32_t before = index.add(column.ids[row]);
    DUCTUS_CHECK(before == IdTable::kNone, "{}:{}: id '{}' was there already, in line {}", column.file,
                 column.line_of(row), column.ids[row], column.line_of(before));
  }
  return index;
}

}  // namespace

TsvFile::TsvFile(const std::filesystem::path& path) : name_(path.string()), file_(path), rest_(file_.text()) {
  data::check_utf8_lines(rest_, name_);
  rest_ = data::without_bom(rest_);
}

bool TsvFile::next_line(std::string_view& line) {
  if (rest_.empty()) return false;
  const std::size_t end = std::min(rest_.size(), rest_.find('\n'));
  line = rest_.substr(0, end);
  rest_.remove_prefix(std::min(rest_.size(), end + 1));
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return true;
}

bool TsvFile::next(TsvFields& fields) {
  std::string_view line;
  if (!next_line(line)) return false;
  split(line, fields);
  return true;
}

std::size_t place_of(const TsvFields& fields, std::string_view name) {
  const auto found = std::find(fields.begin(), fields.end(), name);
  return found == fields.end() ? kAbsent : static_cast<std::size_t>(found - fields.begin());
}

TsvTable::TsvTable(const std::filesystem::path& path) : file_(path) {
  DUCTUS_CHECK(file_.next(header_), "{}: empty file, expected a header that names columns", name());
}

std::size_t TsvTable::column(const std::string& column) const {
  const std::size_t place = place_of(header_, column);
  DUCTUS_CHECK(place != kAbsent, "{}:1: no column '{}', found: {}{}", name(), column,
               fmt::join(header_, ", "), config::did_you_mean(column, {header_.begin(), header_.end()}));
  return place;
}

bool TsvTable::next(TsvFields& row) {
  do {
    if (!file_.next(row)) return false;
    ++line_;
  } while (row.size() == 1 && row[0].empty());
  DUCTUS_CHECK(row.size() >= header_.size(), "{}:{}: {} fields, expected {} as the header has", name(), line_,
               row.size(), header_.size());
  return true;
}

void check_header(const std::string& file, const TsvFields& fields) {
  for (const std::string_view field : fields) {
    DUCTUS_CHECK(std::count(fields.begin(), fields.end(), field) == 1, "{}:1: header names column '{}' twice",
                 file, field);
  }
}

double parse_confidence(const std::string& file, std::size_t line, std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  DUCTUS_CHECK(error == std::errc() && end == text.data() + text.size() && value >= 0 && value <= 1,
               "{}:{}: confidence '{}', expected a number from 0 to 1", file, line, text);
  return value;
}

std::vector<std::size_t> join_rows(const IdColumn& truth, const IdColumn& predicted) {
  const IdTable index = index_ids(truth);
  std::vector<std::size_t> row_of(truth.ids.size(), kAbsent);
  for (std::size_t row = 0; row < predicted.ids.size(); ++row) {
    // the usual file has the order of the truth
    const bool next = row < truth.ids.size() && truth.ids[row] == predicted.ids[row];
    const uint32_t sample = next ? static_cast<uint32_t>(row) : index.find(predicted.ids[row]);
    DUCTUS_CHECK(sample != IdTable::kNone, "{}:{}: id '{}' is not in {}", predicted.file,
                 predicted.line_of(row), predicted.ids[row], truth.file);
    DUCTUS_CHECK(row_of[sample] == kAbsent, "{}:{}: id '{}' was there already, in line {}", predicted.file,
                 predicted.line_of(row), predicted.ids[row], predicted.line_of(row_of[sample]));
    row_of[sample] = row;
  }
  return row_of;
}

void check_none_missing(const IdColumn& truth, const IdColumn& predicted,
                        const std::vector<std::size_t>& row_of) {
  const auto missing = std::count(row_of.begin(), row_of.end(), kAbsent);
  if (missing == 0) return;
  const auto first =
      static_cast<std::size_t>(std::find(row_of.begin(), row_of.end(), kAbsent) - row_of.begin());
  fail("{}: no prediction for id '{}' ({}:{}){}", predicted.file, truth.ids[first], truth.file,
       truth.line_of(first), missing > 1 ? fmt::format(", nor for {} more", missing - 1) : "");
}

}  // namespace ductus::eval
