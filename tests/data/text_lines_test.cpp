#include "data/text_lines.h"

#include <doctest/doctest.h>

#include "tests/support/errors.h"

using namespace ductus;
using test::error_of;

TEST_CASE("text lines: each with its number, however it ends, empty ones left out") {
  const auto lines = data::text_lines("\xEF\xBB\xBFone\r\n\n two \nthree", "a.txt");
  REQUIRE(lines.size() == 3);
  CHECK(lines[0].text == "one");
  CHECK(lines[0].number == 1);
  CHECK(lines[1].text == " two ");
  CHECK(lines[1].number == 3);
  CHECK(lines[2].text == "three");
  CHECK(lines[2].number == 4);
  CHECK(data::text_lines("", "a.txt").empty());
}

TEST_CASE("text lines: invalid UTF-8 is an error with line and byte") {
  CHECK(error_of([] { data::text_lines("\xEF\xBB\xBFone\ncaf\xE9\n", "a.txt"); }) ==
        "a.txt:2: invalid UTF-8 at byte 10");
}

TEST_CASE("text lines: blanks around a text are left out, those within stay") {
  CHECK(data::trimmed(" \t a  b\r\n") == "a  b");
  CHECK(data::trimmed(" \r").empty());
  CHECK(data::trimmed("").empty());
}
