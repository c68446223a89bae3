#include "data/synth/chars_command.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "configs/schema/reporter.h"
#include "data/dataset_file.h"
#include "data/formats/letters_csv.h"
#include "data/source.h"
#include "tests/data/synth_commands.h"
#include "tests/support/strokes.h"
#include "tests/support/temp_dir.h"

using namespace ductus;
using test::joined;
using test::kStrokesJson;
using test::read_file;
using test::synth;
using test::TempDir;
using test::Words;

namespace {

/// The exit status of `ductus synth chars ...`.
int chars(const Words& more) { return synth("chars", more); }

/// A file of pen strokes and the options that draw 40 of its characters.
struct Strokes {
  explicit Strokes(const TempDir& dir) : path(dir.write("pen.json", kStrokesJson).string()) {}

  Words with(const Words& options) const {
    const bool has_symbols = std::find(options.begin(), options.end(), "--symbols") != options.end();
    const Words symbols = has_symbols ? Words{} : Words{"--symbols", "AB"};
    return joined(joined({"--strokes", path, "--count", "40"}, symbols), options);
  }

  std::string path;
};

}  // namespace

TEST_CASE("ductus synth chars: what it writes is what the letters reader and the data set reader read") {
  const TempDir dir;
  const std::string csv = (dir / "letters.csv").string();
  const std::string h5 = (dir / "letters.h5").string();
  REQUIRE(chars({"--count", "100", "--seed", "7", "--threads", "2", "--out", csv}) == 0);
  REQUIRE(chars({"--count", "100", "--seed", "7", "--threads", "1", "--out", h5, "--format", "ductus"}) == 0);
  config::NullReporter reporter;
  const data::ImageSet set = data::read_letters_csv_file(csv, data::FirstRow::kAuto, 1, reporter);
  CHECK(set.size() == 100);
  CHECK(set.content_hash() == data::read_dataset(h5).content_hash());
  CHECK(read_file(csv).rfind("0,", 0) == 0);  // no header
}

TEST_CASE("ductus synth chars: a file that is there is kept, unless --overwrite") {
  const TempDir dir;
  const std::string out = dir.write("letters.csv", "mine").string();
  CHECK(chars({"--count", "26", "--out", out}) == 2);
  CHECK(read_file(out) == "mine");
  CHECK(chars({"--count", "26", "--out", out, "--overwrite"}) == 0);
  CHECK(read_file(out) != "mine");
}

TEST_CASE("ductus synth chars: bad options exit with 2 and write nothing") {
  const TempDir dir;
  const std::string out = (dir / "letters.csv").string();
  CHECK(chars({"--count", "0", "--out", out}) == 2);
  CHECK(chars({"--symbols", "AA", "--out", out}) == 2);
  CHECK(chars({"--proportions", "az", "--symbols", "0-9", "--out", out}) == 2);
  CHECK(chars({"--count", "26"}) == 2);
  CHECK(!std::filesystem::exists(out));
}

TEST_CASE("ductus synth chars: a class that a format cannot hold, files that are there in any format") {
  const TempDir dir;
  const std::string out = (dir / "out").string();
  const Strokes strokes(dir);
  CHECK(chars(strokes.with({"--symbols", "Ai", "--out", out})) == 1);  // no letters CSV of i
  REQUIRE(chars(strokes.with({"--format", "idx", "--out", out})) == 0);
  CHECK(chars(strokes.with({"--format", "idx", "--out", out})) == 2);
  CHECK(chars(strokes.with({"--format", "idx", "--out", out, "--overwrite"})) == 0);
  REQUIRE(chars(strokes.with({"--format", "folders", "--out", out})) == 0);
  CHECK(chars(strokes.with({"--format", "folders", "--out", out})) == 2);
  CHECK(chars(strokes.with({"--format", "folders", "--out", out, "--overwrite"})) == 0);
  dir.write("mine/a.txt", "mine");
  CHECK(chars(strokes.with({"--format", "folders", "--out", (dir / "mine").string(), "--overwrite"})) == 1);
  CHECK(read_file(dir / "mine/a.txt") == "mine");
}

TEST_CASE("ductus synth chars: shards joined are the whole, byte for byte") {
  const TempDir dir;
  const Strokes strokes(dir);
  const std::string whole = (dir / "whole.h5").string();
  REQUIRE(chars(strokes.with({"--format", "ductus", "--threads", "3", "--out", whole})) == 0);
  std::vector<data::ImageSet> parts;
  for (const std::string shard : {"1/3", "2/3", "3/3"}) {
    const std::string part = (dir / shard.substr(0, 1)).string() + ".h5";
    REQUIRE(chars(strokes.with({"--format", "ductus", "--shard", shard, "--out", part})) == 0);
    parts.push_back(data::read_dataset(part));
  }
  data::write_dataset(dir / "joined.h5", data::join_within(parts, std::nullopt));
  CHECK(read_file(dir / "joined.h5") == read_file(whole));
  CHECK(chars(strokes.with({"--format", "ductus", "--shard", "1/4000", "--out", whole + "2"})) == 2);
}

TEST_CASE("ductus synth chars: --again draws the same, --verify proves it, and both notice other strokes") {
  const TempDir dir;
  const Strokes strokes(dir);
  const std::string first = (dir / "first.h5").string(), again = (dir / "again.h5").string();
  REQUIRE(chars(strokes.with({"--format", "ductus", "--thickness", "2-5", "--seed", "9", "--out", first})) ==
          0);
  REQUIRE(chars({"--again", first, "--format", "ductus", "--out", again}) == 0);
  CHECK(read_file(again) == read_file(first));
  CHECK(chars({"--again", first, "--verify"}) == 0);
  CHECK(chars({"--again", first, "--verify", "--json"}) == 0);
  CHECK(chars({"--again", first, "--verify", "--count", "7"}) == 2);
  CHECK(chars({"--verify"}) == 2);
  CHECK(chars({"--again", first, "--verify", "--strokes",
               dir.write("moved/pen.json", kStrokesJson).string()}) == 0);
  dir.write("pen.json", std::string(kStrokesJson) + " ");
  CHECK(chars({"--again", first, "--verify"}) == 1);
}

TEST_CASE("ductus synth chars: --verify of what fonts were drawn into notices other fonts") {
  const TempDir dir;
  const std::string file = (dir / "fonts.h5").string();
  REQUIRE(chars({"--count", "52", "--format", "ductus", "--out", file}) == 0);
  CHECK(chars({"--again", file, "--verify"}) == 0);
  CHECK(chars({"--again", file, "--verify", "--fonts", "DejaVu Sans Mono"}) == 1);
}

TEST_CASE("ductus synth chars: what was not drawn cannot be drawn again") {
  const TempDir dir;
  const Strokes strokes(dir);
  const std::string file = (dir / "mine.h5").string();
  REQUIRE(chars(strokes.with({"--format", "ductus", "--out", file})) == 0);
  data::ImageSet set = data::read_dataset(file);
  set.origin.clear();
  data::write_dataset(dir / "other.h5", set);
  CHECK(chars({"--again", (dir / "other.h5").string(), "--verify"}) == 1);
}

TEST_CASE("ductus synth chars: a recipe says what options would") {
  const TempDir dir;
  const Strokes strokes(dir);
  const auto recipe = dir.write("r.yaml", "symbols: AB\ncount: 40\nthickness_px: [2, 2]\nstrokes: " +
                                              (dir / "pen.json").string() + "\n");
  REQUIRE(chars({recipe.string(), "--out", (dir / "recipe.csv").string()}) == 0);
  REQUIRE(chars(strokes.with({"--thickness", "2", "--out", (dir / "options.csv").string()})) == 0);
  CHECK(read_file(dir / "recipe.csv") == read_file(dir / "options.csv"));
  CHECK(chars({recipe.string(), "--thickness", "many", "--out", (dir / "x.csv").string()}) == 2);
}

TEST_CASE("ductus synth chars: --preview writes a PNG") {
  const TempDir dir;
  const std::string png = (dir / "sheet.png").string();
  REQUIRE(chars({"--count", "52", "--out", (dir / "l.csv").string(), "--preview", png}) == 0);
  CHECK(read_file(png).rfind("\x89PNG", 0) == 0);
}
