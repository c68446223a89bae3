// What `ductus synth receipts` and `ductus synth forms` do alike.
#include "data/synth/folder_command.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "tests/data/synth_commands.h"
#include "tests/support/drawn_files.h"
#include "tests/support/temp_dir.h"

using namespace ductus;
using test::files_below;
using test::joined;
using test::synth;
using test::TempDir;
using test::Words;

namespace {

namespace fs = std::filesystem;

/// A verb, fonts that are always there, and what a sample's folder then has.
struct Verb {
  std::string name;
  Words fonts;
  std::size_t files;
  std::string last;

  /// Six samples, with wear.
  int draw(const std::string& out, const Words& more) const {
    const Words what = {"--count", "6", "--seed", "7", "--out", out};
    return synth(name, joined(joined(fonts, what), more));
  }

  int again(const std::string& drawn, const Words& more) const {
    return synth(name, joined({"--again", drawn}, more));
  }
};

const Verb kVerbs[] = {
    {"receipts", {"--fonts", "DejaVu Sans Mono"}, 5, "boxes.json"},
    {"forms",
     {"--fonts", "DejaVu Sans", "--handwriting", "DejaVu Sans Mono", "--set", "style.page_px=[300, 400]"},
     3,
     "form.json"}};

}  // namespace

TEST_CASE("ductus synth, into a folder: the same bytes for any threads, in shards, after an interruption") {
  for (const Verb& verb : kVerbs) {
    CAPTURE(verb.name);
    const TempDir dir;
    const std::string one = (dir / "one").string(), three = (dir / "three").string(),
                      shards = (dir / "shards").string();
    REQUIRE(verb.draw(one, {"--threads", "1"}) == 0);
    REQUIRE(verb.draw(three, {"--threads", "3"}) == 0);
    const auto whole = files_below(one);
    CHECK(whole.size() == 6 * verb.files + 1);
    CHECK(whole.count("000003/" + verb.last) == 1);
    CHECK(files_below(three) == whole);
    REQUIRE(verb.draw(shards, {"--shard", "2/2"}) == 0);
    CHECK(files_below(shards).size() == 3 * verb.files + 1);
    CHECK(verb.draw(shards, {"--shard", "1/2"}) == 2);  // not empty
    REQUIRE(verb.draw(shards, {"--shard", "1/2", "--resume"}) == 0);
    CHECK(files_below(shards) == whole);

    fs::remove_all(dir / "three/000002");
    fs::rename(dir / "three/000004", dir / "three/.000004.part");  // as a killed run leaves it
    fs::remove(dir / "three/.000004.part" / verb.last);
    REQUIRE(verb.draw(three, {"--resume"}) == 0);
    CHECK(files_below(three) == whole);
  }
}

TEST_CASE("ductus synth, into a folder: taken up by the same recipe alone. Only drawn ones are removed") {
  for (const Verb& verb : kVerbs) {
    CAPTURE(verb.name);
    const TempDir dir;
    const std::string out = (dir / "out").string();
    REQUIRE(verb.draw(out, {"--plain"}) == 0);
    const auto before = files_below(out);
    CHECK(verb.draw(out, {"--plain"}) == 2);
    CHECK(verb.draw(out, {"--resume"}) == 1);  // with wear: another recipe
    CHECK(files_below(out) == before);
    REQUIRE(verb.draw(out, {"--plain", "--shard", "1/3", "--overwrite"}) == 0);
    CHECK(files_below(out).size() == 2 * verb.files + 1);
    CHECK(synth("clear", {out}) == 0);
    CHECK_FALSE(fs::exists(out));

    const std::string mine = dir.write("mine/file.txt", "mine").parent_path().string();
    CHECK(verb.draw(mine, {}) == 2);
    CHECK(verb.draw(mine, {"--overwrite"}) == 1);
    CHECK(synth("clear", {mine}) == 1);
    CHECK(test::read_file(dir / "mine/file.txt") == "mine");
  }
}

TEST_CASE("ductus synth, into a folder: bad options exit with 2 and write nothing") {
  for (const Verb& verb : kVerbs) {
    CAPTURE(verb.name);
    const TempDir dir;
    const std::string out = (dir / "out").string();
    CHECK(synth(verb.name, {"--count", "0", "--out", out}) == 2);
    CHECK(synth(verb.name, {"--count", "1000001", "--out", out}) == 2);
    CHECK(synth(verb.name, {"--set", "style.boxes=3", "--out", out}) == 2);
    CHECK(synth(verb.name, {"--shard", "3/2", "--out", out}) == 2);
    CHECK(synth(verb.name, {"--count", "2", "--shard", "1/3", "--out", out}) == 2);  // none
    CHECK(synth(verb.name, {"--count", "2"}) == 2);                                  // no --out
    CHECK(synth(verb.name, {"--verify", "--out", out}) == 2);
    CHECK_FALSE(fs::exists(out));
  }
}

TEST_CASE("ductus synth, into a folder: --again draws the same files elsewhere, --verify proves them") {
  for (const Verb& verb : kVerbs) {
    CAPTURE(verb.name);
    const TempDir dir;
    const std::string first = (dir / "first").string(), second = (dir / "second").string();
    REQUIRE(verb.draw(first, {"--shard", "2/2"}) == 0);
    REQUIRE(verb.again(first, {"--shard", "2/2", "--out", second}) == 0);
    CHECK(files_below(second) == files_below(first));
    CHECK(verb.again(first, {"--verify"}) == 0);
    CHECK(verb.again(first, {"--verify", "--json"}) == 0);
    CHECK(verb.again(first, {"--verify", "--fonts", "DejaVu Serif"}) == 1);
    CHECK(verb.again(first, {"--verify", "--out", (dir / "third").string()}) == 2);
    CHECK(verb.again(first, {"--verify", "--count", "7"}) == 2);
    CHECK(verb.again(first, {"--verify", "--set", "style.bold=1"}) == 2);
    CHECK(verb.again(first, {"--verify", "--resume"}) == 2);
    CHECK(verb.again(first, {"--plain", "--out", (dir / "third").string()}) == 2);
    CHECK(verb.again((dir / "none").string(), {"--verify"}) == 1);
    CHECK(verb.again(dir.path().string(), {"--verify"}) == 1);  // no origin in it
    std::ofstream(dir / "first/000004" / verb.last, std::ios::app) << "X";
    CHECK(verb.again(first, {"--verify"}) == 1);
    CHECK(verb.again(second, {"--verify"}) == 0);
  }
}
