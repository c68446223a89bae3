// What every registered wear promises.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <sstream>

#include "tests/data/wear_support.h"
#include "tests/support/errors.h"

using namespace ductus;
using test::random_sheet;
using test::worn;

namespace {

const std::set<std::string> kShapes = {"folds", "creases", "curl", "elastic", "rotate", "perspective"};

bool sound(const data::Sheet& sheet) {
  return std::all_of(sheet.grey.begin(), sheet.grey.end(), [](float v) { return v >= 0 && v <= 1; }) &&
         std::all_of(sheet.points.begin(), sheet.points.end(),
                     [](data::Point p) { return std::isfinite(p.x) && std::isfinite(p.y); });
}

/// A wear's options, each default times a random factor; those out of range are left out.
std::string random_options(const std::string& name, data::Rng& rng) {
  const auto document = config::Document::parse("{}", "test");
  data::make_wear(name, document.root());
  std::istringstream defaults(document.effective());
  std::string line, options;
  while (std::getline(defaults, line)) {
    const std::size_t colon = line.find(": ");
    if (colon == std::string::npos || line[colon + 2] < '0' || line[colon + 2] > '9') continue;
    const bool whole = line.find('.') == std::string::npos;
    const double value = std::stod(line.substr(colon + 2)) * rng.uniform() * (1 << rng.below(6));
    const std::string option = line.substr(0, colon + 2) +
                               (whole ? fmt::format("{}", std::lround(value)) : fmt::format("{}", value));
    try {
      test::wear(name, "{" + option + "}");
      options += (options.empty() ? "" : ", ") + option;
    } catch (const Error&) {
    }
  }
  return "{" + options + "}";
}

}  // namespace

TEST_CASE("wears: there are some of every kind that the order names") {
  CHECK(data::wears().size() == 21);
  for (const std::string& name : kShapes) CHECK(data::wears().contains(name));
}

TEST_CASE("wears: every one refuses an unknown option with its name") {
  for (const std::string& name : data::wears().names()) {
    CAPTURE(name);
    CHECK_THROWS_WITH_AS(test::wear(name, "{wobble: 1}"), doctest::Contains("wobble"), Error);
  }
}

TEST_CASE("wears: every one refuses a negative option with its name") {
  for (const std::string& name : data::wears().names()) {
    const auto document = config::Document::parse("{}", "test");
    data::make_wear(name, document.root());
    const std::string effective = document.effective(), key = effective.substr(0, effective.find(':'));
    CAPTURE(name);
    CHECK_THROWS_WITH_AS(test::wear(name, "{" + key + ": -1}"), doctest::Contains(key.c_str()), Error);
  }
}

TEST_CASE("wears: every one changes nothing at strength 0, bit for bit") {
  const data::Sheet sheet = random_sheet(61, 37, 1);
  for (const std::string& name : data::wears().names()) {
    CAPTURE(name);
    for (uint64_t sample = 0; sample < 5; ++sample)
      CHECK(test::same(worn(sheet, *test::wear(name), 0, sample), sheet));
  }
}

TEST_CASE("wears: every one changes the sheet at strength 1, and little at 0.01") {
  const data::Sheet sheet = random_sheet(90, 70, 2);
  for (const std::string& name : data::wears().names()) {
    CAPTURE(name);
    const auto wear = test::wear(name);
    double weak = 0, strong = 0;
    for (uint64_t sample = 0; sample < 5; ++sample) {
      const data::Sheet at_little = worn(sheet, *wear, 0.01F, sample),
                        at_full = worn(sheet, *wear, 1, sample);
      for (std::size_t i = 0; i < sheet.count(); ++i) {
        weak += std::abs(at_little.grey[i] - sheet.grey[i]);
        strong += std::abs(at_full.grey[i] - sheet.grey[i]);
      }
    }
    CHECK(strong > 0);
    CHECK(weak < 0.35 * strong);
    // of white noise, of which anything that samples takes most: no print changes as much
    CHECK(weak < 5 * 0.08 * static_cast<double>(sheet.count()));
  }
}

TEST_CASE("wears: every one draws the same sheet from the same numbers, and another from others") {
  const data::Sheet sheet = random_sheet(120, 60, 3);
  for (const std::string& name : data::wears().names()) {
    CAPTURE(name);
    const auto wear = test::wear(name);
    CHECK(test::same(worn(sheet, *wear, 0.8F, 1), worn(sheet, *wear, 0.8F, 1)));
    if (name == "jpeg") continue;  // nothing of a file is random
    CHECK_FALSE(test::same(worn(sheet, *wear, 0.8F, 1), worn(sheet, *wear, 0.8F, 2)));
  }
}

TEST_CASE("wears: only those of shape move points") {
  const data::Sheet sheet = random_sheet(120, 60, 4);
  for (const std::string& name : data::wears().names()) {
    CAPTURE(name);
    const data::Sheet after = worn(sheet, *test::wear(name), 1, 1);
    bool moved = false;
    for (std::size_t i = 0; i < sheet.points.size(); ++i) moved |= after.points[i].x != sheet.points[i].x;
    for (std::size_t i = 0; i < sheet.points.size(); ++i) moved |= after.points[i].y != sheet.points[i].y;
    CHECK(moved == (kShapes.count(name) == 1));
  }
}

TEST_CASE("wears: with any valid options every one keeps any sheet's size and range") {
  const std::pair<int, int> sizes[] = {{1, 1}, {1, 9},  {17, 1},   {8, 8},
                                       {9, 7}, {2, 33}, {101, 43}, {300, 40}};
  for (const std::string& name : data::wears().names()) {
    data::Rng rng(21, 0, 0, data::Purpose::kSynth);
    for (int trial = 0; trial < 40; ++trial) {
      const std::string options = trial == 0 ? "{}" : random_options(name, rng);
      const auto [width, height] = sizes[trial % 8];
      const float strength = trial % 3 == 0 ? 1 : rng.uniform();
      CAPTURE(name);
      CAPTURE(options);
      CAPTURE(width);
      const data::Sheet sheet = random_sheet(width, height, rng.next());
      const data::Sheet after = worn(sheet, *test::wear(name, options), strength, rng.next());
      REQUIRE(after.count() == sheet.count());
      REQUIRE(after.points.size() == sheet.points.size());
      REQUIRE(sound(after));
    }
  }
}
