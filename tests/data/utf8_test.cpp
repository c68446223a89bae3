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

/// One at byte 2: a byte that starts nothing, a cut sequence, overlong forms, a surrogate, beyond U+10FFFF.
constexpr const char* kWrong[] = {"ab\x80",
                                  "ab\xFF",
                                  "ab\xC3",
                                  "ab\xE2\x82",
                                  "ab\xC0\x80",
                                  "ab\xE0\x80\xAF",
                                  "ab\xED\xA0\x80",
                                  "ab\xF0\x8F\xBF\xBF",
                                  "ab\xF4\x90\x80\x80"};

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
  for (const char* wrong : kWrong) CHECK(data::first_code_point(wrong + 2).bytes == 0);
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
  CHECK(data::invalid_utf8("\u00E9\u20AC") == std::string_view::npos);
  for (const char* wrong : kWrong) {
    CAPTURE(wrong);
    CHECK(data::invalid_utf8(wrong) == 2);
    CHECK(error_of([&] { data::check_utf8(wrong, "a.tsv"); }) == "a.tsv: invalid UTF-8 at byte 2");
    CHECK(error_of([&] { data::for_each_code_point(wrong, "text", [](char32_t, std::string_view) {}); }) ==
          "text: invalid UTF-8 at byte 2");
  }
}

TEST_CASE("utf8: a byte order mark is no text") {
  CHECK(data::without_bom("\xEF\xBB\xBFx") == "x");
  CHECK(data::without_bom("x") == "x");
}
