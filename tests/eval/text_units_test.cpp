#include "eval/text_units.h"

#include <doctest/doctest.h>

#include "data/rng.h"
#include "data/utf8.h"
#include "tests/eval/jiwer_golden.h"
#include "tests/support/errors.h"

using namespace ductus;
using namespace ductus::eval;

namespace {

using Pieces = std::vector<std::u32string>;

Pieces copies(const std::vector<std::u32string_view>& views) { return {views.begin(), views.end()}; }

}  // namespace

TEST_CASE("text units: UTF-8 of one to four bytes is decoded, and encoded back") {
  const std::string text = "a\xC3\xA9\xE6\x97\xA5\xF0\x9F\x98\x80";
  CHECK(decode_utf8(text, "t") == std::u32string{U'a', 0xE9, 0x65E5, 0x1F600});
  CHECK(encode_utf8(decode_utf8(text, "t")) == text);
  CHECK(decode_utf8("", "t").empty());
}

TEST_CASE("text units: bytes that are not UTF-8 are named with their offset") {
  CHECK(test::error_of([] { decode_utf8("abc\xFFz", "line 7"); }) == "line 7: invalid UTF-8 at byte 3");
  CHECK(test::error_of([] { decode_utf8("\xE6\x97", "x"); }) == "x: invalid UTF-8 at byte 0");
}

TEST_CASE("text units: any bytes are decoded or refused, and what is decoded comes back") {
  data::Rng rng(3, 0, 0, data::Purpose::kSynth);
  for (int round = 0; round < 20000; ++round) {
    std::string bytes(rng.below(9), ' ');
    for (char& byte : bytes)
      byte = static_cast<char>(rng.below(4) == 0 ? rng.below(128) : 128 + rng.below(128));
    if (data::invalid_utf8(bytes) != std::string::npos) {
      REQUIRE(test::error_of([&] { decode_utf8(bytes, "b"); }) != "no error");
    } else {
      REQUIRE(encode_utf8(decode_utf8(bytes, "b")) == bytes);
      REQUIRE(to_nfc(to_nfc(bytes)) == to_nfc(bytes));
    }
  }
}

TEST_CASE("text units: NFC composes, keeps what is composed, and does not touch compatibility forms") {
  CHECK(to_nfc("Cafe\xCC\x81") == "Caf\xC3\xA9");
  CHECK(to_nfc("Caf\xC3\xA9 \xC3\x9F") == "Caf\xC3\xA9 \xC3\x9F");
  CHECK(to_nfc("\xEF\xAC\x81") == "\xEF\xAC\x81");                          // the ligature fi
  CHECK(to_nfc("\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB") == "\xED\x95\x9C");  // Hangul
  CHECK(to_nfc("\xE2\x84\xAB") == "\xC3\x85");                              // the sign of Angstrom
  CHECK(to_nfc("") == "");
}

TEST_CASE("text units: case folding is Unicode's full one") {
  CHECK(fold_case(U"TOTAL 7,50 aB") == U"total 7,50 ab");
  CHECK(fold_case(U"Stra\u00DFe \u00C9\u03A3\u03C2") == U"strasse \u00E9\u03C3\u03C3");
}

TEST_CASE("text units: letters are those of any script, digits and capitals those of ASCII") {
  for (const char32_t letter : std::u32string(U"azAZ\u00C9\u00DF\u0416\u65E5")) CHECK(is_letter(letter));
  for (const char32_t other : std::u32string(U"09_@[`{ \u00D7\u20AC\u0301\u00A0"))
    CHECK_FALSE(is_letter(other));
  CHECK((is_digit('0') && is_digit('9')));
  CHECK_FALSE((is_digit('/') || is_digit(':') || is_digit(U'\u0663')));  // an Arabic 3
  CHECK(ascii_upper('z') == 'Z');
  CHECK(ascii_upper(U'\u00E9') == U'\u00E9');
}

TEST_CASE("text units: white space is what Python takes for it") {
  std::u32string spaces;
  for (char32_t c = 0; c < 0x110000; ++c) {
    if (is_space(c)) spaces += c;
  }
  // ''.join(c for c in map(chr, range(0x110000)) if c.isspace()), Python 3.11
  CHECK(spaces ==
        U"\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
        U"\u2009\u200A\u2028\u2029\u202F\u205F\u3000");
  CHECK(strip(U"\u3000 a b\t\u00A0") == U"a b");
  CHECK(strip(U" \t").empty());
  CHECK(without_spaces(U" a\u00A0b\u200B c") == U"ab\u200Bc");
}

TEST_CASE("text units: words end at a space and at two or more white spaces, not at a single tab") {
  CHECK(copies(split_words(U"  TOTAL  DUE\t\t12.50 RM ")) == Pieces{U"TOTAL", U"DUE", U"12.50", U"RM"});
  CHECK(copies(split_words(U"a\tb c\u00A0d e \u00A0f")) == Pieces{U"a\tb", U"c\u00A0d", U"e", U"f"});
  CHECK(split_words(U" \t ").empty());
  CHECK(split_words(U"").empty());
}

TEST_CASE("text units: words are numbered alike where they are alike") {
  const std::u32string truth = U"b a b c";
  const std::u32string predicted = U"c b bb";
  const WordNumbers numbers = number_words(split_words(truth), split_words(predicted));
  CHECK(numbers.truth == std::u32string{1, 0, 1, 3});
  CHECK(numbers.predicted == std::u32string{3, 1, 2});
}

TEST_CASE("text units: graphemes keep marks, flags, Hangul and joined emoji together") {
  CHECK(copies(split_graphemes(U"ae\u0301z")) == Pieces{U"a", U"e\u0301", U"z"});
  CHECK(copies(split_graphemes(U"\U0001F1E9\U0001F1EA\U0001F1EB\U0001F1F7")) ==
        Pieces{U"\U0001F1E9\U0001F1EA", U"\U0001F1EB\U0001F1F7"});
  CHECK(split_graphemes(U"\U0001F468\u200D\U0001F469\u200D\U0001F467").size() == 1);
  CHECK(split_graphemes(U"\u1112\u1161\u11AB").size() == 1);
  CHECK(split_graphemes(U"").empty());
}

TEST_CASE("text units: a cluster of several code points is one unit, the same every time") {
  GraphemeUnits units;
  const std::u32string first = units.units(U"ae\u0301o\u0308");
  CHECK(first == std::u32string{U'a', GraphemeUnits::kFirst, GraphemeUnits::kFirst + 1});
  CHECK(units.units(U"o\u0308b") == std::u32string{GraphemeUnits::kFirst + 1, U'b'});
  CHECK(units.text(first[1]) == U"e\u0301");
  CHECK(units.text(U'a') == U"a");
}

TEST_CASE("text units: graphemes after NFC are those of dinglehopper, and so is the error rate") {
  EditAligner aligner;
  for (const char* const name : test::kJiwerFiles) {
    for (const auto& pair : test::read_jiwer_golden(name).pairs) {
      CAPTURE(pair.dump());
      GraphemeUnits units;
      const auto units_of = [&](const char* side) {
        return units.units(decode_utf8(to_nfc(pair[side].get<std::string>()), side));
      };
      const std::u32string truth = units_of("ref");
      CHECK(truth.size() == pair["dinglehopper"]["graphemes"].get<std::size_t>());
      if (pair["dinglehopper"]["cer"].is_null()) continue;  // infinite there: the truth is empty
      CHECK(aligner.count(truth, units_of("hyp")).rate() ==
            doctest::Approx(pair["dinglehopper"]["cer"].get<double>()).epsilon(1e-12));
    }
  }
}
