#include "data/alphabet.h"

#include <doctest/doctest.h>

#include "configs/schema/error.h"

using ductus::Error;
using ductus::data::Alphabet;

TEST_CASE("alphabet: labels count symbols in their order") {
  const Alphabet alphabet({"7", "A", "Ankle boot"});
  CHECK(alphabet.size() == 3);
  CHECK(alphabet[2] == "Ankle boot");
  CHECK(alphabet.find("A") == 1);
  CHECK(alphabet.find("a") == -1);
  CHECK(alphabet.find("") == -1);
}

TEST_CASE("alphabet: characters are code points, not bytes") {
  const Alphabet alphabet =
      Alphabet::from_characters("a\xC3\xA9\xE2\x82\xAC\xF0\x9D\x84\x9E");  // a, é, €, a clef: 1 to 4 bytes
  REQUIRE(alphabet.size() == 4);
  CHECK(alphabet[1] == "\xC3\xA9");
  CHECK(alphabet.find("\xE2\x82\xAC") == 2);
  CHECK(alphabet[3].size() == 4);
}

TEST_CASE("alphabet: an empty or a repeated symbol is an error that says which") {
  CHECK_THROWS_WITH_AS(Alphabet({"0", ""}), "alphabet: symbol 1 is empty, expected a name for every class",
                       Error);
  CHECK_THROWS_WITH_AS(Alphabet({"0", "A", "0"}), "alphabet: '0' occurs twice, as symbol 0 and symbol 2",
                       Error);
  CHECK_THROWS_WITH_AS(Alphabet::from_characters("abca"),
                       "alphabet: 'a' occurs twice, as symbol 0 and symbol 3", Error);
}

TEST_CASE("alphabet: invalid UTF-8 is an error with its place") {
  // a byte that cannot start; cut short; overlong '/'; a surrogate; beyond U+10FFFF
  for (const char* bad : {"ab\x80", "ab\xC3", "ab\xC0\xAF", "ab\xED\xA0\x80", "ab\xF4\x90\x80\x80",
                          "ab\xE0\x80\xAF", "ab\xF0\x80\x80\x80"}) {
    CHECK_THROWS_WITH_AS(Alphabet::from_characters(bad), doctest::Contains("invalid UTF-8 at byte 2"), Error);
  }
}

TEST_CASE("alphabet: equal when symbols and order are") {
  CHECK(Alphabet({"a", "b"}) == Alphabet::from_characters("ab"));
  CHECK(Alphabet({"a", "b"}) != Alphabet({"b", "a"}));
}

TEST_CASE("alphabet: a text is encoded code point by code point, what is no symbol as -1") {
  const Alphabet alphabet({"a", "\xE2\x82\xAC", "ankle boot"});
  CHECK(alphabet.encode("\xE2\x82\xAC"
                        "aba") == std::vector<int32_t>{1, 0, -1, 0});
  CHECK(alphabet.encode("").empty());
  CHECK(Alphabet().encode("a") == std::vector<int32_t>{-1});
  CHECK_THROWS_WITH_AS(alphabet.encode("aa\xC3"), "text: invalid UTF-8 at byte 2", Error);
}
