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

TEST_CASE("origin: what has changed is named, what is the same is not") {
  const Origin then{"", "", {{"A", "1"}, {"B", "2"}, {"C", "3"}}, {}};
  const Origin now{"", "", {{"A", "1"}, {"B", "9"}, {"D", "4"}}, {}};
  CHECK(changes(then, now) == std::vector<std::string>{"B (another version)", "C (missing)", "D (new)"});
  CHECK(changes(then, then).empty());
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
