#include "eval/text_file.h"

#include <doctest/doctest.h>

#include "tests/support/errors.h"
#include "tests/support/temp_dir.h"

using namespace ductus;
using eval::TextFile;
using Views = std::vector<std::string_view>;

namespace {

/// The error without the folder before it.
std::string error_of(const std::string& text, const std::string& column) {
  const test::TempDir dir;
  const std::string message = test::error_of([&] {
    const TextFile file(dir.write("a.tsv", text));
    if (!column.empty()) file.column(column);
  });
  return message.substr(std::min(message.size(), dir.path().string().size() + 1));
}

}  // namespace

TEST_CASE(
    "text_file: lines end with LF or CRLF, the last one with or without, after a byte order mark or none") {
  const test::TempDir dir;
  CHECK(TextFile(dir.write("a", "one\ntwo")).lines() == Views{"one", "two"});
  CHECK(TextFile(dir.write("b", "\xEF\xBB\xBFone\r\n\r\ntwo\r\n")).lines() == Views{"one", "", "two"});
  CHECK(TextFile(dir.write("c", "")).lines().empty());
}

TEST_CASE("text_file: a column by its header, line by line") {
  const test::TempDir dir;
  const TextFile file(dir.write("a.tsv", "id\ttext\tmore\n1\ta b\tx\n\n2\t\t\n"));
  CHECK(file.column("text") == Views{"", "a b", "", ""});
  CHECK(file.column("id") == Views{"", "1", "", "2"});
}

TEST_CASE("text_file: what is missing or no text is an error with its line") {
  CHECK(error_of("a\nb\xFF\n", "") == "a.tsv:2: invalid UTF-8 at byte 3");
  CHECK(error_of("", "text") == "a.tsv: empty file, expected a header with a column text");
  CHECK(error_of("id\ttext\n", "txt") == "a.tsv:1: no column 'txt', found: id, text (did you mean 'text'?)");
  CHECK(error_of("id\ttext\n1\ta\n2\n", "text") == "a.tsv:3: 1 fields, expected 2 as the header has");
}
