// Splits of lines: whole groups, by chance or by name.
#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

#include "data/split.h"
#include "tests/support/errors.h"
#include "tests/support/line_set.h"
#include "tests/support/temp_dir.h"

using namespace ductus;
using data::LineSet;
using data::make_splits;
using data::SplitOptions;
using test::error_of;
using test::make_lines;

namespace {

SplitOptions options(double test, double validation, uint32_t seed = 1) {
  SplitOptions split;
  split.test = test;
  split.validation = validation;
  split.seed = seed;
  return split;
}

template <typename T>
std::vector<T> list(const data::Buffer<T>& values) {
  return {values.begin(), values.end()};
}

/// 60 groups of 1 to 12 lines, in turns.
LineSet uneven() {
  LineSet set = make_lines(390, 5);
  std::vector<int32_t> group;
  set.groups.clear();
  for (int g = 0; g < 60; ++g) {
    set.groups.push_back("receipt " + std::to_string(g));
    group.insert(group.end(), 1 + g % 12, g);
  }
  set.group = group;
  return set;
}

/// Every line is in one part, and every group in one part; names of the groups by part.
std::map<std::string, std::set<std::string>> check_whole(const LineSet& set, const data::Splits& splits) {
  std::map<std::string, std::set<std::string>> groups;
  std::set<int64_t> lines;
  std::size_t total = 0;
  for (const auto& [part, indices] : splits) {
    for (const int64_t i : indices) {
      CHECK(lines.insert(i).second);
      groups[part].insert(set.groups[set.group[i]]);
    }
    total += groups[part].size();
  }
  std::set<std::string> all;
  for (const auto& entry : groups) all.insert(entry.second.begin(), entry.second.end());
  CHECK(lines.size() == set.texts.size());
  CHECK(all.size() == total);
  return groups;
}

}  // namespace

TEST_CASE("split_lines: groups stay whole, and fractions count lines") {
  const LineSet set = uneven();
  const auto splits = make_splits(set, options(0.2, 0.25));
  check_whole(set, splits);
  CHECK(splits.at("test").size() == doctest::Approx(0.2 * 390).epsilon(0.03));
  CHECK(splits.at("validation").size() == doctest::Approx(0.25 * 0.8 * 390).epsilon(0.03));
}

TEST_CASE("split_lines: the same seed gives the same parts, another seed others") {
  const LineSet set = uneven();
  const auto test_part = [&](uint32_t seed) {
    return list(make_splits(set, options(0.2, 0.0, seed)).at("test"));
  };
  CHECK(test_part(1) == test_part(1));
  CHECK(test_part(1) != test_part(2));
}

TEST_CASE("split_lines: lines without groups are drawn one by one") {
  LineSet set = make_lines(100, 1);
  set.group = {};
  set.groups.clear();
  const auto splits = make_splits(set, options(0.2, 0.1));
  CHECK(splits.at("test").size() == 20);
  CHECK(splits.at("validation").size() == 8);
  CHECK(splits.at("train").size() == 72);
}

TEST_CASE("split_lines: named groups are exactly the test part, and validation is cut from the rest") {
  const LineSet set = uneven();
  SplitOptions split = options(0.0, 0.1);
  split.test_groups = {"receipt 11", "receipt 0", "receipt 59"};
  const auto splits = make_splits(set, split);
  const auto groups = check_whole(set, splits);
  CHECK(groups.at("test") == std::set<std::string>{"receipt 0", "receipt 11", "receipt 59"});
  CHECK(splits.at("test").size() == 1 + 12 + 12);
  CHECK(splits.at("validation").size() == doctest::Approx(0.1 * 365).epsilon(0.05));
}

TEST_CASE("split_lines: a test part that the set has is kept when none is asked for") {
  LineSet set = uneven();
  SplitOptions named = options(0.0, 0.0);
  named.test_groups = {"receipt 5"};
  set.splits = make_splits(set, named);
  const auto splits = make_splits(set, options(0.0, 0.2));
  CHECK(list(splits.at("test")) == list(set.splits.at("test")));
  check_whole(set, splits);
}

TEST_CASE("split_lines: what was validation goes back to training before the set is cut again") {
  LineSet set = uneven();
  set.splits = make_splits(set, options(0.2, 0.25));
  const auto splits = make_splits(set, options(0.0, 0.1));
  CHECK(list(splits.at("test")) == list(set.splits.at("test")));
  check_whole(set, splits);
  CHECK(splits.at("validation").size() == doctest::Approx(0.1 * 312).epsilon(0.06));
}

TEST_CASE("split_lines: a test part that came without a train part is kept out of training") {
  LineSet set = make_lines(8, 1);
  set.splits["test"] = std::vector<int64_t>{4, 5, 6, 7};
  const auto splits = make_splits(set, options(0.0, 0.0));
  CHECK(list(splits.at("test")) == std::vector<int64_t>{4, 5, 6, 7});
  CHECK(list(splits.at("train")) == std::vector<int64_t>{0, 1, 2, 3});
  set.splits["test"] = std::vector<int64_t>{0, 1, 2, 3, 4, 5, 6, 7};
  CHECK(error_of([&] { make_splits(set, options(0.0, 0.0)); }) ==
        "split: all 8 samples are the test part, expected some for training");
}

TEST_CASE("split_lines: a group whose lines were all dropped is known, and another name is an error") {
  const LineSet set = data::subset(uneven(), {0, 1, 2, 3, 4, 5, 380});
  SplitOptions split = options(0.0, 0.0);
  split.test_groups = {"receipt 0", "receipt 30"};
  CHECK(make_splits(set, split).at("test").size() == 1);
  split.test_groups = {"receipt 0", "reciept 1"};
  CHECK(error_of([&] { make_splits(set, split); }) ==
        "split: no group is called 'reciept 1', expected one of 60: receipt 0, ... (did you mean 'receipt "
        "1'?)");
  split.test_groups = {"receipt 30"};
  CHECK(error_of([&] { make_splits(set, split); }) ==
        "split: the test groups hold 0 of 7 samples, expected some on both sides");
}

TEST_CASE("split_lines: what cannot be is an error") {
  SplitOptions split = options(0.2, 0.0);
  split.like = data::SplitMethod::kKeras;
  CHECK(test::kind_and_error_of([&] { make_splits(uneven(), split); }) ==
        "usage: split: lines are split like ductus, found keras");
  split = options(0.2, 0.0);
  split.test_groups = {"receipt 0"};
  CHECK(test::kind_and_error_of([&] { make_splits(uneven(), split); }) ==
        "usage: split: test groups and a test fraction of 0.2, expected one of them");
  LineSet nameless = make_lines(8, 1);
  nameless.group = {};
  nameless.groups.clear();
  split.test = 0.0;
  CHECK(error_of([&] { make_splits(nameless, split); }) ==
        "split: test groups are named, but the samples have no named groups");
  CHECK(error_of([&] {
          make_splits(make_lines(4, 1), options(0.2, 0.0));
        }).find("split: 1 group cannot be cut") == 0);
  nameless = data::subset(nameless, {0});
  CHECK(error_of([&] { make_splits(nameless, options(0.2, 0.0)); }).find("split: the set has 1 sample ") ==
        0);
}

TEST_CASE("split_lines: the receipts that are set aside are 40, numbered 100 to 149") {
  const auto names =
      data::read_group_names(std::filesystem::path(DUCTUS_TESTS_DIR) / "../configs/receipt_test_groups.txt");
  CHECK(names.size() == 40);
  for (const std::string& name : names) CHECK((name.size() == 3 && name >= "100" && name <= "149"));
}

TEST_CASE("split_lines: group names come from a text file, one a line") {
  const test::TempDir dir;
  CHECK(data::read_group_names(dir.write("a.txt", "100\r\n 101 \n\nletter 7\n100")) ==
        std::vector<std::string>{"100", "101", "letter 7"});
  CHECK(data::read_group_names(dir.write("windows.txt",
                                         "\xEF\xBB\xBF"
                                         "100\r\nd\xC3\xA9pense\r\n")) ==
        std::vector<std::string>{"100", "d\u00E9pense"});
  const auto latin1 = dir.write("latin1.txt", "100\nd\xE9pense\n");
  CHECK(error_of([&] { data::read_group_names(latin1); }) == latin1.string() + ":2: invalid UTF-8 at byte 5");
  const auto empty = dir.write("b.txt", "\n \n");
  CHECK(error_of([&] { data::read_group_names(empty); }) ==
        empty.string() + ": expected the name of a group a line, found none");
}
