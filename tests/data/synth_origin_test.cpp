#include "data/synth/origin.h"

#include <doctest/doctest.h>

#include <cstdint>

#include "data/sample_set.h"
#include "data/synth/shard.h"
#include "tests/support/errors.h"
#include "tests/support/temp_dir.h"

using namespace ductus::data;
using ductus::test::error_of;
using ductus::test::kind_and_error_of;
using ductus::test::TempDir;

TEST_CASE("origin: what is written is what is read") {
  const Origin origin{"ductus 9", "seed: 1\n", {{"A", "1f"}, {"B", "2f"}}, {}};
  CHECK(origin.to_json() ==
        R"({"drawn_by":"ductus 9","recipe":"seed: 1\n","typefaces":[{"name":"A","hash":"1f"},)"
        R"({"name":"B","hash":"2f"}]})");
  const Origin read = Origin::from_json(origin.to_json(), "a.h5");
  CHECK(read.recipe == "seed: 1\n");
  CHECK(read.typefaces.size() == 2);
  CHECK(read.strokes.empty());
  CHECK(error_of([] { Origin::from_json("", "a.h5"); }) == "a.h5: nothing says how it was drawn");
  CHECK(error_of([] { Origin::from_json("{\"drawn_by\": 3}", "a.h5"); }) ==
        "a.h5: what says how it was drawn cannot be read");
}

TEST_CASE("origin: of receipts it has the files that were drawn from, and how those drawn lie") {
  Origin origin{"ductus 9", "seed: 1\n", {}, {}};
  origin.files = {{"mine.yaml", "3f"}};
  origin.layout_as = "sroie";
  const Origin read = Origin::from_json(origin.to_json(), "a.h5");
  CHECK(read.layout_as == "sroie");
  REQUIRE(read.files.size() == 1);
  CHECK(read.files[0].name == "mine.yaml");
  CHECK(read.files[0].hash == "3f");
  CHECK(changes(origin, Origin{}) == std::vector<std::string>{"mine.yaml (missing)"});
}

TEST_CASE("origin: what has changed is named, what is the same is not") {
  const Origin then{"", "", {{"A", "1"}, {"B", "2"}, {"C", "3"}}, {}};
  const Origin now{"", "", {{"A", "1"}, {"B", "9"}, {"D", "4"}}, {}};
  CHECK(changes(then, now) == std::vector<std::string>{"B (another version)", "C (missing)", "D (new)"});
  CHECK(changes(then, then).empty());
}

TEST_CASE("check_resumable: recipe, materials, version and layout of files must be the same") {
  const Origin origin{"ductus 9", "seed: 1\n", {{"A", "1"}}, {}};
  CHECK(error_of([&] { check_resumable(origin, origin, "out"); }) == "no error");
  Origin other = origin;
  other.drawn_by = "ductus 10";
  other.recipe = "seed: 2\n";
  other.typefaces[0].hash = "2";
  other.layout_as = "sroie";
  CHECK(
      error_of([&] { check_resumable(other, origin, "out"); }) ==
      "out: drawn with another recipe, A (another version), ductus 10, files that lie as sroie (--overwrite "
      "begins anew)");
  CHECK(error_of([&] { check_unchanged(other, origin, "out"); }) ==
        "out: drawn with something else than is there now: A (another version)");
}

TEST_CASE("begin_folder: a new or empty folder is taken, a drawn one gone on with or replaced, no other") {
  const TempDir dir;
  const Origin origin{"ductus 9", "seed: 1\n", {}, {}}, other{"ductus 9", "seed: 2\n", {}, {}};
  const auto begin = [&](const char* folder, const Origin& as, bool resume, bool overwrite) {
    const std::string error = error_of([&] { begin_folder(dir / folder, as, resume, overwrite); });
    return error.substr(0, error.find(" ("));
  };
  CHECK(begin("new", origin, false, false) == "no error");
  CHECK(Origin::of_folder(dir / "new").recipe == "seed: 1\n");
  dir.write("new/000000/a.png", "");
  CHECK(begin("new", origin, false, false) == (dir / "new").string() + ": exists already");
  CHECK(begin("new", other, true, false) == (dir / "new").string() + ": drawn with another recipe");
  CHECK(begin("new", origin, true, false) == "no error");
  CHECK(std::filesystem::exists(dir / "new/000000/a.png"));
  CHECK(begin("new", other, false, true) == "no error");
  CHECK_FALSE(std::filesystem::exists(dir / "new/000000"));
  CHECK(Origin::of_folder(dir / "new").recipe == "seed: 2\n");

  dir.write("mine/a.png", "");
  CHECK(begin("mine", origin, true, false) == (dir / "mine").string() + ": nothing says how it was drawn");
  CHECK(begin("mine", origin, false, true).find("not overwritten: no origin.json in it") !=
        std::string::npos);
  CHECK(begin("mine/a.png", origin, true, true).find("is a file, expected a folder") != std::string::npos);
  CHECK(std::filesystem::exists(dir / "mine/a.png"));
}

TEST_CASE(
    "refuse_to_overwrite_drawn: files give way to --overwrite, folders when they were drawn or are empty") {
  const TempDir dir;
  const auto refused = [&](const char* path, bool overwrite) {
    return error_of([&] { refuse_to_overwrite_drawn(dir / path, overwrite); }) != "no error";
  };
  CHECK_FALSE(refused("new", false));
  std::filesystem::create_directory(dir / "empty");
  CHECK_FALSE(refused("empty", false));
  dir.write("mine/a.png", "");
  CHECK(refused("mine", false));
  CHECK(refused("mine", true));
  CHECK(refused("mine/a.png", false));
  CHECK_FALSE(refused("mine/a.png", true));
  dir.write("mine/origin.json", Origin{"ductus 9", "", {}, {}}.to_json());
  CHECK(refused("mine", false));
  CHECK_FALSE(refused("mine", true));
  CHECK(kind_and_error_of([&] { refuse_to_overwrite_drawn(dir / "mine", false); }) ==
        "usage: " + (dir / "mine").string() + ": exists already (--overwrite replaces it)");
}

TEST_CASE("remove_drawn_folder: only what ductus drew is removed") {
  const TempDir dir;
  dir.write("mine/a.png", "");
  CHECK(error_of([&] { remove_drawn_folder(dir / "mine"); }).find("not removed: no origin.json in it") !=
        std::string::npos);
  CHECK(std::filesystem::exists(dir / "mine/a.png"));
  dir.write("mine/origin.json", Origin{"ductus 9", "", {}, {}}.to_json());
  CHECK(remove_drawn_folder(dir / "mine") == 3);
  CHECK(!std::filesystem::exists(dir / "mine"));
}

TEST_CASE("shard_of: shards follow each other, cover all samples, and differ by one at most") {
  CHECK(shard_of(10, 1, 3).first == 0);
  CHECK(shard_of(10, 1, 3).last == 3);
  CHECK(shard_of(10, 2, 3).last == 6);
  CHECK(shard_of(10, 3, 3).last == 10);
  CHECK(shard_of(INT64_MAX, 1000, 1000).last == INT64_MAX);
  CHECK(kind_and_error_of([] { shard_of(10, 4, 3); }) ==
        "usage: --shard: expected I/N with I from 1 to N, found 4/3");
}

TEST_CASE("parse_shard: two whole numbers and nothing else") {
  CHECK(parse_shard("2/3", 10).first == 3);
  for (const char* shard : {"2", "2/", "/3", "2x/3", "2/3/4", "", "1.5/3"}) {
    CAPTURE(shard);
    CHECK(kind_and_error_of([&] { parse_shard(shard, 10); }).find("usage: --shard: expected I/N as in 1/4") ==
          0);
  }
  CHECK(kind_and_error_of([] { parse_shard("0/3", 10); }).find("found 0/3") != std::string::npos);
}

TEST_CASE("range_of: a set's numbers say which part of a drawing it is, if they count up without a gap") {
  SampleSet set;
  CHECK(range_of(set, "a.h5").size() == 0);
  set.number = std::vector<uint32_t>{7, 8, 9};
  CHECK(range_of(set, "a.h5").first == 7);
  CHECK(range_of(set, "a.h5").last == 10);
  set.number = std::vector<uint32_t>{7, 8, 7};
  CHECK(error_of([&] { range_of(set, "a.h5"); }) ==
        "a.h5: sample 2 has number 7, expected 9 (shards joined twice, or in another order?)");
}
