#include <doctest/doctest.h>

#include <limits>

#include "eval/decoders/ctc_alignment.h"
#include "eval/decoders/decoder.h"
#include "eval/decoders/step_maxima.h"
#include "tests/support/ctc.h"
#include "tests/support/errors.h"

using namespace ductus;
using eval::Decoded;
using test::line_of;

namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

Decoded greedy(const test::Line& line, const std::string& symbols) {
  return eval::make_decoder("greedy", data::Alphabet::from_characters(symbols))->decode(line.steps());
}

}  // namespace

TEST_CASE("step_maxima: the first of the largest values, whatever the number of classes") {
  std::mt19937 random(1);
  for (int64_t classes = 1; classes < 70; ++classes) {
    CAPTURE(classes);
    std::vector<float> row(static_cast<std::size_t>(3 * classes));
    for (float& x : row) x = -static_cast<float>(random() % 20);  // many are equal
    int32_t best[3];
    float value[3];
    eval::step_maxima(row.data(), 3, classes, best, value);
    for (int t = 0; t < 3; ++t) {
      const auto begin = row.begin() + t * classes;
      const auto expected = std::max_element(begin, begin + classes);
      CHECK(best[t] == expected - begin);
      CHECK(value[t] == *expected);
    }
  }
}

TEST_CASE("step_maxima: NaN is never the largest, and nothing at all is minus infinity") {
  const std::vector<float> rows = {kNaN, -3, kNaN, -2, -INFINITY, kNaN, -INFINITY, kNaN};
  int32_t best[2];
  float value[2];
  eval::step_maxima(rows.data(), 2, 4, best, value);
  CHECK(best[0] == 3);
  CHECK(value[0] == -2);
  CHECK(value[1] == -INFINITY);
}

TEST_CASE("greedy: repetitions become one symbol, a blank between keeps two, blanks are dropped") {
  // paths: blank a a blank a b
  const Decoded decoded = greedy(
      line_of({{.8, .1, .1}, {.1, .6, .3}, {.05, .9, .05}, {.7, .2, .1}, {.2, .5, .3}, {.1, .1, .8}}), "ab");
  CHECK(decoded.text == "aab");
  REQUIRE(decoded.symbols.size() == 3);
  CHECK(decoded.symbols[0].begin == 1);
  CHECK(decoded.symbols[0].end == 3);
  CHECK(decoded.symbols[0].confidence == doctest::Approx(.9));
  CHECK(decoded.symbols[1].begin == 4);
  CHECK(decoded.symbols[1].end == 5);
  CHECK(decoded.symbols[1].confidence == doctest::Approx(.5));
  CHECK(decoded.symbols[2].label == 1);
  CHECK(decoded.symbols[2].confidence == doctest::Approx(.8));
  // step 0: blank or a; step 1: a or blank; step 2: its own; step 3 divides two a: its own; 4, 5: their own
  CHECK(decoded.confidence == doctest::Approx(.9 * .7 * .9 * .7 * .5 * .8));
}

TEST_CASE("greedy: the classic case, where the likeliest path is not the likeliest text") {
  const Decoded decoded = greedy(line_of({{.6, .4, 0}, {.6, .4, 0}}), "ab");
  CHECK(decoded.text == "");
  CHECK(decoded.confidence == doctest::Approx(.36));
}

TEST_CASE("greedy: an uncertain boundary costs no confidence") {
  const auto line = line_of({{.9, .1}, {.2, .8}, {.5, .5}});
  const Decoded decoded = greedy(line, "a");
  CHECK(decoded.confidence == doctest::Approx(.8));
  CHECK(std::exp(eval::ctc_log_probability(line.steps(), {0})) ==
        doctest::Approx(.9));  // the best path alone: .36
}

TEST_CASE("greedy: on lines as networks answer them the confidence is near the text's probability") {
  std::mt19937 random(2);
  double difference = 0;
  for (int i = 0; i < 200; ++i) {
    std::vector<int32_t> labels(12);
    for (int32_t& label : labels) label = static_cast<int32_t>(random() % 26);
    const auto line = test::peaky_line(random, labels, 60, 27);
    const Decoded decoded = eval::make_decoder("greedy", test::symbols(26))->decode(line.steps());
    std::vector<int32_t> read;
    for (const auto& symbol : decoded.symbols) read.push_back(symbol.label);
    difference += std::abs(decoded.confidence - std::exp(eval::ctc_log_probability(line.steps(), read)));
  }
  CHECK(difference / 200 < 0.02);
}

TEST_CASE("greedy: takes no options") {
  CHECK(test::kind_and_error_of([] {
          eval::make_decoder("{greedy: {width: 2}}", test::symbols(2));
        }).find("usage: ") == 0);
}
