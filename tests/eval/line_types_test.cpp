#include "eval/line_types.h"

#include <doctest/doctest.h>

#include <regex>
#include <string>

#include "data/rng.h"
#include "eval/text_units.h"

using namespace ductus::eval;

namespace {

std::string type_of(const std::string& utf8) { return line_type_name(line_type(decode_utf8(utf8, "line"))); }

}  // namespace

TEST_CASE("line types: a number with two decimals is an amount, with currency, sign or thousands") {
  for (const char* const text : {"12.50",
                                 "0.90",
                                 "RM12.50",
                                 "RM 7.15",
                                 "$ 53.25",
                                 "$8.20",
                                 "US$1.00",
                                 "1,234.00",
                                 "1.234,00",
                                 "1 234,00",
                                 "1'234'567.89",
                                 "1234.00",
                                 "-4.69",
                                 "- 4.69",
                                 "+4.69",
                                 "RM-4.69",
                                 "-RM4.69",
                                 "12.00-",
                                 "5.00 RM",
                                 "7,50 €",
                                 "€7,50",
                                 "usd 3.00",
                                 "(3.10)",
                                 " 3.68 ",
                                 "\xE2\x88\x92"
                                 "4.69"}) {
    CAPTURE(text);
    CHECK(type_of(text) == "amount");
  }
}

TEST_CASE("line types: what only looks like an amount is not one") {
  for (const char* const text : {"12", "12.5", "12.500", "1,2.50", "12,34.50", "1234,567.00", "1.234.56",
                                 ".50", "12.50%", "(3.10", "3.10)", "12.50 12.50"}) {
    CAPTURE(text);
    CHECK(type_of(text) == "number");
  }
  for (const char* const text : {"4.33ZR", "TOTAL 12.50", "RMRM 1.00", "RM1.00RM", "12.50 SR"}) {
    CAPTURE(text);
    CHECK(type_of(text) == "mixed");
  }
}

TEST_CASE("line types: a date or a time of day may stand among other text") {
  for (const char* const text :
       {"14/04/2018", "DATE : 26/11/2017", "2018-04-14", "14.4.18", "14 Apr 2018", "14-APR-18",
        "3 September 2017", "TIME: 13:04:00", "9:05 PM", "27/06/18 09:49 - 27/06/18 10:08"}) {
    CAPTURE(text);
    CHECK(type_of(text) == "date");
  }
}

TEST_CASE("line types: numbers of other kinds are no dates") {
  for (const char* const text : {"03-62584088", "9555825905982", "12", "-5", "10%", "(03) 1234-5678",
                                 "1.2.34567", "14/04-18", "123/04/2018", "1:2", "1:23:4"}) {
    CAPTURE(text);
    CHECK(type_of(text) == "number");
  }
  CHECK(type_of("1 Maypole 2") == "mixed");
  CHECK(type_of("NO.53 55,57 & 59, JALAN SAGU 18,") == "mixed");
}

TEST_CASE("line types: letters of any script are text, and neither letters nor digits are symbols") {
  CHECK(type_of("TOTAL DUE") == "text");
  CHECK(type_of("\xE6\x97\xA5\xE6\x9C\xAC") == "text");
  CHECK(type_of("-----") == "symbols");
  CHECK(type_of("") == "symbols");
  CHECK(type_of("$") == "symbols");
}

TEST_CASE("line types: dates are those that a regular expression finds") {
  const std::regex date(
      "(^|[^0-9])("
      "[0-9]{1,2}([/.-])[0-9]{1,2}\\3([0-9]{2}|[0-9]{4})|[0-9]{4}([/.-])[0-9]{1,2}\\5[0-9]{1,2}|"
      "[0-9]{1,2}[-/.,']? ?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[-/.,']? ?"
      "([0-9]{2}|[0-9]{4})|"
      "[0-9]{1,2}:[0-9]{2}(?!:)|[0-9]{1,2}:[0-9]{2}:[0-9]{2})(?![0-9])",
      std::regex::icase);
  const char* const pieces[] = {"1", "19",  "2018",      "/", "-", ".", ":",
                                " ", "apr", "SEPtember", ",", "'", "x"};
  ductus::data::Rng rng(6, 0, 0, ductus::data::Purpose::kSynth);
  int dates = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (uint32_t k = rng.below(8); k > 0; --k) text += pieces[rng.below(std::size(pieces))];
    const std::string type = type_of(text);
    if (type == "amount") continue;  // what a line is first
    CAPTURE(text);
    REQUIRE((type == "date") == std::regex_search(text, date));
    dates += type == "date";
  }
  CHECK(dates > 100);
}

TEST_CASE("line types: every text has one type") {
  ductus::data::Rng rng(4, 0, 0, ductus::data::Purpose::kSynth);
  const std::u32string symbols = U"0019.,:/-+ ()$€RMAprusd'";
  for (int round = 0; round < 50000; ++round) {
    std::u32string text(rng.below(14), U' ');
    for (char32_t& c : text) c = symbols[rng.below(static_cast<uint32_t>(symbols.size()))];
    REQUIRE(static_cast<std::size_t>(line_type(text)) < line_types().size());
  }
}
