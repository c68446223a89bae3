#include "eval/predictions.h"

#include <doctest/doctest.h>

#include <cmath>

#include "configs/schema/error.h"

using ductus::eval::Predictions;

namespace {

Predictions two_samples() {
  Predictions p;
  p.alphabet = ductus::data::Alphabet::from_characters("ab");
  p.truth = {0, 1};
  p.predicted = {0, 0};
  return p;
}

}  // namespace

TEST_CASE("Predictions::check: names the array, the sample and what was expected") {
  two_samples().check("here");
  Predictions p = two_samples();
  p.predicted = {0};
  CHECK_THROWS_WITH_AS(p.check("here"), "here: 1 predicted labels, expected 2", ductus::Error);
  p = two_samples();
  p.truth[1] = 2;
  CHECK_THROWS_WITH_AS(p.check("here"), "here: truth of sample 1 is 2, expected a label from 0 to 1",
                       ductus::Error);
  p = two_samples();
  p.confidence = {1, 1.5};
  CHECK_THROWS_WITH_AS(p.check("here"), "here: confidence of sample 1 is 1.5, expected 0 to 1",
                       ductus::Error);
  p = two_samples();
  p.log_probs = {0, 0, 0, NAN};
  CHECK_THROWS_WITH_AS(p.check("here"),
                       "here: log-probability of sample 1, class b is nan, expected a finite number",
                       ductus::Error);
  CHECK_THROWS_WITH_AS(Predictions().check("here"), "here: no sample", ductus::Error);
}

TEST_CASE("Predictions::confidences: given ones, else the predicted class's probability") {
  Predictions p = two_samples();
  CHECK(p.confidences().empty());
  p.log_probs = {std::log(0.75F), std::log(0.25F), 1e-7F, -16};
  CHECK(p.confidences()[0] == doctest::Approx(0.75));
  CHECK(p.confidences()[1] == 1);  // rounding above 1 is cut
  p.confidence = {0.5, 0.25};
  CHECK(p.confidences() == std::vector<double>{0.5, 0.25});
}
