#include "eval/tsv_file.h"

#include <doctest/doctest.h>

#include "tests/support/errors.h"
#include "tests/support/temp_dir.h"

using namespace ductus;
using eval::TsvFields;
using eval::TsvFile;
using eval::TsvTable;
using Views = std::vector<std::string>;

namespace {

Views lines_of(const std::string& text) {
  const test::TempDir dir;
  TsvFile file(dir.write("a.tsv", text));
  Views lines;
  for (std::string_view line; file.next_line(line);) lines.emplace_back(line);
  return lines;
}

/// The error of reading a column, without the folder before it.
std::string error_of(const std::string& text, const std::string& column) {
  const test::TempDir dir;
  const std::string message = test::error_of([&] {
    TsvTable table(dir.write("a.tsv", text));
    table.column(column);
    for (TsvFields row; table.next(row);) continue;
  });
  return message.substr(std::min(message.size(), dir.path().string().size() + 1));
}

}  // namespace

TEST_CASE(
    "tsv_file: lines end with LF or CRLF, the last one with or without, after a byte order mark or none") {
  CHECK(lines_of("one\ntwo\tfields") == Views{"one", "two\tfields"});
  CHECK(lines_of("\xEF\xBB\xBFone\r\n\r\ntwo\r\n") == Views{"one", "", "two"});
  CHECK(lines_of("").empty());
}

TEST_CASE("tsv_file: fields are what stands between tabs, nothing included") {
  const test::TempDir dir;
  TsvFile file(dir.write("a.tsv", "a b\t\tc\n\n"));
  TsvFields fields;
  REQUIRE(file.next(fields));
  CHECK(fields == TsvFields{"a b", "", "c"});
  REQUIRE(file.next(fields));
  CHECK(fields == TsvFields{""});
  CHECK_FALSE(file.next(fields));
}

TEST_CASE("tsv_table: rows by the names of the header, with their lines. Empty lines are skipped") {
  const test::TempDir dir;
  TsvTable table(dir.write("a.tsv", "id\ttext\n1\ta b\tmore\n\n2\t\n"));
  CHECK(table.has("id"));
  CHECK_FALSE(table.has("more"));
  CHECK(table.column("text") == 1);
  TsvFields row;
  REQUIRE(table.next(row));
  CHECK(row == TsvFields{"1", "a b", "more"});
  CHECK(table.line() == 2);
  REQUIRE(table.next(row));
  CHECK(row == TsvFields{"2", ""});
  CHECK(table.line() == 4);
  CHECK_FALSE(table.next(row));
}

TEST_CASE("tsv_table: what is missing or no text is an error with its line") {
  CHECK(error_of("a\nb\xFF\n", "a") == "a.tsv:2: invalid UTF-8 at byte 3");
  CHECK(error_of("", "text") == "a.tsv: empty file, expected a header that names columns");
  CHECK(error_of("id\ttext\n", "txt") == "a.tsv:1: no column 'txt', found: id, text (did you mean 'text'?)");
  CHECK(error_of("id\ttext\n1\ta\n2\n", "text") == "a.tsv:3: 1 fields, expected 2 as the header has");
}
