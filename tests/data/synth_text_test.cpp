// Every kind of text, and the contents of the sixteen types of reference 001.
#include "tests/data/synth_text.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <regex>
#include <set>

#include "data/line_text.h"
#include "tests/support/errors.h"
#include "tests/support/temp_dir.h"

using namespace ductus;
using test::draw_text;
using test::draw_texts;
using test::text_source;

namespace {

/// A recipe for each registered kind; those that need options get them.
std::string recipe_of(const std::string& name, const test::TempDir& dir) {
  if (name != "corpus") return name;
  const auto path = dir.write("lines.txt", "One line\nanother, cafe\xCC\x81\n\n  third  line \n");
  return "{corpus: {path: '" + path.string() + "'}}";
}

void check_contract(const data::TextSource& source) {
  const auto alphabet = source.alphabet();
  const std::set<std::string> allowed(alphabet.begin(), alphabet.end());
  CHECK(allowed.size() == alphabet.size());
  std::set<std::string> distinct;
  int empty = 0;
  for (uint64_t sample = 0; sample < 3000; ++sample) {
    const std::string text = draw_text(source, sample);
    CAPTURE(text);
    REQUIRE(text == draw_text(source, sample));
    REQUIRE(text ==
            data::LineText{false, false}.apply(text));  // NFC, no spaces at the ends, no control codes
    for (const std::string& symbol : data::code_points_of({text})) REQUIRE(allowed.count(symbol) == 1);
    empty += text.empty() ? 1 : 0;
    distinct.insert(text);
  }
  CHECK(distinct.size() >= 3);
  if (!source.may_be_empty()) CHECK(empty == 0);
  CHECK(empty < 1500);
}

/// All of `count` texts match, so that bounds on each may be checked by `inspect`.
void check_all(const std::string& yaml, const std::string& pattern,
               const std::function<void(const std::smatch&)>& inspect = {}) {
  const std::regex regex(pattern);
  for (const std::string& text : draw_texts(yaml, 3000)) {
    CAPTURE(text);
    std::smatch match;
    REQUIRE(std::regex_match(text, match, regex));
    if (inspect) inspect(match);
  }
}

// The 94 choices without spaces: 62 letters and digits, 29 signs; "XX" is made of letters.
const std::string kSign = R"([-_!@#$%^&*()?<,>.;/:'{}\[\]=+|~A-Za-z0-9])";
const std::string kChar = R"([-_!@#$%^&*()?<,>.;/:'{}\[\]=+|~A-Za-z0-9 ])";
// Two decimals without trailing zeros; one stays: 0.0, 7.5, 99.99. 100.0 is the greatest.
const std::string kPrice = R"((?:(?:0|[1-9]\d?)\.(?:\d|\d[1-9])|100\.0))";
const std::string kPercentage = R"((?:[01]\.(?:\d|\d[1-9])|2\.0)%)";

}  // namespace

TEST_CASE(
    "texts: every kind is a function of its numbers, in NFC, without spaces at the ends, in its alphabet") {
  const test::TempDir dir;
  for (const auto& [name, make] : data::text_sources()) {
    CAPTURE(name);
    check_contract(*text_source(recipe_of(name, dir)));
  }
}

TEST_CASE("texts: every kind draws other texts with another seed") {
  const test::TempDir dir;
  for (const auto& [name, make] : data::text_sources()) {
    CAPTURE(name);
    const auto source = text_source(recipe_of(name, dir));
    int same = 0;
    for (uint64_t sample = 0; sample < 200; ++sample) {
      same += draw_text(*source, sample, 1) == draw_text(*source, sample, 2) ? 1 : 0;
    }
    CHECK(same < 150);  // act_word is empty, and a percentage 0.0%, a third of the time
  }
}

TEST_CASE("texts: every kind refuses an unknown option with its name") {
  for (const auto& [name, make] : data::text_sources()) {
    CAPTURE(name);
    const std::string options = name == "corpus" ? "path: x, wobble: 1" : "wobble: 1";
    CHECK_THROWS_WITH_AS(text_source("{" + name + ": {" + options + "}}"), doctest::Contains("wobble"),
                         Error);
  }
}

TEST_CASE("texts: word is 1 to 10 choices of the 94, some of which are spaces or two letters") {
  std::size_t longest = 0;
  std::set<char> seen;
  int double_x = 0;
  for (const std::string& text : draw_texts("word", 20000)) {
    REQUIRE(std::regex_match(text, std::regex(kChar + "*")));
    longest = std::max(longest, text.size());
    seen.insert(text.begin(), text.end());
    double_x += text.find("XX") != std::string::npos ? 1 : 0;
  }
  CHECK(seen.size() == 92);  // 91 letters, digits and signs, and the space
  CHECK(longest >= 10);
  CHECK(longest <= 20);
  // 20,000 words of 5.5 choices on average, one in 94 of them XX: about 1,100 words.
  CHECK(double_x > 900);
  CHECK(double_x < 1300);
}

TEST_CASE("texts: the spaces among the 94 are as frequent as two choices") {
  // Inner characters of a line are not stripped: of the 10th to 20th choices 2 in 94 are spaces, 2.1 %.
  std::size_t spaces = 0, all = 0;
  for (const std::string& text : draw_texts("line", 5000)) {
    for (std::size_t i = 9; i < 20; ++i, ++all) spaces += text[i] == ' ' ? 1 : 0;
  }
  const double share = static_cast<double>(spaces) / static_cast<double>(all);
  CHECK(share > 0.017);
  CHECK(share < 0.025);
}

TEST_CASE("texts: column a of the reference's table is a matter of options") {
  check_all("{word: {length: [1, 5]}}", kChar + "{0,10}");
  check_all("{word_column: {length: [1, 4]}}", kChar + "{0,8}:");
  check_all("{word_bracket: {length: [1, 4]}}", R"(\()" + kChar + R"({1,8}\))");
  check_all("{line: {length: [15, 25]}}", kSign + kChar + "{10,48}" + kSign);
}

TEST_CASE("texts: word_column, word_bracket and line have the lengths of column b") {
  check_all("word_column", kChar + "{0,30}:");
  check_all("word_bracket", R"(\()" + kChar + R"({1,20}\))");
  check_all("line", kChar + "{20,80}");
  std::size_t shortest = 100;
  for (const std::string& text : draw_texts("word_bracket", 3000)) shortest = std::min(shortest, text.size());
  CHECK(shortest == 3);
}

TEST_CASE("texts: characters can be one's own") {
  check_all("{word: {characters: 'ab\xC3\xA9', length: [3, 3]}}", "(?:a|b|\xC3\xA9){3}");
  CHECK(test::error_of([] {
          text_source("{word: {characters: ' '}}");
        }).find("expected at least one symbol") != std::string::npos);
}

TEST_CASE("texts: int is at most 100000, and of every size up to it") {
  std::set<std::size_t> digits;
  for (const std::string& text : draw_texts("int", 20000)) {
    REQUIRE(std::regex_match(text, std::regex("0|[1-9][0-9]*")));
    REQUIRE(std::stoi(text) <= 100000);
    digits.insert(text.size());
  }
  for (std::size_t size = 1; size <= 5; ++size) CHECK(digits.count(size) == 1);
}

TEST_CASE("texts: float is the last five characters of a price up to 10000") {
  check_all("float", R"(\d{2}\.\d[1-9]|\d{3}\.\d|[0-9]\.\d{1,2}|[1-9]\d\.\d)");
}

TEST_CASE("texts: prices are from 0 to 100 dollars, with the sign on its side") {
  check_all("price_left", R"(\$)" + kPrice);
  check_all("price_right", kPrice + R"(\$)");
  double least = 100, most = 0;
  for (const std::string& text : draw_texts("price_left", 3000)) {
    least = std::min(least, std::stod(text.substr(1)));
    most = std::max(most, std::stod(text.substr(1)));
  }
  CHECK(least < 1);
  CHECK(most > 99);
}

TEST_CASE("texts: percentage is from 0 to 2, and a third of them from an empty range") {
  check_all("percentage", kPercentage);
  int zeros = 0;
  for (const std::string& text : draw_texts("percentage", 3000)) zeros += text == "0.0%" ? 1 : 0;
  // Range 0 (1/3) always; ranges of 101 and 201 numbers seldom: 1/3 (1 + 1/101 + 1/201) = 33.8 %, so 1,015.
  CHECK(zeros > 900);
  CHECK(zeros < 1130);
}

TEST_CASE("texts: date is a minute from 1980 to July 1st 2019") {
  check_all("date", R"((\d\d)/(\d\d)/(\d{4}) (\d\d):(\d\d) [AP]M)", [](const std::smatch& match) {
    const auto number = [&](std::size_t i) { return std::stoi(match[i].str()); };
    REQUIRE((number(1) >= 1 && number(1) <= 12));
    REQUIRE((number(2) >= 1 && number(2) <= 31));
    REQUIRE((number(3) >= 1980 && number(3) <= 2019));
    REQUIRE((number(3) < 2019 || number(1) < 7 || (number(1) == 7 && number(2) == 1)));
    REQUIRE((number(4) >= 1 && number(4) <= 12));
    REQUIRE(number(5) <= 59);
  });
}

TEST_CASE("texts: tax is one of five names in three cases, a separator, and a price or a percentage") {
  check_all("tax",
            "(?:(?:Service |Sales |Federal |State )?Tax|(?:SERVICE |SALES |FEDERAL |STATE )?TAX|"
            "(?:service |sales |federal |state )?tax)[-: ](?:\\$" +
                kPrice + "|" + kPrice + "\\$|" + kPercentage + ")");
}

TEST_CASE("texts: totL and totR are one of nine names, a separator and a price") {
  const std::string name = "(Total|TOTAL|TOT|DUE|AMOUNT|BALANCE|Due|Amount|Balance)";
  std::set<std::string> names;
  check_all("totL", name + R"([-: ]\$)" + kPrice, [&](const std::smatch& match) { names.insert(match[1]); });
  CHECK(names.size() == 9);
  check_all("totR", name + "[-: ]" + kPrice + R"(\$)");
}

TEST_CASE("texts: priceL and priceR are 4 to 20 choices, a space and a price") {
  check_all("priceL", kChar + R"({0,40} \$)" + kPrice);
  check_all("priceR", kChar + "{0,40} " + kPrice + R"(\$)");
}

TEST_CASE("texts: act_word is none, one or two words, each as often") {
  std::array<int, 3> counts{};
  for (const std::string& text : draw_texts("act_word", 3000)) {
    REQUIRE(std::regex_match(text, std::regex("(?:[a-z]+(?: [a-z]+)?)?")));
    ++counts[text.empty() ? 0 : 1 + static_cast<std::size_t>(std::count(text.begin(), text.end(), ' '))];
  }
  for (const int count : counts) {  // 1,000 expected, deviation 26
    CHECK(count > 870);
    CHECK(count < 1130);
  }
}

TEST_CASE("texts: an unknown kind and a span upside down are usage errors") {
  CHECK(test::kind_and_error_of([] { text_source("wrod"); }) ==
        "usage: test:1:1: wrod: unknown kind of text 'wrod', expected one of: word, word_column, "
        "word_bracket, int, "
        "float, price_left, price_right, percentage, line, date, tax, totL, totR, priceL, priceR, act_word, "
        "corpus, "
        "receipt (did you mean 'word'?)");
  CHECK(test::kind_and_error_of([] { text_source("{word: {length: [5, 1]}}"); }) ==
        "usage: test:1:17: word.length: expected [low, high], found [5, 1]");
}
