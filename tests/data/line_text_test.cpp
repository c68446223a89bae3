#include "data/line_text.h"

#include <doctest/doctest.h>

#include "tests/support/errors.h"

using namespace ductus;
using data::LineText;
using test::error_of;

TEST_CASE("line text: spaces are trimmed and squeezed, of whatever kind") {
  const LineText text;
  CHECK(text.apply("  TOTAL \t 9.00\r\n") == "TOTAL 9.00");
  CHECK(text.apply("a\u00A0\u2003b") == "a b");  // no-break space, em space
  CHECK(text.apply(" \u3000 ") == "");           // ideographic space
  CHECK(text.apply(std::string_view("a\0b", 3)) == "a b");
  CHECK(text.apply("") == "");
}

TEST_CASE("line text: spaces within can be kept") {
  const LineText text{false, false};
  CHECK(text.apply("  a  b\tc ") == "a  b c");
}

TEST_CASE("line text: NFC") {
  const LineText text;
  CHECK(text.apply("cafe\u0301") == "caf\u00E9");
  CHECK(text.apply("\u212B") == "\u00C5");                // the angstrom sign is a letter
  CHECK(text.apply("\uFB01") == "\uFB01");                // a ligature stays: that would be NFKC
  CHECK(text.apply("q\u0307\u0323") == "q\u0323\u0307");  // marks in their order
}

TEST_CASE("line text: what nobody can see is no text") {
  CHECK(LineText().apply("\uFEFFTO\u00ADTAL\u200B \u2060"
                         "9") == "TOTAL 9");
  CHECK(LineText().apply("\u200B") == "");
}

TEST_CASE("line text: a symbol without ink is shown by its number") {
  CHECK(data::shown_symbol(" ") == "space");
  CHECK(data::shown_symbol("\u00A0") == "U+00A0");
  CHECK(data::shown_symbol("\u200D") == "U+200D");  // zero-width joiner
  CHECK(data::shown_symbol("\u20AC") == "\u20AC");
  CHECK(data::shown_symbol("sneaker") == "sneaker");
}

TEST_CASE("line text: upper case") {
  const LineText text{true, true};
  CHECK(text.apply("Total \u00E9\u03B1") == "TOTAL \u00C9\u0391");
}

TEST_CASE("line text: invalid UTF-8 is an error with the byte") {
  CHECK(error_of([] { LineText().apply("ab\xFF"); }) == "text: invalid UTF-8 at byte 2");
}

TEST_CASE("line text: code points of texts, each once, by number") {
  CHECK(data::code_points_of({"ba", "\u20AC a", "b\U0001F600"}) ==
        std::vector<std::string>{" ", "a", "b", "\u20AC", "\U0001F600"});
  CHECK(data::code_points_of({}).empty());
}
