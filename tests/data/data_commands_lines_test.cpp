// The verbs of `ductus data` on lines.
#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "configs/schema/error.h"
#include "data/data_commands.h"
#include "data/dataset_file.h"
#include "tests/support/errors.h"
#include "tests/support/line_set.h"
#include "tests/support/temp_dir.h"

using namespace ductus;
using data::LineSet;
using test::error_of;
using test::make_lines;

namespace {

config::SharedOptions quiet() {
  config::SharedOptions shared;
  shared.quiet = true;
  return shared;
}

data::ImportOptions import_options(const test::TempDir& dir) {
  data::ImportOptions options;
  options.data = (dir / "a.h5").string();
  options.out = dir / "b.h5";
  options.shared = quiet();
  return options;
}

}  // namespace

TEST_CASE("data_commands: import takes lines, and holds them to a given alphabet") {
  const test::TempDir dir;
  const LineSet set = make_lines(40, 1);
  data::write_dataset(dir / "a.h5", set);
  data::ImportOptions options = import_options(dir);
  CHECK(data::run_import(options) == 0);
  CHECK(data::read_line_dataset(dir / "b.h5").content_hash() == set.content_hash());
  options.overwrite = true;
  options.alphabet = "987654321";
  CHECK(data::run_import(options) == 0);
  const LineSet found = data::read_line_dataset(dir / "b.h5");
  CHECK(found.alphabet == data::Alphabet::from_characters("987654321"));
  int64_t with_zero = 0;
  for (const std::string& text : set.texts) with_zero += text.find('0') != std::string::npos;
  REQUIRE(with_zero > 0);
  CHECK(found.size() == 40 - with_zero);
  CHECK(found.ledger.dropped().at("out of alphabet").count == with_zero);
  options.strict = true;
  CHECK(error_of([&] { data::run_import(options); }).find("strict: seen 40, used ") == 0);
}

TEST_CASE("data_commands: a wrong alphabet is a usage error before any data are looked at") {
  const test::TempDir dir;
  data::ImportOptions importing = import_options(dir);  // of a file that is not there
  importing.alphabet = "0120";
  const std::string expected = "usage: --alphabet: alphabet: '0' occurs twice, as symbol 0 and symbol 3";
  CHECK(test::kind_and_error_of([&] { data::run_import(importing); }) == expected);
  data::JoinOptions joining;
  joining.out = dir / "joined.h5";
  joining.data = {"nowhere.h5"};
  joining.alphabet = "0120";
  joining.shared = quiet();
  CHECK(test::kind_and_error_of([&] { data::run_join(joining); }) == expected);
}

TEST_CASE("data_commands: a given alphabet is composed, as texts are") {
  const test::TempDir dir;
  data::write_dataset(dir / "a.h5", make_lines(8, 1, "a\u00E9"));
  data::ImportOptions options = import_options(dir);
  options.alphabet = "ae\u0301";
  CHECK(data::run_import(options) == 0);
  const LineSet set = data::read_line_dataset(dir / "b.h5");
  CHECK(set.alphabet == data::Alphabet::from_characters("a\u00E9"));
  CHECK(set.size() == 8);
}

TEST_CASE("data_commands: split cuts lines by group, or takes the groups that a file names") {
  const test::TempDir dir;
  data::write_dataset(dir / "a.h5", make_lines(80, 1));
  data::SplitCommandOptions options;
  options.file = dir / "a.h5";
  options.validation = 0.25;
  CHECK(data::run_split(options) == 0);
  CHECK(data::read_line_dataset(dir / "a.h5").splits.at("test").size() == 16);
  CHECK(data::read_line_dataset(dir / "a.h5").splits.at("validation").size() == 16);
  options.overwrite = true;
  options.test_groups = dir.write("held.txt", "g0\ng19\n").string();
  CHECK(data::run_split(options) == 0);
  const LineSet set = data::read_line_dataset(dir / "a.h5");
  CHECK(std::vector<int64_t>(set.splits.at("test").begin(), set.splits.at("test").end()) ==
        std::vector<int64_t>{0, 1, 2, 3, 76, 77, 78, 79});
}

TEST_CASE("data_commands: join puts lines one after the other, and never beside characters") {
  const test::TempDir dir;
  data::write_dataset(dir / "a.h5", make_lines(8, 1));
  data::write_dataset(dir / "b.h5", make_lines(8, 2, "ab"));
  data::JoinOptions options;
  options.out = dir / "joined.h5";
  options.data = {(dir / "a.h5").string(), (dir / "b.h5").string()};
  options.shared = quiet();
  CHECK(data::run_join(options) == 0);
  const LineSet set = data::read_line_dataset(dir / "joined.h5");
  CHECK(set.alphabet == data::Alphabet::from_characters("0123456789ab"));
  CHECK(set.groups == std::vector<std::string>{"g0", "g1", "g0(2)", "g1(2)"});
  data::ImageSet characters;
  characters.alphabet = data::Alphabet::from_characters("01");
  data::write_dataset(dir / "c.h5", characters);
  options.overwrite = true;
  options.data[1] = (dir / "c.h5").string();
  CHECK(test::kind_and_error_of([&] { data::run_join(options); }) ==
        "usage: " + options.data[0] + " holds lines, but " + options.data[1] +
            " holds characters, expected one kind in all");
}

TEST_CASE("data_commands: lines of two folders that have the same names have ids of their own when joined") {
  const test::TempDir dir;
  data::LineSet set = make_lines(2, 1);
  set.names = {"1.png", "2.png"};
  data::write_dataset(dir / "a.h5", set);
  data::JoinOptions options;
  options.out = dir / "joined.h5";
  options.data = {(dir / "a.h5").string(), (dir / "a.h5").string()};
  options.shared = quiet();
  CHECK(data::run_join(options) == 0);
  CHECK(data::read_line_dataset(options.out).names ==
        std::vector<std::string>{"1.png", "2.png", "1.png(2)", "2.png(2)"});
}

TEST_CASE("data_commands: inspect draws lines with their texts, and export writes a part") {
  const test::TempDir dir;
  LineSet set = make_lines(60, 1, "a€");
  set.splits["test"] = std::vector<int64_t>{5, 6};
  set.splits["train"] = std::vector<int64_t>{7};
  data::write_dataset(dir / "a.h5", set);
  data::InspectOptions inspecting;
  inspecting.data = (dir / "a.h5").string();
  inspecting.sheet = (dir / "sheet.png").string();
  inspecting.shared = quiet();
  CHECK(data::run_inspect(inspecting) == 0);
  CHECK(std::filesystem::file_size(dir / "sheet.png") > 1000);
  data::ExportOptions exporting;
  exporting.data = inspecting.data;
  exporting.out = dir / "out";
  exporting.as = "gt_txt";
  exporting.part = "test";
  exporting.shared = quiet();
  CHECK(data::run_export(exporting) == 0);
  CHECK(std::filesystem::exists(dir / "out/lines#6.gt.txt"));
  CHECK_FALSE(std::filesystem::exists(dir / "out/lines#7.gt.txt"));
  exporting.out = dir / "nothing";
  exporting.part = "tset";
  CHECK(error_of([&] {
          data::run_export(exporting);
        }).find("no part 'tset', expected one of: test 2, train 1") != std::string::npos);
}
