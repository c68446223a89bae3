#include "eval/intervals.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "tests/eval/stats_golden.h"

using ductus::eval::normal_quantile;
using ductus::eval::wilson_interval;

TEST_CASE("wilson_interval: equals statsmodels in all golden cases and at all levels") {
  for (const auto& entry : ductus::test::read_stats_golden()) {
    const auto correct = entry["correct_a"].get<std::string>();
    const auto successes = std::count(correct.begin(), correct.end(), '1');
    for (const auto& [level, expected] : entry["wilson_a"].items()) {
      CAPTURE(entry["id"].dump());
      CAPTURE(level);
      const auto found = wilson_interval(successes, static_cast<int64_t>(correct.size()), std::stod(level));
      CHECK(std::abs(found.low - expected[0].get<double>()) < 1e-12);
      CHECK(std::abs(found.high - expected[1].get<double>()) < 1e-12);
    }
  }
}

TEST_CASE("wilson_interval: 0 of n starts at 0, n of n ends at 1, and no trials say nothing") {
  // 0 of 10: high = z^2 / (n + z^2) = 3.841459 / 13.841459
  CHECK(wilson_interval(0, 10).low == 0);
  CHECK(wilson_interval(0, 10).high == doctest::Approx(0.277533).epsilon(1e-6));
  CHECK(wilson_interval(10, 10).high == 1);
  CHECK(wilson_interval(0, 0).low == 0);
  CHECK(wilson_interval(0, 0).high == 1);
}

TEST_CASE("normal_quantile: known values, symmetric, and the inverse far out") {
  CHECK(std::abs(normal_quantile(0.975) - 1.959963984540054) < 1e-14);
  CHECK(std::abs(normal_quantile(0.5)) < 1e-15);
  CHECK(std::abs(normal_quantile(1e-10) + 6.361340902404056) < 1e-12);
  CHECK(normal_quantile(0.25) == -normal_quantile(0.75));
}
