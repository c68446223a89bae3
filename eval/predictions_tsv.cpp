#include "eval/predictions_tsv.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <string_view>
#include <unordered_map>

#include "configs/schema/error.h"
#include "data/atomic_file.h"
#include "data/mapped_file.h"
#include "eval/id_table.h"
#include "eval/utf8.h"

namespace ductus::eval {
namespace {

constexpr std::size_t kAbsent = static_cast<std::size_t>(-1);

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
  explicit Table(const std::filesystem::path& path) : name(path.string()), file(path) {}

  std::string name;
  data::MappedFile file;
  bool header = false;
  std::vector<std::string_view> ids;
  std::vector<int32_t> labels;  // numbers of LabelNumbers
  std::vector<double> confidence;

  std::size_t line_of(std::size_t row) const { return row + 1 + (header ? 1 : 0); }
};

void split(std::string_view line, std::vector<std::string_view>& fields) {
  fields.clear();
  for (std::size_t tab = line.find('\t'); tab != std::string_view::npos; tab = line.find('\t')) {
    fields.push_back(line.substr(0, tab));
    line.remove_prefix(tab + 1);
  }
  fields.push_back(line);
}

std::size_t place_of(const std::vector<std::string_view>& fields, std::string_view name) {
  const auto found = std::find(fields.begin(), fields.end(), name);
  return found == fields.end() ? kAbsent : static_cast<std::size_t>(found - fields.begin());
}

/// A first line with the field `id` in its first place, or `id` and `label` anywhere, is a header.
Columns read_header(const std::string& name, const std::vector<std::string_view>& fields) {
  const std::size_t id = place_of(fields, "id");
  const std::size_t label = place_of(fields, "label");
  if (id == kAbsent || (label == kAbsent && id != 0)) return {};
  DUCTUS_CHECK(label != kAbsent, "{}:1: header without a column 'label', found {}", name,
               fmt::join(fields, ", "));
  for (const std::string_view field : fields) {
    DUCTUS_CHECK(std::count(fields.begin(), fields.end(), field) == 1, "{}:1: header names column '{}' twice",
                 name, field);
  }
  return {fields.size(), id, label, place_of(fields, "confidence"), true};
}

double parse_confidence(const Table& table, std::size_t line, std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  DUCTUS_CHECK(error == std::errc() && end == text.data() + text.size() && value >= 0 && value <= 1,
               "{}:{}: confidence '{}', expected a number from 0 to 1", table.name, line, text);
  return value;
}

void check_columns(const Table& table, std::size_t line, std::size_t found, const Columns& columns) {
  if (found == columns.count) return;
  fail("{}:{}: expected {} columns{}, found {}{}", table.name, line, columns.count,
       columns.header ? " as in the header" : ", id and label, separated by a tab", found,
       !columns.header && found > columns.count
           ? " (more columns need a first line that names them: id, label, ...)"
           : "");
}

void add_row(Table& table, LabelNumbers& numbers, const std::vector<std::string_view>& fields,
             const Columns& columns) {
  const std::size_t line = table.line_of(table.ids.size());
  check_columns(table, line, fields.size(), columns);
  DUCTUS_CHECK(!fields[columns.id].empty(), "{}:{}: empty id", table.name, line);
  DUCTUS_CHECK(!fields[columns.label].empty(),
               "{}:{}: empty label of id '{}' (give 'no answer' a name of its own, as in '?')", table.name,
               line, fields[columns.id]);
  table.ids.push_back(fields[columns.id]);
  table.labels.push_back(numbers.number(fields[columns.label]));
  if (columns.confidence != kAbsent) {
    table.confidence.push_back(parse_confidence(table, line, fields[columns.confidence]));
  }
}

void check_utf8(const std::string& name, std::string_view text) {
  const std::size_t bad = invalid_utf8(text);
  if (bad == std::string_view::npos) return;
  const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(bad), '\n');
  fail("{}:{}: byte 0x{:02X} at offset {} is not UTF-8", name, line, static_cast<unsigned char>(text[bad]),
       bad);
}

/// `numbers` keeps views into the table's file.
Table read_table(const std::filesystem::path& path, LabelNumbers& numbers) {
  Table table(path);
  std::string_view text = table.file.text();
  check_utf8(table.name, text);
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  DUCTUS_CHECK(!text.empty(), "{}: empty file, expected lines of id and label", table.name);

  Columns columns;
  std::vector<std::string_view> fields;
  for (bool first = true; !text.empty(); first = false) {
    const std::size_t end = std::min(text.size(), text.find('\n'));
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(text.size(), end + 1));
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    split(line, fields);
    if (first) columns = read_header(table.name, fields);
    table.header = columns.header;
    if (!first || !columns.header) add_row(table, numbers, fields, columns);
  }
  DUCTUS_CHECK(!table.ids.empty(), "{}: a header and no lines below it", table.name);
  return table;
}

IdTable index_ids(const Table& table) {
  IdTable index(table.ids.size());
  for (std::size_t row = 0; row < table.ids.size(); ++row) {
    const uint32_t before = index.add(table.ids[row]);
    DUCTUS_CHECK(before == IdTable::kNone, "{}:{}: id '{}' was there already, in line {}", table.name,
                 table.line_of(row), table.ids[row], table.line_of(before));
  }
  return index;
}

[[noreturn]] void fail_missing(const Table& truth, const Table& predicted,
                               const std::vector<std::size_t>& row_of) {
  const auto first = std::find(row_of.begin(), row_of.end(), kAbsent) - row_of.begin();
  const auto missing = std::count(row_of.begin(), row_of.end(), kAbsent);
  fail("{}: no prediction for id '{}' ({}:{}){}", predicted.name, truth.ids[first], truth.name,
       truth.line_of(first), missing > 1 ? fmt::format(", nor for {} more", missing - 1) : "");
}

/// For each row of `truth` the row of `predicted` with its id.
std::vector<std::size_t> join_rows(const Table& truth, const Table& predicted) {
  const IdTable index = index_ids(truth);
  std::vector<std::size_t> row_of(truth.ids.size(), kAbsent);
  for (std::size_t row = 0; row < predicted.ids.size(); ++row) {
    // the usual file has the order of the truth
    const bool next = row < truth.ids.size() && truth.ids[row] == predicted.ids[row];
    const uint32_t sample = next ? static_cast<uint32_t>(row) : index.find(predicted.ids[row]);
    DUCTUS_CHECK(sample != IdTable::kNone, "{}:{}: id '{}' is not in {}", predicted.name,
                 predicted.line_of(row), predicted.ids[row], truth.name);
    DUCTUS_CHECK(row_of[sample] == kAbsent, "{}:{}: id '{}' was there already, in line {}", predicted.name,
                 predicted.line_of(row), predicted.ids[row], predicted.line_of(row_of[sample]));
    row_of[sample] = row;
  }
  if (predicted.ids.size() < truth.ids.size()) fail_missing(truth, predicted, row_of);
  return row_of;
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
  for (const std::size_t row : join_rows(truth, predicted)) {
    result.predicted.push_back(predicted.labels[row]);
    if (!predicted.confidence.empty()) result.confidence.push_back(predicted.confidence[row]);
  }
  std::vector<std::string> labels;
  const std::vector<int32_t> places = numbers.sorted(labels);
  for (int32_t& label : result.truth) label = places[label];
  for (int32_t& label : result.predicted) label = places[label];
  result.alphabet = data::Alphabet(std::move(labels));
  result.ids.assign(truth.ids.begin(), truth.ids.end());
  return result;
}

void write_predictions(const std::filesystem::path& path, const Predictions& predictions) {
  predictions.check(path.string());
  DUCTUS_CHECK(!predictions.ids.empty(), "{}: predictions without ids", path.string());
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
