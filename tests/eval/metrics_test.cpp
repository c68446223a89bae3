#include "eval/metrics.h"

#include <doctest/doctest.h>

#include <cmath>

#include "configs/schema/error.h"

using namespace ductus::eval;
using ductus::data::Alphabet;

TEST_CASE("error_rate_line: reference 004's number for its accuracy") {
  CHECK(error_rate_line(0.9912) == "CNN error 0.88 %");
  CHECK(error_rate_line(1) == "CNN error 0.00 %");
  CHECK(error_rate_line(0) == "CNN error 100.00 %");
}

TEST_CASE("balanced_accuracy: the mean recall of the classes that have samples") {
  // recalls 2/4 and 1/1; class 2 has no sample
  const ConfusionMatrix matrix({0, 0, 0, 0, 1}, {0, 0, 1, 2, 1}, 3);
  CHECK(balanced_accuracy(matrix) == 0.75);
  CHECK(accuracy(matrix).value == 0.6);
  CHECK(class_accuracy(matrix, 0).count == 2);
  CHECK(class_accuracy(matrix, 0).of == 4);
  CHECK(std::isnan(class_accuracy(matrix, 2).value));
}

TEST_CASE("top_k_accuracy: counts the truth among the k likeliest, ties to the smaller label") {
  Predictions p;
  p.alphabet = Alphabet::from_characters("abc");
  p.truth = {0, 1, 2};
  p.predicted = {0, 0, 0};
  p.log_probs = {-0.1F, -2, -3,   // a is first
                 -0.5F, -1, -2,   // b is second
                 -1,    -1, -1};  // c is third: the others are smaller
  CHECK(top_k_accuracy(p, 1).count == 1);
  CHECK(top_k_accuracy(p, 2).count == 2);
  CHECK(top_k_accuracy(p, 3).count == 3);
  p.log_probs.clear();
  CHECK_THROWS_WITH_AS(top_k_accuracy(p, 2), "top-2 accuracy: needs log-probabilities and k of at least 1",
                       ductus::Error);
}

TEST_CASE("merged_scores: a group's symbols count as one class, and groups not in the alphabet fall away") {
  const Alphabet alphabet = Alphabet::from_characters("0OS1");
  // truth      0 0 0 O O S S S S 1
  // predicted  0 O O O 0 S S 0 S S
  const ConfusionMatrix matrix({0, 0, 0, 1, 1, 2, 2, 2, 2, 3}, {0, 1, 1, 1, 0, 2, 2, 0, 2, 2}, 4);
  const MergedScores merged = merged_scores(matrix, alphabet, default_confusables());
  CHECK(merged.groups == SymbolGroups{{"0", "O"}});
  // right: all 5 of {0,O}, 3 of 4 S, 0 of 1 '1'
  CHECK(merged.accuracy.count == 8);
  CHECK(merged.accuracy.of == 10);
  CHECK(merged.macro_recall == doctest::Approx((1.0 + 0.75 + 0.0) / 3));
}

TEST_CASE("merged_scores: without groups they are the plain scores") {
  const ConfusionMatrix matrix({0, 0, 1}, {0, 1, 1}, 2);
  const MergedScores merged = merged_scores(matrix, Alphabet::from_characters("xy"), default_confusables());
  CHECK(merged.groups.empty());
  CHECK(merged.accuracy.count == matrix.correct());
  CHECK(merged.macro_recall == balanced_accuracy(matrix));
}

TEST_CASE("merged_scores: a symbol in two groups is an error") {
  const ConfusionMatrix matrix({0}, {0}, 2);
  CHECK_THROWS_WITH_AS(merged_scores(matrix, Alphabet::from_characters("ab"), {{"a", "b"}, {"b", "c"}}),
                       "confusable groups: symbol b is in two groups", ductus::Error);
}
