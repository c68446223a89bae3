#include "data/synth/letter_forms.h"

#include <doctest/doctest.h>

#include "tests/support/errors.h"

using namespace ductus::data;
using ductus::test::kind_and_error_of;

TEST_CASE("letter forms: shares sum to 1 for every capital") {
  const Alphabet capitals = Alphabet::from_characters("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  for (const std::string& symbol : capitals.symbols()) {
    float sum = 0;
    for (const Form& form : forms_of(symbol, capitals)) sum += form.share;
    CHECK(sum == doctest::Approx(1));
  }
}

TEST_CASE("letter forms: M is drawn as m too, unless m is a symbol of its own") {
  const std::vector<Form> forms = forms_of("M", Alphabet::from_characters("MN"));
  REQUIRE(forms.size() == 2);
  CHECK(forms[1].character == U'm');
  CHECK(forms_of("M", Alphabet::from_characters("Mm")).size() == 1);
}

TEST_CASE(
    "letter forms: a symbol beyond ASCII is its code point, and one of two characters cannot be drawn") {
  const Alphabet none;
  CHECK(forms_of("\xC3\x84", none)[0].character == U'\u00C4');
  CHECK(forms_of("\xE2\x82\xAC", none)[0].character == U'\u20AC');
  CHECK(forms_of("\xF0\x9F\x98\x80", none)[0].character == U'\U0001F600');
  CHECK(kind_and_error_of([&] { forms_of("sneaker", none); }) ==
        "usage: symbol 'sneaker': cannot be drawn, expected one character");
}

TEST_CASE("letter forms: the characters of an alphabet are listed once each, in order") {
  CHECK(characters_of(Alphabet::from_characters("MB")) == std::vector<char32_t>{U'B', U'M', U'm'});
}
