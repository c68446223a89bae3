#include "data/synth/wear/wear_list.h"

#include <doctest/doctest.h>

#include <cmath>
#include <set>

#include "data/synth/wear/smooth_field.h"
#include "tests/data/wear_support.h"
#include "tests/support/errors.h"

using namespace ductus;
using test::same;
using test::wear_list;

namespace {

data::Sheet worn_by(const std::string& yaml, uint64_t index, float strength = 1) {
  data::Sheet sheet = test::random_sheet(160, 50, 9);
  wear_list(yaml).apply(sheet, 7, index, strength);
  return sheet;
}

}  // namespace

TEST_CASE("wear list: an empty list changes nothing, nor do probability 0 and strength 0") {
  const data::Sheet sheet = test::random_sheet(160, 50, 9);
  for (const char* yaml : {"[]", "[{noise: {probability: 0}}, {folds: {probability: 0}}]",
                           "[{noise: {strength: [0, 0]}}, {rotate: {strength: [0, 0]}}]"}) {
    CAPTURE(yaml);
    CHECK(same(worn_by(yaml, 1), sheet));
  }
  CHECK(same(worn_by("[noise, rotate, folds, jpeg]", 1, 0), sheet));
}

TEST_CASE("wear list: a sample is a function of seed and index") {
  const std::string yaml = "[ink_spread, folds, rotate, noise]";
  CHECK(same(worn_by(yaml, 1), worn_by(yaml, 1)));
  CHECK_FALSE(same(worn_by(yaml, 1), worn_by(yaml, 2)));
  data::Sheet sheet = test::random_sheet(160, 50, 9);
  wear_list(yaml).apply(sheet, 8, 1);
  CHECK_FALSE(same(sheet, worn_by(yaml, 1)));
}

TEST_CASE("wear list: without one entry the others draw the same") {
  const std::string idle = "{gamma: {strength: [0, 0]}}", others = "{rotate: {}}, {noise: {}}";
  CHECK(same(worn_by("[" + idle + ", " + others + "]", 3), worn_by("[" + others + "]", 3)));
  const auto with = worn_by("[folds, stains, gamma, noise]", 3), without = worn_by("[folds, gamma]", 3);
  for (std::size_t i = 0; i < with.points.size(); ++i) CHECK(with.points[i].x == without.points[i].x);
}

TEST_CASE("wear list: entries of one name draw numbers of their own, and no two names share any") {
  std::set<uint32_t> stages;
  for (const std::string& name : data::wears().names()) {
    for (uint32_t nth = 0; nth < 3; ++nth) stages.insert(data::wear_stage(name, nth));
  }
  CHECK(stages.size() == 3 * data::wears().size());
  CHECK(*stages.begin() >= 0x80000000U);
}

TEST_CASE("wear list: an entry happens as often as its probability says") {
  const auto list = wear_list("[{gamma: {probability: 0.3, strength: [1, 1]}}]");
  int changed = 0;
  for (uint64_t index = 0; index < 2000; ++index) {
    data::Sheet sheet = test::flat_sheet(1, 1, 0.5F);
    list.apply(sheet, 1, index);
    changed += sheet.grey[0] != 0.5F ? 1 : 0;
  }
  CHECK(std::abs(changed - 600) < 90);  // more than four deviations of sqrt(2000 * 0.3 * 0.7) = 20.5
}

TEST_CASE("wear list: strength is drawn between its bounds and scaled for all entries") {
  const auto list = wear_list("[{background_tint: {strength: [0.2, 0.6], darkness: 1, uneven: 0}}]");
  for (uint64_t index = 0; index < 200; ++index) {
    data::Sheet sheet = test::flat_sheet(1, 1, 1), half = sheet;
    list.apply(sheet, 1, index);
    list.apply(half, 1, index, 0.5F);
    const float strength = 1 - sheet.grey[0];
    CHECK((strength > 0.199F && strength < 0.601F));
    CHECK(1 - half.grey[0] == doctest::Approx(strength / 2).epsilon(1e-4));
  }
}

TEST_CASE("wear list: warps that are gathered move points as one after the other does") {
  const std::string names[] = {"curl", "elastic", "rotate", "perspective"};
  const auto at = [](const std::string& name) { return "{" + name + ": {strength: [1, 1]}}"; };
  for (uint64_t index = 0; index < 10; ++index) {
    data::Sheet alone = test::random_sheet(300, 200, 9), together = alone;
    std::string all;
    for (const std::string& name : names) {
      wear_list("[" + at(name) + "]").apply(alone, 7, index);
      all += (all.empty() ? "" : ", ") + at(name);
    }
    wear_list("[" + all + "]").apply(together, 7, index);
    for (std::size_t i = 0; i < alone.points.size(); ++i) {
      CHECK(std::hypot(alone.points[i].x - together.points[i].x, alone.points[i].y - together.points[i].y) <
            0.3F);
    }
  }
}

TEST_CASE("wear list: what is wrong in a recipe is said with its place") {
  CHECK_THROWS_WITH_AS(wear_list("[{fold: {}}]"), doctest::Contains("did you mean 'folds'"), Error);
  CHECK_THROWS_WITH_AS(wear_list("[{folds: {probability: 2}}]"), doctest::Contains("0.folds.probability"),
                       Error);
  CHECK_THROWS_WITH_AS(wear_list("[{folds: {strength: [0.5, 0.2]}}]"),
                       doctest::Contains("the lower strength first"), Error);
  CHECK_THROWS_WITH_AS(wear_list("[{folds: {strength: [0, 1.5]}}]"), doctest::Contains("from 0 to 1"), Error);
  CHECK_THROWS_WITH_AS(wear_list("[{folds: {counts: 1}}]"), doctest::Contains("probability, strength, count"),
                       Error);
  CHECK_THROWS_WITH_AS(wear_list("{folds: {}}"), doctest::Contains("expected a list"), Error);
}

TEST_CASE("wear list: the effective recipe has every option and reads back as the same") {
  const auto document = config::Document::parse("[{folds: {count: 2}}, noise]", "test");
  data::WearList::read(document.root());
  const std::string effective = document.effective();
  CHECK(effective.find("probability: 1") != std::string::npos);
  CHECK(effective.find("shear_px") != std::string::npos);
  CHECK(same(worn_by(effective, 4), worn_by("[{folds: {count: 2}}, noise]", 4)));
}

TEST_CASE("smooth field: mean 0 and root mean square 1, at any spacing") {
  for (const float spacing : {1.0F, 4.5F, 30.0F}) {
    double sum = 0, squares = 0;
    int count = 0;
    std::vector<float> row(200);
    for (uint64_t sample = 0; sample < 400; ++sample) {
      data::Rng rng(1, 0, sample, data::Purpose::kSynth);
      const data::SmoothField field(rng, 200, 120, spacing);
      for (int y = 0; y < 120; y += 7) {
        field.row(y, row.data());
        for (const float v : row) sum += v, squares += v * v, ++count;
      }
    }
    CAPTURE(spacing);
    CHECK(std::abs(sum / count) < 0.06);  // of 400 fields, each of some ten independent places
    CHECK(std::sqrt(squares / count) == doctest::Approx(1).epsilon(spacing == 1 ? 0.1 : 0.07));
  }
}
