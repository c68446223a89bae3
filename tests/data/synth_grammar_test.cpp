#include "data/synth/text/grammar.h"

#include <doctest/doctest.h>

#include <map>
#include <regex>

#include "data/synth/text/receipt_functions.h"
#include "tests/support/errors.h"

using namespace ductus;
using data::Grammar;

namespace {

Grammar grammar(const std::string& rules) {
  Grammar grammar(data::receipt_functions());
  grammar.add_rules(rules, "rules");
  grammar.finish();
  return grammar;
}

/// How often each text comes among `count`.
std::map<std::string, int> drawn(const Grammar& grammar, int count, const std::string& rule = "line") {
  std::map<std::string, int> texts;
  for (int i = 0; i < count; ++i) {
    data::Rng rng(1, 0, static_cast<uint64_t>(i), data::Purpose::kSynth);
    std::string text;
    grammar.draw(rule, rng, text);
    ++texts[text];
  }
  return texts;
}

/// The one text that a template gives.
std::string only(const std::string& alternative) {
  const auto texts = drawn(grammar("[line]\n" + alternative), 20);
  return texts.size() == 1 ? texts.begin()->first : "several texts";
}

void check_all(const std::string& alternative, const std::string& pattern) {
  for (const auto& [text, count] : drawn(grammar("[line]\n" + alternative), 500)) {
    CAPTURE(text);
    CHECK(std::regex_match(text, std::regex(pattern)));
  }
}

}  // namespace

TEST_CASE("grammar: alternatives come as often as they weigh") {
  const auto texts = drawn(grammar("[line]\n3x A\nB\n"), 4000);
  CHECK(texts.size() == 2);
  CHECK(texts.at("A") > 2850);  // 3,000 expected, deviation 27
  CHECK(texts.at("A") < 3150);
}

TEST_CASE("grammar: rules in any order, comments and empty lines") {
  CHECK(only("# no\n\nFAX: <phone>!\n[phone]\n03-1\n") == "FAX: 03-1!");
}

TEST_CASE("grammar: choices nest and may be empty") {
  const auto texts = drawn(grammar("[line]\nA{ |:{x|y}|}B"), 300);
  CHECK(texts.size() == 4);
  for (const char* text : {"A B", "A:xB", "A:yB", "AB"}) CHECK(texts.count(text) == 1);
}

TEST_CASE("grammar: its signs as themselves, and others that need no backslash") {
  CHECK(only(R"(\<\{\|\}\>\\)") == R"(<{|}>\)");
  CHECK(only("a|b> [SR] #1 2X 2x3") == "a|b> [SR] #1 2X 2x3");
  CHECK(only(R"(\[sr])") == "[sr]");
  CHECK(only("{a\\|b}") == "a|b");
}

TEST_CASE("grammar: ranges of whole numbers, with zeros where the first bound has them") {
  check_all("<1-12>", "[1-9]|1[0-2]");
  check_all("<01-12>", "0[1-9]|1[0-2]");
  CHECK(drawn(grammar("[line]\n<1-12>"), 500).size() == 12);
  CHECK(only("<7-7>") == "7");
}

TEST_CASE("grammar: functions of receipts") {
  check_all("<digits 12>", "\\d{12}");
  check_all("<letters 1-3>", "[A-Z]{1,3}");
  check_all("<signs 2-4>", "[!-~]{2,4}");
  check_all("<repeat =- 2-3>", "(=-){2,3}");
  check_all("<price>", "\\d{1,3}(,\\d{3})*\\.\\d\\d");
  check_all("<price comma>", "\\d{1,3}(\\.\\d{3})*,\\d\\d");
  check_all("<calendar %d/%m/%Y %H>", "[0-3]\\d/[01]\\d/20[0-2]\\d (0[7-9]|1\\d|2[0-2])");
}

TEST_CASE("grammar: a drawn EAN-13 has its check digit") {
  for (const auto& [code, count] : drawn(grammar("[line]\n<ean13>"), 200)) {
    CAPTURE(code);
    REQUIRE(code.size() == 13);
    int sum = 0;  // with the check digit, a multiple of 10
    for (std::size_t i = 0; i < 13; ++i) sum += (code[i] - '0') * (i % 2 == 0 ? 1 : 3);
    CHECK(sum % 10 == 0);
  }
}

TEST_CASE("grammar: EAN-13 check digits by hand") {
  // 4*1 + 0*3 + 0*1 + 6*3 + 3*1 + 8*3 + 1*1 + 3*3 + 3*1 + 3*3 + 9*1 + 3*3 = 89, so 1
  CHECK(data::ean13_check_digit("400638133393") == '1');
  // 9*1 + 5*3 + 5*1 + 0 + 0 + 0 + 0 + 0 + 0 + 0 + 0 + 0 = 29, so 1
  CHECK(data::ean13_check_digit("955000000000") == '1');
  CHECK(data::ean13_check_digit("000000000000") == '0');
  CHECK(test::error_of([] { data::ean13_check_digit("123"); }) ==
        "EAN-13: found 3 digits before the check digit, expected 12");
}

TEST_CASE("grammar: a rule given again replaces the earlier one") {
  Grammar replaced(data::receipt_functions());
  replaced.add_rules("[line]\n<word>\n[word]\nA\n", "rules");
  replaced.add_rule("word", {"B", "C"}, "options");
  replaced.add_words("other", {"<word>"});
  replaced.finish();
  CHECK(drawn(replaced, 100).size() == 2);
  CHECK(drawn(replaced, 100).count("A") == 0);
  CHECK(drawn(replaced, 10, "other").count("<word>") == 1);  // words are no templates
}

TEST_CASE("grammar: what is wrong is said with its place") {
  const auto error = [](const std::string& rules) { return test::error_of([&] { grammar(rules); }); };
  CHECK(error("A\n") == "rules:1: 'A' stands before the first rule, expected a line like [name]");
  CHECK(error("[line]\n<goosd>\n[goods]\nA\n") ==
        "rules:2: there is no rule 'goosd' (did you mean 'goods'?)");
  CHECK(error("[line]\n") == "rules:1: there is no rule 'line'");
  CHECK(error("[line]\nA<more>\n[more]\n{|<line>}\n") == "rules:1: rule 'line' leads back to itself");
  CHECK(error("[line]\n{A|B\n") == "rules:2: '{A|B' has a { without its }");
  CHECK(error("[line]\nA}\n") == "rules:2: 'A}' has a } too many (\\} for the sign itself)");
  CHECK(error("[line]\nA<b\n") == "rules:2: 'A<b' has a < without its > (\\< for the sign itself)");
  CHECK(error("[line]\n<9-1>\n") ==
        "rules:2: <9-1> is neither a rule nor a range like <1-99> (\\< for the sign itself)");
  CHECK(error("[line]\n0x A\n") == "rules:2: '0x A' has weight 0, expected from 1 to 100000");
  CHECK(error("[line]\n<digits many>\n") == "rules:2: <digits many>: expected a count like 3 or 3-5");
  CHECK(error("[line]\n<line 3>\n") == "rules:2: <line 3> gives an argument to what is no function");
  CHECK(error("[digits]\n1\n") == "rules:1: the rule 'digits' has the name of a function");
}

TEST_CASE("grammar: 100 choices inside each other, and 100 rules on one way, are the most") {
  const auto nested = [](int choices) { return std::string(choices, '{') + "A" + std::string(choices, '}'); };
  CHECK(only(nested(100)) == "A");
  CHECK(only(nested(100) + nested(100)) == "AA");
  const auto error = [](const std::string& rules) { return test::error_of([&] { grammar(rules); }); };
  CHECK(error("[line]\n" + nested(101)) ==
        "rules:2: more than 100 { inside each other (\\{ for the sign itself)");
  CHECK(error("[line]\n" + std::string(200'000, '{')).find("rules:2: more than 100 {") == 0);

  // Each rule refers to the next by name, or to the one before: then that has been checked already.
  const auto chain = [](int rules, bool forwards) {
    const auto name = [&](int i) { return std::to_string(200'000 + (forwards ? i : -i)); };
    std::string text = "[line]\n<r" + name(1) + ">\n";
    for (int i = 1; i < rules - 1; ++i) text += "[r" + name(i) + "]\n<r" + name(i + 1) + ">\n";
    return text + "[r" + name(rules - 1) + "]\nA\n";
  };
  for (const bool forwards : {true, false}) {
    CHECK(drawn(grammar(chain(100, forwards)), 1).count("A") == 1);
    CHECK(error(chain(101, forwards)).find("more than 100 rules, each referring to the next") !=
          std::string::npos);
    CHECK(error(chain(100'000, forwards)).find("more than 100 rules") != std::string::npos);
  }
}

TEST_CASE("grammar: whatever the text, it draws or throws an Error") {
  data::Rng rng(5, 0, 0, data::Purpose::kSynth);
  const std::string signs = "[]<>{}|\\ax1-9 \n%#";
  for (int round = 0; round < 3000; ++round) {
    std::string text = "[a]\n";
    for (uint32_t i = rng.below(30); i > 0; --i)
      text += signs[rng.below(static_cast<uint32_t>(signs.size()))];
    CAPTURE(text);
    try {
      const Grammar made = grammar(text);
      for (const std::string& rule : made.rules()) drawn(made, 2, rule);
    } catch (const Error&) {
    }
  }
}
