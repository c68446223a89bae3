#include "eval/calibration.h"

#include <doctest/doctest.h>

#include <cmath>

#include "configs/schema/error.h"
#include "data/rng.h"
#include "tests/eval/stats_golden.h"

using namespace ductus::eval;

namespace {

/// Samples whose labels are drawn from softmax(logits): calibrated logits by construction.
struct Synthetic {
  std::vector<float> logits;
  std::vector<int32_t> truth;
};

Synthetic draw_calibrated(std::size_t samples, std::size_t classes) {
  Synthetic result;
  for (std::size_t i = 0; i < samples; ++i) {
    ductus::data::Rng rng(11, 0, i, ductus::data::Purpose::kSynth);
    std::vector<double> weights;
    double sum = 0;
    for (std::size_t c = 0; c < classes; ++c) {
      const float logit = 2 * rng.normal();
      result.logits.push_back(logit);
      weights.push_back(std::exp(logit));
      sum += weights.back();
    }
    double left = rng.uniform() * sum;
    std::size_t label = 0;
    while (label + 1 < classes && left >= weights[label]) left -= weights[label++];
    result.truth.push_back(static_cast<int32_t>(label));
  }
  return result;
}

std::vector<float> scaled(std::vector<float> values, float factor) {
  for (float& value : values) value *= factor;
  return values;
}

}  // namespace

TEST_CASE("calibration: a hand example in four bins") {
  // bins (0,.25] {.2}; (.25,.5] {.5}; (.5,.75] {}; (.75,1] {.8,.8,1}
  const Calibration c = calibration({0.2, 0.5, 0.8, 0.8, 1}, {0, 1, 1, 0, 1}, 4);
  CHECK(c.bins[0].count == 1);
  CHECK(c.bins[1].count == 1);
  CHECK(c.bins[2].count == 0);
  CHECK(c.bins[3].count == 3);
  CHECK(c.bins[3].confidence == doctest::Approx(2.6 / 3));
  CHECK(c.bins[3].accuracy == doctest::Approx(2.0 / 3));
  // gaps .2, .5, .2 with weights 1/5, 1/5, 3/5
  CHECK(c.expected_error == doctest::Approx(0.04 + 0.1 + 0.12));
  CHECK(c.maximum_error == doctest::Approx(0.5));
  CHECK(c.mean_confidence == doctest::Approx(3.3 / 5));
}

TEST_CASE("calibration: equals the golden values, bin edges included") {
  for (const auto& entry : ductus::test::read_stats_golden()) {
    CAPTURE(entry["id"].dump());
    std::vector<uint8_t> correct;
    for (const char c : entry["correct_a"].get<std::string>()) correct.push_back(c == '1');
    const Calibration found = calibration(entry["confidence_a"].get<std::vector<double>>(), correct, 15);
    CHECK(std::abs(found.expected_error - entry["calibration_right_closed"]["ece"].get<double>()) < 1e-12);
    CHECK(std::abs(found.maximum_error - entry["calibration_right_closed"]["mce"].get<double>()) < 1e-12);
  }
}

TEST_CASE("mean_nll and brier_score: a hand example") {
  // p = (1/2, 1/2) with truth 0, p = (1/4, 3/4) with truth 1
  const std::vector<float> log_probs = {std::log(0.5F), std::log(0.5F), std::log(0.25F), std::log(0.75F)};
  CHECK(mean_nll(log_probs, {0, 1}, 2) == doctest::Approx((std::log(2.0) + std::log(4.0 / 3)) / 2));
  // (.25 + .25 + .0625 + .0625) / 2
  CHECK(brier_score(log_probs, {0, 1}, 2) == doctest::Approx(0.3125));
}

TEST_CASE("fit_temperature: recovers the temperature that was put on calibrated logits") {
  const Synthetic data = draw_calibrated(20000, 10);
  const double natural = fit_temperature(data.logits, data.truth, 10).value;
  CHECK(natural == doctest::Approx(1).epsilon(0.03));
  for (const float temperature : {0.3F, 2.5F, 7.0F}) {
    const Temperature found = fit_temperature(scaled(data.logits, temperature), data.truth, 10);
    CHECK(found.value == doctest::Approx(natural * temperature).epsilon(1e-5));
    CHECK(found.nll_after < found.nll_before);
  }
}

TEST_CASE("fit_temperature: no temperature nearby is better") {
  const Synthetic data = draw_calibrated(500, 4);
  const Temperature found = fit_temperature(scaled(data.logits, 3), data.truth, 4);
  for (const double factor : {0.99, 1.01}) {
    const auto other = scaled(data.logits, static_cast<float>(3 / (found.value * factor)));
    CHECK(fit_temperature(other, data.truth, 4).nll_before > found.nll_after);
  }
}

TEST_CASE(
    "fit_temperature: answers that are all right or all wrong end at the bounds, useless ones stay at 1") {
  CHECK(fit_temperature({0, -9, 0, -9}, {0, 0}, 2).value == doctest::Approx(0.05));
  CHECK(fit_temperature({0, -9, 0, -9}, {1, 1}, 2).value == doctest::Approx(20));
  CHECK(fit_temperature({-1, -1}, {0}, 2).value == 1);
}

TEST_CASE("calibration: inputs that do not fit are errors") {
  CHECK_THROWS_WITH_AS(calibration({0.5}, {}, 15), "calibration: 1 confidences, 0 outcomes, 15 bins",
                       ductus::Error);
  CHECK_THROWS_WITH_AS(fit_temperature({0, 0, 0}, {0, 1}, 2),
                       "temperature: 3 log-probabilities for 2 samples of 2 classes", ductus::Error);
  CHECK_THROWS_WITH_AS(fit_temperature({0, NAN}, {0}, 2), "temperature: the log-probabilities are not finite",
                       ductus::Error);
}
