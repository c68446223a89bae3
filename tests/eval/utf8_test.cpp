#include "eval/utf8.h"

#include <doctest/doctest.h>

#include <string>

using ductus::eval::invalid_utf8;

TEST_CASE("invalid_utf8: text of all lengths of sequences is valid") {
  CHECK(invalid_utf8("") == std::string_view::npos);
  CHECK(invalid_utf8("plain text that is longer than eight bytes") == std::string_view::npos);
  CHECK(invalid_utf8("aé日😀\xF4\x8F\xBF\xBF") == std::string_view::npos);
}

TEST_CASE("invalid_utf8: finds the offset of each kind of bad byte, wherever it lies") {
  const char* bad[] = {"\x80",          // continuation without a lead
                       "\xC0\xAF",      // overlong
                       "\xC1\xBF",      // overlong
                       "\xE0\x9F\xBF",  // overlong
                       "\xED\xA0\x80",  // surrogate
                       "\xF0\x8F\xBF\xBF",
                       "\xF4\x90\x80\x80",  // beyond U+10FFFF
                       "\xF5\x80\x80\x80",
                       "\xE2\x82",  // cut short
                       "\xE2\x28\xA1",
                       "\xFF"};
  for (const char* bytes : bad) {
    for (const std::size_t before : {0, 1, 7, 8, 9, 16, 33}) {
      CAPTURE(before);
      CHECK(invalid_utf8(std::string(before, 'x') + bytes) == before);
      CHECK(invalid_utf8(std::string(before, 'x') + bytes + "and more after it") == before);
    }
  }
}
