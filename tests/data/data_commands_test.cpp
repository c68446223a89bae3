#include "data/data_commands.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "configs/schema/error.h"
#include "data/dataset_file.h"
#include "tests/support/errors.h"
#include "tests/support/temp_dir.h"

using namespace ductus;
using data::ImageSet;

namespace {

/// `count` samples of each of two classes.
ImageSet two_classes(int count, const std::string& symbols) {
  ImageSet set;
  set.height = set.width = 1;
  set.alphabet = data::Alphabet::from_characters(symbols);
  std::vector<int32_t> labels(2 * count, 0);
  std::fill(labels.begin() + count, labels.end(), 1);
  std::vector<uint32_t> number;
  std::vector<uint8_t> pixels;
  for (int i = 0; i < 2 * count; ++i) {
    number.push_back(static_cast<uint32_t>(i));
    pixels.push_back(static_cast<uint8_t>(i));
  }
  set.pixels = pixels;
  set.labels = labels;
  set.source = std::vector<uint16_t>(labels.size());
  set.number = number;
  set.sources = {"made"};
  set.ledger.use(2 * count);
  return set;
}

config::SharedOptions quiet() {
  config::SharedOptions shared;
  shared.quiet = true;
  return shared;
}

}  // namespace

TEST_CASE("data_commands: split writes scikit-learn's parts into the file, and replaces none unasked") {
  const test::TempDir dir;
  data::write_dataset(dir / "a.h5", two_classes(10, "AB"));
  data::SplitCommandOptions options;
  options.file = dir / "a.h5";
  options.like = "sklearn";
  CHECK(data::run_split(options) == 0);
  const ImageSet set = data::read_dataset(dir / "a.h5");
  CHECK(set.splits.at("test").size() == 4);
  CHECK(set.splits.at("train").size() == 16);
  CHECK_THROWS_WITH_AS(data::run_split(options),
                       ((dir / "a.h5").string() + ": has splits already (--overwrite replaces them)").c_str(),
                       Error);
  options.overwrite = true;
  options.test = 0.5;
  CHECK(data::run_split(options) == 0);
  CHECK(data::read_dataset(dir / "a.h5").splits.at("test").size() == 10);
}

TEST_CASE("data_commands: a split of a class with one sample fails and leaves the file as it was") {
  const test::TempDir dir;
  ImageSet set = two_classes(1, "AB");
  data::write_dataset(dir / "a.h5", set);
  data::SplitCommandOptions options;
  options.file = dir / "a.h5";
  for (const char* like : {"ductus", "sklearn"}) {
    options.like = like;
    CHECK_THROWS_WITH_AS(data::run_split(options), doctest::Contains("split: class \"A\" has 1 sample"),
                         Error);
  }
  CHECK(data::read_dataset(dir / "a.h5").splits.empty());
}

TEST_CASE("data_commands: join puts sets into one alphabet, drops what is outside, and does not overwrite") {
  const test::TempDir dir;
  data::write_dataset(dir / "a.h5", two_classes(2, "AB"));
  data::write_dataset(dir / "b.h5", two_classes(3, "12"));
  data::JoinOptions options;
  options.out = dir / "joined.h5";
  options.data = {(dir / "a.h5").string(), (dir / "b.h5").string()};
  options.shared = quiet();
  CHECK(data::run_join(options) == 0);
  CHECK(data::read_dataset(dir / "joined.h5").alphabet == data::Alphabet::from_characters("12AB"));
  CHECK_THROWS_WITH_AS(data::run_join(options),
                       ((dir / "joined.h5").string() + ": exists already (--overwrite replaces it)").c_str(),
                       Error);
  options.overwrite = true;
  options.alphabet = "1A";
  CHECK(data::run_join(options) == 0);
  CHECK(data::read_dataset(dir / "joined.h5").size() == 5);
  options.strict = true;
  CHECK_THROWS_WITH_AS(data::run_join(options),
                       doctest::Contains("strict: seen 10, used 5, dropped 5: out of alphabet"), Error);
}

TEST_CASE("data_commands: import copies a set as it is, and inspect draws its sheet") {
  const test::TempDir dir;
  const ImageSet set = two_classes(4, "AB");
  data::write_dataset(dir / "a.h5", set);
  data::ImportOptions importing;
  importing.data = (dir / "a.h5").string();
  importing.out = dir / "b.h5";
  importing.shared = quiet();
  CHECK(data::run_import(importing) == 0);
  CHECK(data::read_dataset(dir / "b.h5").content_hash() == set.content_hash());
  CHECK_THROWS_AS(data::run_import(importing), Error);
  data::InspectOptions inspecting;
  inspecting.data = importing.data;
  inspecting.sheet = (dir / "sheet.png").string();
  inspecting.shared = quiet();
  CHECK(data::run_inspect(inspecting) == 0);
  CHECK(std::filesystem::file_size(dir / "sheet.png") > 100);
}

TEST_CASE("data_commands: export writes a part of the characters, and no file that is there") {
  const test::TempDir dir;
  ImageSet set = two_classes(2, "AB");
  set.splits["test"] = std::vector<int64_t>{1, 2};
  data::write_dataset(dir / "ab.h5", set);
  data::ExportOptions options;
  options.data = (dir / "ab.h5").string();
  options.out = dir / "ab";
  options.as = "idx";
  options.part = "test";
  options.shared = quiet();
  CHECK(data::run_export(options) == 0);
  CHECK(test::read_file(dir / "ab-images-idx3-ubyte").substr(16) == "\x01\x02");
  CHECK(test::read_file(dir / "ab-labels-idx1-ubyte").substr(8) == std::string("\0\x01", 2));
  const auto refused = [&] { return test::kind_and_error_of([&] { data::run_export(options); }); };
  const std::string images = (dir / "ab-images-idx3-ubyte").string();
  CHECK(refused() == "usage: " + images + ": exists already (--overwrite replaces it)");
  options.overwrite = true;
  options.part = "";
  CHECK(data::run_export(options) == 0);
  CHECK(test::read_file(images).substr(16) == std::string("\0\x01\x02\x03", 4));
}

TEST_CASE("data_commands: export into a folder that is not empty is bad usage, --overwrite or not") {
  const test::TempDir dir;
  data::write_dataset(dir / "ab.h5", two_classes(2, "AB"));
  data::ExportOptions options;
  options.data = (dir / "ab.h5").string();
  options.out = dir / "folder";
  options.shared = quiet();
  CHECK(data::run_export(options) == 0);
  options.overwrite = true;
  CHECK(test::kind_and_error_of([&] { data::run_export(options); }) ==
        "usage: " + options.out.string() + ": exists already, expected a new or an empty folder");
}
