#include "eval/line_comparison.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

#include "configs/schema/error.h"
#include "data/rng.h"

namespace ductus::eval {
namespace {

/// What one recogniser did with the lines of a unit, or of all.
struct Errors {
  int64_t characters = 0;
  int64_t words = 0;
  int64_t exact = 0;
};

/// Sums of a unit for one or two recognisers, whose truth is the same.
struct UnitSums {
  int64_t lines = 0;
  int64_t characters = 0;
  int64_t words = 0;
  std::array<Errors, 2> of{};

  void add(const UnitSums& other) {
    lines += other.lines;
    characters += other.characters;
    words += other.words;
    for (std::size_t k = 0; k < of.size(); ++k) {
      of[k].characters += other.of[k].characters;
      of[k].words += other.of[k].words;
      of[k].exact += other.of[k].exact;
    }
  }
};

/// As EditCounts::rate().
double rate(int64_t errors, int64_t truth) {
  return static_cast<double>(errors) / static_cast<double>(std::max<int64_t>(truth, 1));
}

/// CER, WER, exact lines.
using Rates = std::array<double, 3>;

Rates rates_of(const UnitSums& sums, std::size_t k) {
  return {rate(sums.of[k].characters, sums.characters), rate(sums.of[k].words, sums.words),
          rate(sums.of[k].exact, sums.lines)};
}

Rates differences(const UnitSums& sums) {
  Rates result = rates_of(sums, 1);
  const Rates first = rates_of(sums, 0);
  for (std::size_t k = 0; k < result.size(); ++k) result[k] -= first[k];
  return result;
}

Errors errors_of(const LineScore& line) {
  return {line.characters.errors(), line.words.errors(), line.exact() ? 1 : 0};
}

bool several(const std::vector<std::string>& group) {
  return std::any_of(group.begin(), group.end(), [&](const auto& name) { return name != group.front(); });
}

/// The unit of each line: its group's number, or its own.
std::vector<int64_t> units_of(const std::vector<std::string>& group, std::size_t lines, bool grouped) {
  std::vector<int64_t> units(lines);
  std::unordered_map<std::string, int64_t> numbers;
  for (std::size_t i = 0; i < lines; ++i) {
    units[i] = grouped ? numbers.try_emplace(group[i], static_cast<int64_t>(numbers.size())).first->second
                       : static_cast<int64_t>(i);
  }
  return units;
}

/// Where a unit is pooled, of `count` pools: multiples of the golden ratio fall evenly (Knuth, "Sorting and
/// Searching", section 6.4), also every fifth of them.
std::size_t pool_of(int64_t unit, std::size_t count) {
  const uint64_t spread = static_cast<uint64_t>(unit) * 0x9E3779B97F4A7C15U;
  return static_cast<std::size_t>((spread >> 32U) * count >> 32U);
}

struct Units {
  BootstrapUnits what;
  std::vector<UnitSums> sums;
};

/// `second` may be null.
Units collect(const std::vector<LineScore>& first, const std::vector<LineScore>* second,
              const std::vector<std::string>& group, const BootstrapOptions& options) {
  DUCTUS_CHECK(!first.empty(), "bootstrap: no lines");
  DUCTUS_CHECK(group.empty() || group.size() == first.size(), "bootstrap: {} groups for {} lines",
               group.size(), first.size());
  DUCTUS_CHECK(options.resamples > 0, "bootstrap: {} resamples, expected at least 1", options.resamples);
  const bool grouped = several(group);
  const std::vector<int64_t> unit_of = units_of(group, first.size(), grouped);
  Units units;
  units.what = {grouped, 1 + *std::max_element(unit_of.begin(), unit_of.end()), options.resamples};
  units.sums.resize(static_cast<std::size_t>(std::min(units.what.count, kMostUnits)));
  for (std::size_t i = 0; i < first.size(); ++i) {
    UnitSums line{1, first[i].characters.truth(), first[i].words.truth(), {errors_of(first[i]), {}}};
    if (second != nullptr) line.of[1] = errors_of((*second)[i]);
    const bool pooled = units.what.count > kMostUnits;
    const auto unit = static_cast<std::size_t>(unit_of[i]);
    units.sums[pooled ? pool_of(unit_of[i], units.sums.size()) : unit].add(line);
  }
  return units;
}

UnitSums sum(const std::vector<UnitSums>& units) {
  UnitSums all;
  for (const UnitSums& unit : units) all.add(unit);
  return all;
}

Interval middle_95(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const auto tail = static_cast<std::size_t>(0.025 * static_cast<double>(values.size()));
  return {values[tail], values[values.size() - 1 - tail]};
}

/// The intervals of what `statistics` makes of the sums over drawn units.
template <typename Statistics>
std::array<Interval, 3> bootstrap(const Units& units, const BootstrapOptions& options,
                                  Statistics statistics) {
  std::array<std::vector<double>, 3> drawn;
  const auto count = static_cast<uint32_t>(units.sums.size());
  for (int resample = 0; resample < options.resamples; ++resample) {
    data::Rng rng(options.seed, static_cast<uint32_t>(resample), 0, data::Purpose::kBootstrap);
    UnitSums all;
    for (uint32_t i = 0; i < count; ++i) all.add(units.sums[rng.below(count)]);
    const Rates rates = statistics(all);
    for (std::size_t k = 0; k < rates.size(); ++k) drawn[k].push_back(rates[k]);
  }
  return {middle_95(std::move(drawn[0])), middle_95(std::move(drawn[1])), middle_95(std::move(drawn[2]))};
}

void check_same_truth(const std::vector<LineScore>& first, const std::vector<LineScore>& second) {
  DUCTUS_CHECK(first.size() == second.size(), "comparison: {} and {} lines, expected the same lines",
               first.size(), second.size());
  for (std::size_t i = 0; i < first.size(); ++i) {
    DUCTUS_CHECK(first[i].characters.truth() == second[i].characters.truth(),
                 "comparison: the truth of line {} has {} and {} characters, expected the same lines", i,
                 first[i].characters.truth(), second[i].characters.truth());
  }
}

}  // namespace

RateIntervals rate_intervals(const std::vector<LineScore>& lines, const std::vector<std::string>& group,
                             const BootstrapOptions& options) {
  const Units units = collect(lines, nullptr, group, options);
  const auto intervals = bootstrap(units, options, [](const UnitSums& sums) { return rates_of(sums, 0); });
  return {units.what, intervals[0], intervals[1], intervals[2]};
}

LineComparison compare_lines(const std::vector<LineScore>& first, const std::vector<LineScore>& second,
                             const std::vector<std::string>& group, const BootstrapOptions& options) {
  check_same_truth(first, second);
  const Units units = collect(first, &second, group, options);
  const UnitSums all = sum(units.sums);
  const Rates a = rates_of(all, 0);
  const Rates b = rates_of(all, 1);
  const auto intervals = bootstrap(units, options, differences);

  LineComparison comparison{
      units.what, {a[0], b[0], intervals[0]}, {a[1], b[1], intervals[1]}, {a[2], b[2], intervals[2]}, 0, 0, 0,
      0};
  for (std::size_t i = 0; i < first.size(); ++i) {
    comparison.only_first_exact += first[i].exact() && !second[i].exact();
    comparison.only_second_exact += !first[i].exact() && second[i].exact();
    comparison.fewer_errors_first += first[i].characters.errors() < second[i].characters.errors();
    comparison.fewer_errors_second += first[i].characters.errors() > second[i].characters.errors();
  }
  return comparison;
}

}  // namespace ductus::eval
