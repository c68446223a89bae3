// A table of lines separated by tabs: `picture<TAB>text`, as PaddleOCR and SynthTIGER list lines, or with a
// header and its columns by name.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <regex>
#include <string>
#include <vector>

#include "configs/schema/error.h"
#include "configs/schema/paths.h"
#include "data/formats/line_formats.h"
#include "data/formats/listed_lines.h"
#include "data/mapped_file.h"
#include "data/text_lines.h"

namespace ductus::data {
namespace {

namespace fs = std::filesystem;

using Line = LineSetBuilder::Line;

struct TsvOptions {
  LineOptions lines;
  std::optional<std::string> image, text, group;  // columns; none: the table has no header
  std::optional<std::regex> group_match;          // the part of `group` that names the group
  std::string root;
};

std::optional<std::regex> read_pattern(config::Fields& fields, const std::string& key) {
  std::string pattern;
  fields.optional(key, pattern);
  if (pattern.empty()) return std::nullopt;
  try {
    return std::regex(pattern);
  } catch (const std::regex_error&) {
    fields.reject(key, "expected a regular expression, as in 'page_(\\d+)'");
  }
}

TsvOptions read_options(const config::Node& options) {
  TsvOptions tsv;
  config::Fields fields = options.fields();
  tsv.lines = read_line_options(fields, fields.has("file") ? "file" : "path");
  fields.optional("image", tsv.image);
  fields.optional("text", tsv.text);
  fields.optional("group", tsv.group);
  fields.optional("root", tsv.root);
  tsv.group_match = read_pattern(fields, "group_match");
  fields.finish();
  if (tsv.image.has_value() != tsv.text.has_value())
    fields.reject(tsv.image ? "image" : "text", "expected the columns `image` and `text` both, or neither");
  if (tsv.group_match && !tsv.group)
    fields.reject("group_match", "expected the column `group` too, of which it says the part that counts");
  if (tsv.group && !tsv.image)
    fields.reject("group", "expected the columns `image` and `text` too, for a table with a header");
  return tsv;
}

/// The place of a column in the header.
std::size_t column(const std::vector<std::string_view>& header, const std::string& name,
                   const std::string& where) {
  const auto found = std::find(header.begin(), header.end(), name);
  DUCTUS_CHECK(found != header.end(), "{}:1: expected a column '{}', found {}", where, name,
               fmt::join(header, ", "));
  return static_cast<std::size_t>(found - header.begin());
}

/// The cell, or what the pattern's first parentheses (or all of it) match in it.
std::string group_of(std::string_view cell, const TsvOptions& options, const std::string& where,
                     std::size_t row) {
  cell = trimmed(cell);
  if (!options.group_match || cell.empty()) return std::string(cell);
  std::match_results<std::string_view::const_iterator> match;
  DUCTUS_CHECK(std::regex_search(cell.begin(), cell.end(), match, *options.group_match),
               "{}:{}: the group '{}' does not match group_match", where, row, cell);
  return match.size() > 1 ? match[1].str() : match[0].str();
}

std::vector<Line> lines_of_table(const std::vector<TextLine>& rows, const TsvOptions& options,
                                 const std::string& where) {
  DUCTUS_CHECK(!rows.empty(), "{}: expected a table with a header, found no line", where);
  const std::vector<std::string_view> header = cells_of(rows[0].text);
  const std::size_t image = column(header, *options.image, where);
  const std::size_t text = column(header, *options.text, where);
  const std::size_t group = options.group ? column(header, *options.group, where) : 0;
  std::vector<Line> lines;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const std::vector<std::string_view> cells = cells_of(rows[i].text);
    DUCTUS_CHECK(cells.size() == header.size(), "{}:{}: expected {} columns as in the header, found {}",
                 where, rows[i].number, header.size(), cells.size());
    lines.push_back({std::string(trimmed(cells[image])),
                     std::string(cells[text]),
                     options.group ? group_of(cells[group], options, where, rows[i].number) : std::string(),
                     {}});
  }
  return lines;
}

std::vector<Line> lines_of_list(const std::vector<TextLine>& rows, const std::string& where) {
  std::vector<Line> lines;
  for (const TextLine& row : rows) {
    const std::size_t tab = row.text.find('\t');
    DUCTUS_CHECK(tab != std::string_view::npos,
                 "{}:{}: expected a picture's name, a tab and its text, found no tab", where, row.number);
    lines.push_back(
        {std::string(trimmed(row.text.substr(0, tab))), std::string(row.text.substr(tab + 1)), {}, {}});
  }
  return lines;
}

}  // namespace

LineSet read_tsv(const config::Node& node, const ReadContext& context) {
  const TsvOptions options = read_options(node);
  const fs::path table = config::resolve(options.lines.path, context.data_root);
  const MappedFile file(table);
  const std::vector<TextLine> rows = text_lines(file.text(), table.string());
  std::vector<Line> lines =
      options.image ? lines_of_table(rows, options, table.string()) : lines_of_list(rows, table.string());
  return read_listed_lines(std::move(lines), table, pictures_root(options.root, table, context.data_root),
                           options.lines, context);
}

}  // namespace ductus::data
