#include "eval/predictions_tsv.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <unordered_map>

#include "configs/schema/error.h"
#include "data/atomic_file.h"
#include "eval/id_table.h"
#include "eval/tsv_file.h"

namespace ductus::eval {
namespace {

/// Which column holds what.
struct Columns {
  std::size_t count = 2;
  std::size_t id = 0;
  std::size_t label = 1;
  std::size_t confidence = kAbsent;
  bool header = false;
};

/// Labels as numbers in the order of their first use, then as places in the sorted alphabet.
class LabelNumbers {
 public:
  int32_t number(std::string_view label) {
    return numbers_.try_emplace(label, static_cast<int32_t>(numbers_.size())).first->second;
  }

  /// [count]: the place of each number among all labels, sorted; the labels come out in that order.
  std::vector<int32_t> sorted(std::vector<std::string>& labels) const {
    const std::map<std::string_view, int32_t> by_label(numbers_.begin(), numbers_.end());
    std::vector<int32_t> places(numbers_.size());
    for (const auto& [label, number] : by_label) {
      places[number] = static_cast<int32_t>(labels.size());
      labels.emplace_back(label);
    }
    return places;
  }

 private:
  std::unordered_map<std::string_view, int32_t> numbers_;
};

/// One file; ids are views into the mapping.
struct Table {
  explicit Table(const std::filesystem::path& path) : file(path) { rows.file = file.name(); }

  TsvFile file;
  IdColumn rows;
  std::vector<int32_t> labels;  // numbers of LabelNumbers
  std::vector<double> confidence;
};

/// A first line with the field `id` in its first place, or `id` and `label` anywhere, is a header.
Columns read_header(const std::string& name, const TsvFields& fields) {
  const std::size_t id = place_of(fields, "id");
  const std::size_t label = place_of(fields, "label");
  if (id == kAbsent || (label == kAbsent && id != 0)) return {};
  DUCTUS_CHECK(label != kAbsent, "{}:1: header without a column 'label', found {}", name,
               fmt::join(fields, ", "));
  check_header(name, fields);
  return {fields.size(), id, label, place_of(fields, "confidence"), true};
}

void check_columns(const Table& table, std::size_t line, std::size_t found, const Columns& columns) {
  if (found == columns.count) return;
  fail("{}:{}: expected {} columns{}, found {}{}", table.rows.file, line, columns.count,
       columns.header ? " as in the header" : ", id and label, separated by a tab", found,
       !columns.header && found > columns.count
           ? " (more columns need a first line that names them: id, label, ...)"
           : "");
}

void add_row(Table& table, LabelNumbers& numbers, const TsvFields& fields, const Columns& columns) {
  const std::size_t line = table.rows.line_of(table.rows.ids.size());
  check_columns(table, line, fields.size(), columns);
  DUCTUS_CHECK(!fields[columns.id].empty(), "{}:{}: empty id", table.rows.file, line);
  DUCTUS_CHECK(!fields[columns.label].empty(),
               "{}:{}: empty label of id '{}' (give 'no answer' a name of its own, as in '?')",
               table.rows.file, line, fields[columns.id]);
  table.rows.ids.push_back(fields[columns.id]);
  table.labels.push_back(numbers.number(fields[columns.label]));
  if (columns.confidence != kAbsent) {
    table.confidence.push_back(parse_confidence(table.rows.file, line, fields[columns.confidence]));
  }
}

/// `numbers` keeps views into the table's file.
Table read_table(const std::filesystem::path& path, LabelNumbers& numbers) {
  Table table(path);
  DUCTUS_CHECK(!table.file.empty(), "{}: empty file, expected lines of id and label", table.rows.file);
  Columns columns;
  TsvFields fields;
  for (bool first = true; table.file.next(fields); first = false) {
    if (first) columns = read_header(table.rows.file, fields);
    table.rows.header = columns.header;
    if (!first || !columns.header) add_row(table, numbers, fields, columns);
  }
  DUCTUS_CHECK(!table.rows.ids.empty(), "{}: a header and no lines below it", table.rows.file);
  return table;
}

}  // namespace

Predictions read_predictions(const std::filesystem::path& truth_path,
                             const std::filesystem::path& predicted_path,
                             const std::vector<std::string>& more_labels) {
  LabelNumbers numbers;
  for (const std::string& label : more_labels) numbers.number(label);
  const Table truth = read_table(truth_path, numbers);
  const Table predicted = read_table(predicted_path, numbers);

  Predictions result;
  result.truth = truth.labels;
  const std::vector<std::size_t> row_of = join_rows(truth.rows, predicted.rows);
  check_none_missing(truth.rows, predicted.rows, row_of);
  for (const std::size_t row : row_of) {
    result.predicted.push_back(predicted.labels[row]);
    if (!predicted.confidence.empty()) result.confidence.push_back(predicted.confidence[row]);
  }
  std::vector<std::string> labels;
  const std::vector<int32_t> places = numbers.sorted(labels);
  for (int32_t& label : result.truth) label = places[label];
  for (int32_t& label : result.predicted) label = places[label];
  result.alphabet = data::Alphabet(std::move(labels));
  result.ids.assign(truth.rows.ids.begin(), truth.rows.ids.end());
  return result;
}

void write_predictions(const std::filesystem::path& path, const Predictions& predictions) {
  predictions.check(path.string());
  DUCTUS_CHECK(!predictions.ids.empty(), "{}: predictions without ids", path.string());
  check_ids_differ(path.string(), predictions.ids);
  const std::vector<double> confidence = predictions.confidences();
  std::string text = confidence.empty() ? "id\tlabel\n" : "id\tlabel\tconfidence\n";
  for (std::size_t i = 0; i < predictions.ids.size(); ++i) {
    const std::string& label = predictions.alphabet[predictions.predicted[i]];
    DUCTUS_CHECK((predictions.ids[i] + label).find_first_of("\t\r\n") == std::string::npos,
                 "{}: id '{}' or its label has a tab or line end, which the format cannot hold",
                 path.string(), predictions.ids[i]);
    text += predictions.ids[i] + '\t' + label;
    if (!confidence.empty()) text += fmt::format("\t{:.6f}", confidence[i]);
    text += '\n';
  }
  data::write_file(path, text);
}

}  // namespace ductus::eval
