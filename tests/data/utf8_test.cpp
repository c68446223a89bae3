#include "data/utf8.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/support/errors.h"

using namespace ductus;
using ductus::test::error_of;

namespace {

std::string encoded(char32_t value) {
  std::string text;
  data::append_code_point(text, value);
  return text;
}

constexpr const char* kWrong[] = {
    "\x80",              // continues nothing
    "\xFF",              // in no sequence
    "\xC3",              // cut short
    "\xE2\x82",          // cut short
    "\xE2\x28\xA1",      // cut short by another
    "\xC0\x80",          // overlong
    "\xC0\xAF",          // overlong
    "\xC1\xBF",          // overlong
    "\xE0\x80\xAF",      // overlong
    "\xE0\x9F\xBF",      // overlong
    "\xF0\x8F\xBF\xBF",  // overlong
    "\xED\xA0\x80",      // a surrogate
    "\xF4\x90\x80\x80",  // beyond U+10FFFF
    "\xF5\x80\x80\x80",  // beyond U+10FFFF
};

}  // namespace

TEST_CASE("utf8: every code point is written and read as itself, and nothing else is one") {
  for (char32_t value = 0; value <= 0x10FFFF; value += value < 0x3000 ? 1 : 17) {
    if (value >= 0xD800 && value <= 0xDFFF) continue;
    const std::string text = encoded(value);
    const data::CodePoint point = data::first_code_point(text + "x");
    if (point.value == value && point.bytes == text.size()) continue;
    CAPTURE(static_cast<uint32_t>(value));
    FAIL("not read as it was written");
  }
  CHECK(encoded(0x20AC) == "\xE2\x82\xAC");
  CHECK(encoded(0x10FFFF) == "\xF4\x8F\xBF\xBF");
  CHECK(data::first_code_point("").bytes == 0);
  for (const char* wrong : kWrong) CHECK(data::first_code_point(wrong).bytes == 0);
}

TEST_CASE("utf8: a text is walked code point by code point") {
  std::vector<char32_t> values;
  std::vector<std::string> pieces;
  data::for_each_code_point("a\u00E9\u20AC\U0001F600", "text", [&](char32_t value, std::string_view bytes) {
    values.push_back(value);
    pieces.emplace_back(bytes);
  });
  CHECK(values == std::vector<char32_t>{U'a', 0xE9, 0x20AC, 0x1F600});
  CHECK(pieces == std::vector<std::string>{"a", "\u00E9", "\u20AC", "\U0001F600"});
  CHECK(data::count_code_points("a\u00E9\u20AC\U0001F600") == 4);
  CHECK(data::count_code_points("") == 0);
}

TEST_CASE("utf8: what is none is an error with the byte") {
  CHECK(error_of([] { data::check_utf8("abc", "a.tsv"); }) == "no error");
  CHECK(data::invalid_utf8("") == std::string_view::npos);
  CHECK(data::invalid_utf8("plain text that is longer than eight bytes") == std::string_view::npos);
  CHECK(data::invalid_utf8("a\u00E9\u20AC\U0001F600\U0010FFFF") == std::string_view::npos);
  for (const char* wrong : kWrong) {
    CAPTURE(wrong);
    const std::string text = std::string("ab") + wrong;
    CHECK(error_of([&] { data::check_utf8(text, "a.tsv"); }) == "a.tsv: invalid UTF-8 at byte 2");
    CHECK(error_of([&] { data::for_each_code_point(text, "text", [](char32_t, std::string_view) {}); }) ==
          "text: invalid UTF-8 at byte 2");
  }
}

TEST_CASE("utf8: what is none is found wherever it lies") {
  for (const char* wrong : kWrong) {
    for (const std::size_t before : {0, 1, 2, 7, 8, 9, 16, 33}) {  // about blocks of eight bytes
      CAPTURE(wrong);
      CAPTURE(before);
      CHECK(data::invalid_utf8(std::string(before, 'x') + wrong) == before);
      CHECK(data::invalid_utf8(std::string(before, 'x') + wrong + "and more after it") == before);
    }
  }
}

TEST_CASE("utf8: in a file of lines the error has the line, and the byte from the file's beginning") {
  CHECK(error_of([] { data::check_utf8_lines("one\ntwo\n", "a.tsv"); }) == "no error");
  CHECK(error_of([] { data::check_utf8_lines("one\ncaf\xE9\n", "a.tsv"); }) ==
        "a.tsv:2: invalid UTF-8 at byte 7");
  CHECK(error_of([] { data::check_utf8_lines("\xFF", "a.tsv"); }) == "a.tsv:1: invalid UTF-8 at byte 0");
}

TEST_CASE("utf8: a byte order mark is no text") {
  CHECK(data::without_bom("\xEF\xBB\xBFx") == "x");
  CHECK(data::without_bom("x") == "x");
}
