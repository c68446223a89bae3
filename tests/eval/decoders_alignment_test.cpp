#include <doctest/doctest.h>

#include "eval/decoders/ctc_alignment.h"
#include "tests/support/ctc.h"
#include "tests/support/errors.h"

using namespace ductus;
using eval::align;
using eval::ctc_log_probability;
using test::line_of;

TEST_CASE("ctc_log_probability: equals the sum over all paths, for every text") {
  std::mt19937 random(1);
  for (int i = 0; i < 20; ++i) {
    const auto line = test::random_line(random, 1 + i % 6, 3, 1.5F);
    double sum = 0;
    for (const auto& [labels, probability] : test::all_texts(line)) {
      const double found = std::exp(ctc_log_probability(line.steps(), labels));
      CHECK(found == doctest::Approx(probability).epsilon(1e-6));
      sum += found;
    }
    CHECK(sum == doctest::Approx(1));
  }
}

TEST_CASE("ctc_log_probability: texts that do not fit have none") {
  const auto line = line_of({{.5, .5}, {.5, .5}});
  CHECK(ctc_log_probability(line.steps(), {0, 0}) == -INFINITY);  // the blank between needs a third step
  CHECK(ctc_log_probability({nullptr, 0, 2}, {0}) == -INFINITY);
  CHECK(ctc_log_probability({nullptr, 0, 2}, {}) == 0);
}

TEST_CASE("align: a label has the steps of the best path and its largest probability there") {
  const auto line = line_of({{.8, .1, .1}, {.1, .6, .3}, {.05, .9, .05}, {.4, .2, .4}, {.1, .1, .8}});
  const auto symbols = align(line.steps(), {0, 1});
  REQUIRE(symbols.size() == 2);
  CHECK(symbols[0].label == 0);
  CHECK(symbols[0].begin == 1);
  CHECK(symbols[0].end == 3);
  CHECK(symbols[0].confidence == doctest::Approx(.9));
  CHECK(symbols[1].label == 1);
  CHECK(symbols[1].end == 5);
  CHECK(symbols[1].confidence == doctest::Approx(.8));
}

TEST_CASE("align: any labels that fit are put in order within the line, even impossible ones") {
  std::mt19937 random(3);
  for (int i = 0; i < 200; ++i) {
    auto line = test::random_line(random, 8, 4, 2);
    if (i % 2 == 0) {
      for (float& x : line.log_probs) x = random() % 3 == 0 ? x : -INFINITY;
    }
    std::vector<int32_t> labels(random() % 8);
    for (int32_t& label : labels) label = static_cast<int32_t>(random() % 3);
    if (eval::steps_needed(labels) > 8) continue;
    const auto symbols = align(line.steps(), labels);
    REQUIRE(symbols.size() == labels.size());
    for (std::size_t s = 0; s < symbols.size(); ++s) {
      CHECK(symbols[s].label == labels[s]);
      CHECK(symbols[s].begin < symbols[s].end);
      CHECK(symbols[s].begin >= (s == 0 ? 0 : symbols[s - 1].end + (labels[s] == labels[s - 1] ? 1 : 0)));
      CHECK(symbols[s].end <= 8);
    }
  }
}

TEST_CASE("align: labels that do not fit are an error") {
  const auto line = line_of({{.5, .5}, {.5, .5}});
  CHECK(test::error_of([&] { align(line.steps(), {0, 0}); }) == "align: 2 labels need 3 steps, found 2");
}
