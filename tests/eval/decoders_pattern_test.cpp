#include <doctest/doctest.h>

#include <random>
#include <regex>

#include "eval/decoders/ctc_alignment.h"
#include "eval/decoders/decoder.h"
#include "eval/decoders/pattern_automaton.h"
#include "tests/support/ctc.h"
#include "tests/support/errors.h"

using namespace ductus;
using doctest::Approx;
using test::line_of;

namespace {

data::Alphabet alphabet() { return data::Alphabet::from_characters("abc0123456789.,-/ RM$JAN"); }

bool matches(const eval::PatternAutomaton& automaton, const data::Alphabet& symbols,
             const std::string& text) {
  int32_t state = 0;
  for (const char c : text) {
    const int32_t label = symbols.find(std::string(1, c));
    REQUIRE(label >= 0);
    state = automaton.after(static_cast<std::size_t>(state), static_cast<std::size_t>(label));
    if (state == eval::PatternAutomaton::kNone) return false;
  }
  return automaton.accepts[static_cast<std::size_t>(state)] != 0;
}

/// A line that plainly reads so.
test::Line line_reading(const std::string& text, const data::Alphabet& symbols) {
  std::mt19937 random(1);
  std::vector<int32_t> labels;
  for (const char c : text) labels.push_back(symbols.find(std::string(1, c)));
  return test::peaky_line(random, labels, 3 * static_cast<int64_t>(text.size()),
                          static_cast<int64_t>(symbols.size()) + 1, 0);
}

std::string read_as(const std::string& text, const std::string& match) {
  const auto decoder = eval::make_decoder("{pattern: {match: '" + match + "'}}", alphabet());
  return decoder->decode(line_reading(text, alphabet()).steps()).text;
}

std::string error_of(const std::string& pattern) {
  return test::kind_and_error_of([&] { eval::compile_pattern(pattern, alphabet()); });
}

}  // namespace

TEST_CASE("pattern: reads the same texts as the standard library's regular expressions") {
  const data::Alphabet symbols = data::Alphabet::from_characters("ab1.");
  const char* const patterns[] = {"a",
                                  "a|b",
                                  "ab*",
                                  "(a|b1)+",
                                  "[ab]{2}",
                                  "a?b{1,2}",
                                  "[^a]*",
                                  ".*1",
                                  R"(\d\.a)",
                                  "(a*b){2,}",
                                  "",
                                  "a||b",
                                  "(ab|a)(b|1)?",
                                  "[a-b.]+1",
                                  "(a?){3}b",
                                  R"([\d.]+)",
                                  "((a|b){1,2}1)*",
                                  "a{0}b",
                                  R"(^\d+$)",
                                  "^[^a]b?$",
                                  "^$",
                                  R"(\w+\.)",
                                  R"([\w.]{2})"};
  for (const char* pattern : patterns) {
    CAPTURE(pattern);
    const eval::PatternAutomaton automaton = eval::compile_pattern(pattern, symbols);
    const std::regex expected(pattern);
    for (int number = 0; number < 4 * 4 * 4 * 4 * 5; ++number) {  // all texts of up to four symbols
      std::string text;
      for (int n = number / 256, rest = number; n > 0; --n, rest /= 4) text += "ab1."[rest % 4];
      if (matches(automaton, symbols, text) != std::regex_match(text, expected)) {
        CAPTURE(text);
        CHECK(matches(automaton, symbols, text) == std::regex_match(text, expected));
      }
    }
  }
}

TEST_CASE("pattern: the best path of a text that matches, as brute force finds it") {
  const data::Alphabet symbols = data::Alphabet::from_characters("ab");
  std::mt19937 random(1);
  for (const char* pattern : {"a*b", "ab|ba", "(aa|b)+", "a{2}", ".?", "(ab)*a"}) {
    const eval::PatternAutomaton automaton = eval::compile_pattern(pattern, symbols);
    const auto decoder = eval::make_decoder(std::string("{pattern: {match: '") + pattern + "'}}", symbols);
    for (int i = 0; i < 20; ++i) {
      const auto line = test::random_line(random, 6, 3, 1.5F);
      double best = -INFINITY;
      std::string expected;
      for (int path = 0; path < 729; ++path) {
        std::string text;
        double log_prob = 0;
        for (int t = 0, rest = path, before = 0; t < 6; ++t, before = rest % 3, rest /= 3) {
          const int c = rest % 3;
          log_prob += static_cast<double>(line.log_probs[static_cast<std::size_t>(3 * t + c)]);
          if (c != 0 && (t == 0 || c != before)) text += "ab"[c - 1];
        }
        if (log_prob > best && matches(automaton, symbols, text)) {
          best = log_prob;
          expected = text;
        }
      }
      const auto decoded = decoder->decode(line.steps());
      CHECK(decoded.text == expected);
      std::vector<int32_t> labels;
      for (const auto& symbol : decoded.symbols) labels.push_back(symbol.label);
      CHECK(decoded.confidence == Approx(std::exp(eval::ctc_log_probability(line.steps(), labels))));
    }
  }
}

TEST_CASE("pattern: what matches is read as it is, and what does not becomes what does") {
  CHECK(read_as("12.50", "price") == "12.50");
  CHECK(read_as("RM1,234.50", "price") == "RM1,234.50");
  CHECK(read_as("$ 0.05", "price") == "$ 0.05");
  CHECK(read_as("-3.20", "price") == "-3.20");
  CHECK(read_as("25/12/2018", "date") == "25/12/2018");
  CHECK(read_as("2018-03-02", "date") == "2018-03-02");
  CHECK(read_as("2 JAN 18", "date") == "2 JAN 18");
  const std::string price = read_as("1b.5c", "price");
  CHECK(std::regex_match(price, std::regex("[0-9]+[.][0-9]{2}")));
  CHECK(price[0] == '1');
}

TEST_CASE("pattern: letters are those of any script, and signs are themselves behind a backslash") {
  const data::Alphabet symbols = data::Alphabet::from_characters("a\xC3\xA9_1 $^.");
  const auto single = [&](const std::string& pattern) {
    const eval::PatternAutomaton automaton = eval::compile_pattern(pattern, symbols);
    std::string read;
    for (std::size_t label = 0; label < symbols.size(); ++label) {
      const int32_t state = automaton.after(0, label);
      if (state != eval::PatternAutomaton::kNone && automaton.accepts[static_cast<std::size_t>(state)])
        read += symbols[label];
    }
    return read;
  };
  CHECK(single(R"(\w)") == "a\xC3\xA9_1");
  CHECK(single(R"(\s)") == " ");
  CHECK(single(R"([^\w\s])") == "$^.");
  CHECK(single(R"(\$|\^)") == "$^");
  CHECK(single(R"([$^])") == "$^");
  CHECK(single(R"(^\$$)") == "$");
}

TEST_CASE("pattern: nothing that fits into the steps matches") {
  const auto decoder = eval::make_decoder("{pattern: {match: 'aa'}}", test::symbols(1));
  const auto decoded = decoder->decode(line_of({{.5, .5}, {.5, .5}}).steps());  // aa needs three
  CHECK(decoded.text == "");
  CHECK(decoded.confidence == 0);
}

TEST_CASE("pattern: what is malformed is a usage error with its place") {
  CHECK(error_of("(a") == "usage: pattern '(a': expected ')' at character 3");
  CHECK(error_of("a)") == "usage: pattern 'a)': ')' without '(' at character 2");
  CHECK(error_of("*a") == "usage: pattern '*a': nothing to repeat at character 1");
  CHECK(error_of("[a") == "usage: pattern '[a': expected ']' at character 3");
  CHECK(error_of("[b-a]") == "usage: pattern '[b-a]': a range ends before it begins at character 5");
  CHECK(error_of("a{x}") == "usage: pattern 'a{x}': expected a number at character 3");
  CHECK(error_of("a{3,2}").find("at most less than at least") != std::string::npos);
  CHECK(error_of("a{999}").find("more than 256 repetitions") != std::string::npos);
  CHECK(error_of("a\\") == "usage: pattern 'a\\': expected a character after '\\' at character 3");
  CHECK(error_of(R"(a\b)") ==
        R"(usage: pattern 'a\b': unknown escape '\b' at character 3 (known are \d, \w, \s and signs))");
  CHECK(error_of(R"([a\D])").find(R"(unknown escape '\D' at character 4)") != std::string::npos);
  CHECK(error_of(R"((a)\1)").find(R"(unknown escape '\1' at character 5)") != std::string::npos);
  CHECK(error_of("a|^b") ==
        R"(usage: pattern 'a|^b': '^' after the beginning at character 3 (\^ is the sign itself))");
  CHECK(error_of("a$|b") ==
        R"(usage: pattern 'a$|b': '$' before the end at character 2 (\$ is the sign itself))");
  CHECK(error_of("((a{200}){200}){200}").find("too large") != std::string::npos);
  CHECK(error_of("(a|b)*a(a|b){20}").find("too large") != std::string::npos);
  CHECK(error_of("((.{0,20}){0,20}){0,20}") ==
        "usage: pattern '((.{0,20}){0,20}){0,20}': too large, its repetitions fit a text in too many ways");
  CHECK(error_of("xyz") == "usage: pattern 'xyz': no text of the model's 24 symbols matches");
  CHECK(error_of(std::string(2000, 'a')) == "usage: pattern: 2000 characters, expected at most 1000");
}

TEST_CASE("pattern: whatever the pattern, it is compiled or refused") {
  std::mt19937 random(2);
  const std::string pieces = "ab|()[]?*+{}^$-.\\dws1,2";
  for (int i = 0; i < 5000; ++i) {
    std::string pattern;
    for (uint32_t length = random() % 12; length > 0; --length) pattern += pieces[random() % pieces.size()];
    const std::string error = error_of(pattern);
    CHECK((error == "no error" || error.find("usage: pattern") == 0));
  }
  // repetitions inside each other
  for (const char* inner : {".", "a", "[a-c]?", "(a|b|.)"}) {
    for (const char* times : {"*", "+", "?", "{0,20}", "{20}", "{0,256}", "{2,}"}) {
      std::string pattern = inner;
      for (int depth = 0; depth < 6; ++depth) {
        pattern = "(" + pattern + ")" + times;
        CAPTURE(pattern);
        const std::string error = error_of(pattern);
        CHECK((error == "no error" || error.find("': too large, ") != std::string::npos));
      }
    }
  }
}

TEST_CASE("pattern: repetitions inside each other are taken where they are few") {
  const data::Alphabet symbols = alphabet();
  const eval::PatternAutomaton automaton = eval::compile_pattern("(.{0,20}){0,20}", symbols);
  CHECK(automaton.states() == 401);  // up to 400 symbols
  CHECK(matches(automaton, symbols, std::string(400, 'a')));
  CHECK_FALSE(matches(automaton, symbols, std::string(401, 'a')));
}
