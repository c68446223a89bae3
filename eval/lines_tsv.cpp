#include "eval/lines_tsv.h"

#include <algorithm>

#include "configs/schema/error.h"
#include "configs/schema/nearest.h"
#include "configs/schema/numbers.h"
#include "data/atomic_file.h"
#include "eval/id_table.h"
#include "eval/tsv_file.h"

namespace ductus::eval {
namespace {

/// Which column holds what.
struct Columns {
  std::size_t count = 2;
  std::size_t id = 0;
  std::size_t text = 1;
  std::size_t confidence = kAbsent;
  std::size_t group = kAbsent;
  std::size_t source = kAbsent;
  std::size_t width = kAbsent;
  bool header = false;
};

/// One file; ids and texts are views into the mapping.
struct Table {
  explicit Table(const std::filesystem::path& path) : file(path) { rows.file = file.name(); }

  TsvFile file;
  IdColumn rows;
  TsvFields header;  // empty where there is none
  std::vector<std::string_view> texts;
  std::vector<double> confidence;
  std::vector<std::string> group;
  bool grouped = false;  // a row says which
  std::vector<std::string> source;
  std::vector<int32_t> width_px;
};

std::size_t either(std::size_t place, std::size_t other) { return place != kAbsent ? place : other; }

Columns read_header(const std::string& name, const TsvFields& fields,
                    const std::optional<std::string>& group_column) {
  const std::size_t id = either(place_of(fields, "id"), place_of(fields, "file"));
  const std::size_t text = place_of(fields, "text");
  if (id == kAbsent || (text == kAbsent && id != 0)) return {};
  DUCTUS_CHECK(text != kAbsent, "{}:1: header without a column 'text', found {}", name,
               fmt::join(fields, ", "));
  check_header(name, fields);
  return {fields.size(),
          id,
          text,
          place_of(fields, "confidence"),
          group_column ? place_of(fields, *group_column) : kAbsent,
          either(place_of(fields, "source"), place_of(fields, "image")),
          place_of(fields, "width"),
          true};
}

int32_t parse_width(const IdColumn& rows, std::size_t line, std::string_view text) {
  int32_t width = 0;
  DUCTUS_CHECK(config::parse_number(text, width) == config::Parsed::kGood && width > 0,
               "{}:{}: width '{}', expected a whole number of pixels from 1", rows.file, line, text);
  return width;
}

/// A line of no group is one of its own, as in a data set.
void add_group(Table& table, std::string_view id, std::string_view group) {
  table.group.emplace_back(group.empty() ? id : group);
  table.grouped = table.grouped || !group.empty();
}

void add_row(Table& table, const TsvFields& fields, const Columns& columns) {
  const std::size_t line = table.rows.line_of(table.rows.ids.size());
  if (fields.size() != columns.count) {
    fail("{}:{}: expected {} columns{}, found {}{}", table.rows.file, line, columns.count,
         columns.header ? " as in the header" : ", id and text, separated by a tab", fields.size(),
         !columns.header && fields.size() > columns.count
             ? " (more columns need a first line that names them: id, text, ...)"
             : "");
  }
  DUCTUS_CHECK(!fields[columns.id].empty(), "{}:{}: empty id", table.rows.file, line);
  table.rows.ids.push_back(fields[columns.id]);
  table.texts.push_back(fields[columns.text]);
  if (columns.confidence != kAbsent) {
    table.confidence.push_back(parse_confidence(table.rows.file, line, fields[columns.confidence]));
  }
  if (columns.group != kAbsent) add_group(table, fields[columns.id], fields[columns.group]);
  if (columns.source != kAbsent) table.source.emplace_back(fields[columns.source]);
  if (columns.width != kAbsent)
    table.width_px.push_back(parse_width(table.rows, line, fields[columns.width]));
}

Table read_table(const std::filesystem::path& path, const std::optional<std::string>& group_column) {
  Table table(path);
  Columns columns;
  TsvFields fields;
  for (bool first = true; table.file.next(fields); first = false) {
    if (first) columns = read_header(table.rows.file, fields, group_column);
    table.rows.header = columns.header;
    if (first && columns.header) table.header = fields;
    if (!first || !columns.header) add_row(table, fields, columns);
  }
  return table;
}

/// For one that was asked for by name.
void check_group_column(const Table& truth, const std::string& name) {
  DUCTUS_CHECK(!truth.header.empty(),
               "{}: no column '{}' to group by: its first line names no columns, expected id, text and {}",
               truth.rows.file, name, name);
  DUCTUS_CHECK(place_of(truth.header, name) != kAbsent, "{}:1: no column '{}' to group by, found: {}{}",
               truth.rows.file, name, fmt::join(truth.header, ", "),
               config::did_you_mean(name, {truth.header.begin(), truth.header.end()}));
}

}  // namespace

LinePredictions read_line_predictions(const std::filesystem::path& truth_path,
                                      const std::filesystem::path& predicted_path,
                                      std::vector<std::string>& missing,
                                      const std::optional<std::string>& group_column) {
  const Table truth = read_table(truth_path, group_column.value_or("group"));
  const Table predicted = read_table(predicted_path, {});
  DUCTUS_CHECK(!truth.rows.ids.empty(), "{}: no lines, expected id and text in each", truth.rows.file);
  if (group_column) check_group_column(truth, *group_column);

  LinePredictions lines;
  lines.truth.assign(truth.texts.begin(), truth.texts.end());
  lines.ids.assign(truth.rows.ids.begin(), truth.rows.ids.end());
  if (truth.grouped) lines.group = truth.group;
  lines.source = truth.source;
  lines.width_px = truth.width_px;
  const bool confidences = !predicted.confidence.empty();
  const std::vector<std::size_t> row_of = join_rows(truth.rows, predicted.rows);
  for (std::size_t i = 0; i < row_of.size(); ++i) {
    const bool there = row_of[i] != kAbsent;
    if (!there) missing.push_back(lines.ids[i]);
    lines.predicted.emplace_back(there ? predicted.texts[row_of[i]] : std::string_view());
    if (confidences) lines.confidence.push_back(there ? predicted.confidence[row_of[i]] : 0);
  }
  return lines;
}

void write_line_predictions(const std::filesystem::path& path, const LinePredictions& lines) {
  lines.check(path.string());
  DUCTUS_CHECK(!lines.ids.empty(), "{}: predictions without ids", path.string());
  DUCTUS_CHECK(!lines.confidence.empty(), "{}: predictions without confidences", path.string());
  check_ids_differ(path.string(), lines.ids);
  std::string text = "file\ttext\tconfidence\n";
  for (std::size_t i = 0; i < lines.ids.size(); ++i) {
    DUCTUS_CHECK((lines.ids[i] + lines.predicted[i]).find_first_of("\t\r\n") == std::string::npos,
                 "{}: id '{}' or its text has a tab or line end, which the format cannot hold", path.string(),
                 lines.ids[i]);
    text += fmt::format("{}\t{}\t{:.6f}\n", lines.ids[i], lines.predicted[i], lines.confidence[i]);
  }
  data::write_file(path, text);
}

}  // namespace ductus::eval
