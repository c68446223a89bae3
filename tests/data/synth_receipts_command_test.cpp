#include "data/synth/receipts/receipts_command.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "data/dataset_file.h"
#include "data/synth/clear_command.h"
#include "data/synth/receipts/receipt_files.h"
#include "tests/data/line_files.h"
#include "tests/data/synth_receipts_support.h"
#include "tests/support/drawn_files.h"

using namespace ductus;
using test::TempDir;

namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

/// The exit status of `ductus synth ...`.
int synth(Words arguments) {
  arguments.insert(arguments.begin(), "ductus-synth");
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  config::CommandLine line("synth", "test");
  data::add_receipts_command(line);
  data::add_clear_command(line);
  return line.run(static_cast<int>(argv.size()), argv.data());
}

/// The exit status of `ductus synth receipts ...`.
int receipts(const Words& arguments) {
  Words all = {"receipts", "--quiet", "--fonts", "DejaVu Sans Mono"};
  all.insert(all.end(), arguments.begin(), arguments.end());
  return synth(all);
}

/// The same with the fonts of what is drawn again.
int again(const std::string& drawn, const Words& arguments) {
  Words all = {"receipts", "--quiet", "--again", drawn};
  all.insert(all.end(), arguments.begin(), arguments.end());
  return synth(all);
}

Words with(const std::string& out, Words more) {
  Words words = {"--count", "6", "--seed", "7", "--out", out};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

}  // namespace

TEST_CASE("ductus synth receipts: the same bytes for any threads, in shards, and after an interruption") {
  const TempDir dir;
  const std::string one = (dir / "one").string(), three = (dir / "three").string(),
                    shards = (dir / "shards").string();
  REQUIRE(receipts(with(one, {"--threads", "1"})) == 0);
  REQUIRE(receipts(with(three, {"--threads", "3"})) == 0);
  const auto whole = test::files_below(one);
  CHECK(whole.size() == 6 * 5 + 1);
  CHECK(whole.count("000003/boxes.json") == 1);
  CHECK(test::files_below(three) == whole);
  REQUIRE(receipts(with(shards, {"--shard", "2/2"})) == 0);
  CHECK(test::files_below(shards).size() == 3 * 5 + 1);
  CHECK(receipts(with(shards, {"--shard", "1/2"})) == 1);  // not empty
  REQUIRE(receipts(with(shards, {"--shard", "1/2", "--resume"})) == 0);
  CHECK(test::files_below(shards) == whole);

  fs::remove_all(fs::path(three) / "000002");
  fs::rename(fs::path(three) / "000004", fs::path(three) / ".000004.part");  // as a killed run leaves it
  fs::remove(fs::path(three) / ".000004.part" / "boxes.json");
  REQUIRE(receipts(with(three, {"--resume"})) == 0);
  CHECK(test::files_below(three) == whole);
}

TEST_CASE(
    "ductus synth receipts: folders are taken up by the same recipe alone, and only drawn ones removed") {
  const TempDir dir;
  const std::string out = (dir / "out").string();
  REQUIRE(receipts(with(out, {"--plain"})) == 0);
  const auto before = test::files_below(out);
  CHECK(receipts(with(out, {"--plain"})) == 1);
  CHECK(receipts(with(out, {"--resume"})) == 1);  // with wear: another recipe
  CHECK(test::files_below(out) == before);
  REQUIRE(receipts({"--count", "2", "--overwrite", "--out", out}) == 0);
  CHECK(test::files_below(out).size() == 2 * 5 + 1);

  const std::string mine = dir.write("mine/file.txt", "mine").parent_path().string();
  CHECK(receipts(with(mine, {})) == 1);
  CHECK(receipts(with(mine, {"--overwrite"})) == 1);
  CHECK(test::read_file(fs::path(mine) / "file.txt") == "mine");
}

TEST_CASE("ductus synth receipts: bad options exit with 2 and write nothing") {
  const TempDir dir;
  const std::string out = (dir / "out").string();
  CHECK(receipts({"--count", "0", "--out", out}) == 2);
  CHECK(receipts({"--layouts", "tll", "--out", out}) == 2);
  CHECK(receipts({"--set", "words=[{goods: []}]", "--out", out}) == 2);
  CHECK(receipts({"--shard", "3/2", "--out", out}) == 2);
  CHECK(receipts({"--count", "2", "--shard", "1/3", "--out", out}) == 2);  // none
  CHECK(receipts({"--count", "2"}) == 2);
  CHECK(receipts({"--verify", "--out", out}) == 2);
  CHECK_FALSE(fs::exists(out));
}

TEST_CASE("ductus synth receipts: --again draws the same files, from a folder and from a file of lines") {
  const TempDir dir;
  const std::string first = (dir / "first").string(), lines = (dir / "lines.h5").string();
  const Words more = {"--layouts", "till", "--layout-as", "sroie", "--shard", "2/2", "--lines", lines};
  REQUIRE(receipts(with(first, more)) == 0);
  REQUIRE(again(first, {"--shard", "2/2", "--out", (dir / "second").string()}) == 0);
  CHECK(test::files_below(dir / "second") == test::files_below(first));
  const std::string third = (dir / "third").string(), twin = (dir / "twin.h5").string();
  REQUIRE(again(lines, {"--shard", "2/2", "--out", third, "--lines", twin}) == 0);
  CHECK(test::files_below(third) == test::files_below(first));
  CHECK(test::read_file(twin) == test::read_file(lines));
}

TEST_CASE("ductus synth receipts: --verify proves a folder and a file of lines, and sees what changed") {
  const TempDir dir;
  const std::string out = (dir / "out").string(), lines = (dir / "lines.h5").string();
  REQUIRE(receipts(with(out, {"--lines", lines})) == 0);
  CHECK(again(out, {"--verify"}) == 0);
  CHECK(again(lines, {"--verify"}) == 0);
  CHECK(again(out, {"--verify", "--fonts", "DejaVu Sans"}) == 1);
  CHECK(again(out, {"--verify", "--count", "7"}) == 2);
  CHECK(again(out, {"--verify", "--layout-as", "sroie"}) == 2);
  CHECK(again((dir / "none").string(), {"--verify"}) == 1);
  CHECK(again(dir.path().string(), {"--verify"}) == 1);  // no origin in it
  std::ofstream(dir / "out/000002/text.txt", std::ios::app) << "X";
  CHECK(again(out, {"--verify"}) == 1);
  CHECK(again(lines, {"--verify"}) == 0);
}

TEST_CASE("ductus synth receipts: a layout that changed, and one that is gone, are no longer the same") {
  const TempDir dir;
  const std::string out = (dir / "out").string();
  const std::string rows = "rows: [{centre: '<field shop>'}, {sides: ['TOTAL', '<money total>']}]\n";
  const std::string mine = dir.write("mine.yaml", rows).string();
  REQUIRE(receipts(with(out, {"--plain", "--layouts", mine})) == 0);
  CHECK(again(out, {"--verify"}) == 0);
  dir.write("mine.yaml", rows + "# as before\n");
  CHECK(again(out, {"--verify"}) == 1);
  CHECK(receipts(with(out, {"--plain", "--layouts", mine, "--resume"})) == 1);
  dir.write("mine.yaml", rows);
  CHECK(again(out, {"--verify"}) == 0);
  fs::remove(mine);
  CHECK(again(out, {"--verify"}) == 1);
}

TEST_CASE("ductus synth receipts: a layout may lie below the data root") {
  const TempDir dir;
  dir.write("root/receipts-test.yaml", "rows: [{centre: '<field shop>'}]\n");
  const std::string out = (dir / "out").string(), root = (dir / "root").string();
  CHECK(receipts(with(out, {"--layouts", "receipts-test.yaml"})) == 1);
  REQUIRE(receipts(with(out, {"--plain", "--layouts", "receipts-test.yaml", "--data-root", root})) == 0);
  CHECK(again(out, {"--verify", "--data-root", root}) == 0);
}

TEST_CASE("ductus synth receipts: a font file of another version is noticed") {
  const TempDir dir;
  const std::string out = (dir / "out").string();
  const std::string bytes = test::read_file(data::Typefaces::load({"DejaVu Sans Mono"})[0].path);
  const std::string font = dir.write("font.ttf", bytes).string();
  REQUIRE(synth({"receipts", "--quiet", "--fonts", font, "--count", "2", "--plain", "--out", out}) == 0);
  CHECK(again(out, {"--verify"}) == 0);
  dir.write("font.ttf", bytes + "x");
  CHECK(again(out, {"--verify"}) == 1);
}

TEST_CASE("ductus synth clear: removes a folder of receipts, and no other") {
  const TempDir dir;
  const std::string out = (dir / "out").string();
  REQUIRE(receipts(with(out, {"--plain", "--layout-as", "page_xml"})) == 0);
  REQUIRE(synth({"clear", out}) == 0);
  CHECK_FALSE(fs::exists(out));
  dir.write("mine/000000.png", "mine");
  CHECK(synth({"clear", (dir / "mine").string()}) == 1);
  CHECK(fs::exists(dir / "mine/000000.png"));
}

TEST_CASE("ductus synth receipts: fields are typed, and boxes tell the same lines as the text") {
  const TempDir dir;
  REQUIRE(receipts(with((dir / "out").string(), {})) == 0);
  for (int i = 0; i < 6; ++i) {
    const fs::path folder = dir / "out" / data::receipt_name(static_cast<uint64_t>(i));
    const auto items = nlohmann::json::parse(test::read_file(folder / "items.json"));
    CHECK(items["draw"]["seed"] == 7);
    CHECK(items["draw"]["index"] == i);
    CHECK(items["draw"]["typefaces"][0]["name"].get<std::string>().rfind("DejaVu Sans Mono", 0) == 0);
    CHECK(items["items"].size() >= 1);
    const auto boxes = nlohmann::json::parse(test::read_file(folder / "boxes.json"));
    const data::Picture image = data::read_picture(folder / "image.png");
    CHECK(boxes["width"] == image.width);
    CHECK(boxes["height"] == image.height);
    const std::string text = test::read_file(folder / "text.txt");
    for (const auto& line : boxes["lines"]) {
      CHECK(text.find(line["text"].get<std::string>()) != std::string::npos);
      CHECK(line["quad"].size() == 4);
    }
  }
}

TEST_CASE("ductus synth receipts: ductus reads its SROIE and PAGE XML files with the same texts") {
  const TempDir dir;
  const std::string sroie = (dir / "sroie").string(), page = (dir / "page").string();
  REQUIRE(receipts(with(sroie, {"--layout-as", "sroie", "--lines", (dir / "lines.h5").string()})) == 0);
  REQUIRE(receipts(with(page, {"--layout-as", "page_xml"})) == 0);
  const data::LineSet lines = data::read_line_dataset(dir / "lines.h5");
  CHECK(lines.groups.size() == 6);
  const data::LineSet read = test::read_lines(fmt::format("{{sroie: {{path: \"{}\"}}}}", sroie));
  CHECK(read.texts == lines.texts);
  CHECK(test::read_lines(fmt::format("{{page_xml: {{path: \"{}\"}}}}", page)).texts == lines.texts);
  const auto key = nlohmann::json::parse(test::read_file(fs::path(sroie) / "key" / "000000.json"));
  for (const char* field : {"company", "date", "address", "total"}) CHECK(key.contains(field));
}
