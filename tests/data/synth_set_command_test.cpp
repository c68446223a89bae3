// What `ductus synth chars` and `ductus synth lines` do alike with folders of pictures.
#include "data/synth/set_command.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <utility>

#include "data/dataset_file.h"
#include "tests/data/synth_commands.h"
#include "tests/support/temp_dir.h"

using namespace ductus;
using test::joined;
using test::synth;
using test::TempDir;
using test::Words;

namespace {

namespace fs = std::filesystem;

/// A verb, what it draws, how it is written, and one of the pictures then.
struct Verb {
  std::string name;
  Words what;
  std::string format, picture;

  int draw(const std::string& out, const Words& more) const {
    return synth(name, joined(joined(what, {"--format", format, "--out", out}), more));
  }

  int verify(const std::string& drawn, const Words& more = {}) const {
    return synth(name, joined({"--again", drawn, "--verify"}, more));
  }
};

const Words kLines = {"--count", "12", "--types", "int", "--fonts", "DejaVu Sans Mono"};
const Verb kVerbs[] = {{"chars",
                        {"--count", "12", "--symbols", "A-F", "--fonts", "DejaVu Sans Mono"},
                        "folders",
                        "D/0000007.png"},
                       {"lines", kLines, "gt_txt", "int#7.png"},
                       {"lines", kLines, "tsv", "int#7.png"},
                       {"lines", kLines, "sample_txt", "int#7.png"}};

}  // namespace

TEST_CASE(
    "ductus synth, a set: a data set file's name with another format is bad usage, before anything is "
    "drawn") {
  const TempDir dir;
  const std::string out = (dir / "out.h5").string();
  for (const Verb& verb : kVerbs) CHECK(verb.draw(out, {}) == 2);
  CHECK_FALSE(fs::exists(out));
  CHECK(synth("lines", joined(kLines, {"--out", out})) == 0);  // whose own format it is
}

TEST_CASE(
    "ductus synth, a set as pictures: --verify proves the folder, a shard's too, and sees what changed") {
  for (const Verb& verb : kVerbs) {
    CAPTURE(verb.format);
    const TempDir dir;
    const std::string out = (dir / "out").string(), shard = (dir / "shard").string();
    REQUIRE(verb.draw(out, {}) == 0);
    REQUIRE(verb.draw(shard, {"--shard", "2/3"}) == 0);
    CHECK(verb.verify(out) == 0);
    CHECK(verb.verify(shard, {"--json"}) == 0);
    CHECK(verb.verify(out, {"--fonts", "DejaVu Serif"}) == 1);
    CHECK(verb.verify(out, {"--format", verb.format}) == 2);

    const std::string before = test::read_file(fs::path(out) / verb.picture);
    REQUIRE(!before.empty());
    dir.write("out" / fs::path(verb.picture), before + "x");
    CHECK(verb.verify(out) == 1);
    dir.write("out" / fs::path(verb.picture), before);
    dir.write("out/notes.txt", "");
    CHECK(verb.verify(out) == 1);
    fs::remove(dir / "out/notes.txt");
    CHECK(verb.verify(out) == 0);
    fs::remove(fs::path(out) / verb.picture);
    // the others are whole without it, but a table that has it is not, nor is a text without its picture
    CHECK(verb.verify(out) == (verb.name == "chars" ? 0 : 1));
  }
}

TEST_CASE("ductus synth, a set: --verify sees numbers that are not as they were drawn") {
  const TempDir dir;
  const std::string out = (dir / "out.h5").string();
  REQUIRE(synth("lines", joined(kLines, {"--shard", "2/2", "--out", out})) == 0);
  CHECK(synth("lines", {"--again", out, "--verify"}) == 0);
  data::LineSet set = data::read_line_dataset(out);
  CHECK(set.number[0] == 6);  // 12 lines in two shards
  std::vector<uint32_t> number(set.number.begin(), set.number.end());
  std::swap(number[2], number[3]);
  set.number = number;
  data::write_dataset(out, set);
  CHECK(synth("lines", {"--again", out, "--verify"}) == 1);
}

TEST_CASE("ductus synth, a set as pictures: a folder without any, or without an origin, proves nothing") {
  for (const Verb& verb : kVerbs) {
    CAPTURE(verb.format);
    const TempDir dir;
    REQUIRE(verb.draw((dir / "out").string(), {}) == 0);
    fs::create_directory(dir / "empty");
    CHECK(verb.verify((dir / "empty").string()) == 1);
    fs::copy(dir / "out/origin.json", dir / "empty/origin.json");
    CHECK(verb.verify((dir / "empty").string()) == 1);
  }
}
