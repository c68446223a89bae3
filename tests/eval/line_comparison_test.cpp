#include "eval/line_comparison.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "configs/schema/error.h"
#include "data/rng.h"
#include "tests/support/errors.h"

using namespace ductus;
using namespace ductus::eval;

namespace {

/// A line of `length` characters in one word, `errors` of them wrong.
LineScore line(int64_t length, int64_t errors) {
  LineScore score;
  score.characters = {length - errors, errors, 0, 0};
  score.words = {errors == 0, errors > 0, 0, 0};
  return score;
}

std::vector<LineScore> drawn_lines(uint64_t seed, int count, uint32_t one_in) {
  data::Rng rng(seed, 0, 0, data::Purpose::kSynth);
  std::vector<LineScore> lines;
  for (int i = 0; i < count; ++i) lines.push_back(line(20, rng.below(one_in) == 0 ? 2 : 0));
  return lines;
}

}  // namespace

TEST_CASE("line comparison: rates and differences are those of the corpus, whatever is drawn") {
  const std::vector<LineScore> first = {line(10, 1), line(10, 0), line(20, 3), line(10, 0)};
  const std::vector<LineScore> second = {line(10, 0), line(10, 0), line(20, 1), line(10, 1)};
  const LineComparison result = compare_lines(first, second, {});
  CHECK(result.cer.first == doctest::Approx(4.0 / 50));
  CHECK(result.cer.second == doctest::Approx(2.0 / 50));
  CHECK(result.cer.difference() == doctest::Approx(-2.0 / 50));
  CHECK(result.exact.first == 0.5);
  CHECK(result.exact.second == 0.5);
  CHECK(result.wer.second == 0.5);
  CHECK(result.only_first_exact == 1);
  CHECK(result.only_second_exact == 1);
  CHECK(result.fewer_errors_first == 1);
  CHECK(result.fewer_errors_second == 2);
  CHECK(result.units.count == 4);
  CHECK_FALSE(result.units.grouped);
}

TEST_CASE("line comparison: predictions beside themselves differ by nothing, for certain") {
  const std::vector<LineScore> lines = drawn_lines(1, 200, 5);
  const LineComparison result = compare_lines(lines, lines, {});
  CHECK(result.cer.difference() == 0);
  CHECK(result.cer.interval.low == 0);
  CHECK(result.cer.interval.high == 0);
  CHECK_FALSE(result.cer.distinct());
}

TEST_CASE("line comparison: the same seed gives the same interval, another one another") {
  const std::vector<LineScore> lines = drawn_lines(1, 200, 5);
  const auto low = [&](uint64_t seed) { return rate_intervals(lines, {}, {1000, seed}).cer.low; };
  CHECK(low(1) == low(1));
  std::vector<double> lows;
  for (uint64_t seed = 0; seed < 8; ++seed) lows.push_back(low(seed));
  CHECK(std::count(lows.begin(), lows.end(), lows[0]) < 8);
}

TEST_CASE("line comparison: without groups the interval of exact lines is near the normal one") {
  const std::vector<LineScore> lines = drawn_lines(2, 2000, 4);
  double exact = 0;
  for (const LineScore& score : lines) exact += score.exact() / 2000.0;
  const double half = 1.96 * std::sqrt(exact * (1 - exact) / 2000);
  const RateIntervals intervals = rate_intervals(lines, {});
  CHECK(intervals.exact.low == doctest::Approx(exact - half).epsilon(0.01));
  CHECK(intervals.exact.high == doctest::Approx(exact + half).epsilon(0.01));
}

TEST_CASE("line comparison: groups whose lines fail together make the interval wider") {
  std::vector<LineScore> lines;
  std::vector<std::string> group;
  for (int receipt = 0; receipt < 50; ++receipt) {
    for (int i = 0; i < 40; ++i) {
      lines.push_back(line(20, receipt % 10 == 0 ? 2 : 0));
      group.push_back("r" + std::to_string(receipt));
    }
  }
  const RateIntervals by_group = rate_intervals(lines, group);
  const RateIntervals by_line = rate_intervals(lines, {});
  CHECK(by_group.units.grouped);
  CHECK(by_group.units.count == 50);
  // deviation of a mean over 50 groups against 2000 lines: sqrt(40) times
  const double ratio = (by_group.cer.high - by_group.cer.low) / (by_line.cer.high - by_line.cer.low);
  CHECK(ratio > 5);
  CHECK(ratio < 8);
}

TEST_CASE("line comparison: lines of one group are drawn one by one, and few groups are said to be few") {
  const std::vector<LineScore> lines = drawn_lines(5, 200, 4);
  const RateIntervals alone = rate_intervals(lines, {});
  const RateIntervals one = rate_intervals(lines, std::vector<std::string>(200, "r"));
  CHECK_FALSE(one.units.grouped);
  CHECK(one.units.count == 200);
  CHECK(one.cer.low == alone.cer.low);
  CHECK(one.cer.high == alone.cer.high);
  CHECK(one.cer.high > one.cer.low);
  std::vector<std::string> group;
  for (int i = 0; i < 200; ++i) group.push_back(std::to_string(i % 9));
  CHECK(rate_intervals(lines, group).units.few());
  group.back() = "tenth";
  CHECK_FALSE(rate_intervals(lines, group).units.few());
}

TEST_CASE("line comparison: a pairing sees a small difference that two intervals hide") {
  std::vector<LineScore> first = drawn_lines(3, 2000, 3);
  std::vector<LineScore> second = first;
  for (std::size_t i = 0; i < second.size(); i += 40) second[i] = line(20, 0);
  const LineComparison result = compare_lines(first, second, {});
  CHECK(result.cer.distinct());
  CHECK(result.cer.interval.high < 0);
  const RateIntervals a = rate_intervals(first, {});
  const RateIntervals b = rate_intervals(second, {});
  CHECK(b.cer.high > a.cer.low);
}

TEST_CASE("line comparison: very many lines are pooled, with the same interval") {
  std::vector<LineScore> regular;
  for (int i = 0; i < 30000; ++i) regular.push_back(line(20, i % 4 == 0 ? 2 : 0));
  const double half = 1.96 * std::sqrt(0.25 * 0.75 / 30000);
  const RateIntervals drawn = rate_intervals(drawn_lines(4, 30000, 4), {}, {400, 0});
  CHECK(drawn.units.count == 30000);
  CHECK((drawn.exact.high - drawn.exact.low) / 2 == doctest::Approx(half).epsilon(0.15));
  const RateIntervals even = rate_intervals(regular, {}, {400, 0});
  CHECK(even.exact.high - even.exact.low < 2.2 * half);
}

TEST_CASE("line comparison: other lines are an error") {
  CHECK(test::error_of([] { compare_lines({line(3, 0)}, {}, {}); }) ==
        "comparison: 1 and 0 lines, expected the same lines");
  CHECK(test::error_of([] { compare_lines({line(3, 0)}, {line(4, 0)}, {}); }) ==
        "comparison: the truth of line 0 has 3 and 4 characters, expected the same lines");
  CHECK(test::error_of([] {
          rate_intervals({line(3, 0)}, {}, {0, 0});
        }) == "bootstrap: 0 resamples, expected at least 1");
}
