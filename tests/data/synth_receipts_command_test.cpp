#include "data/synth/receipts/receipts_command.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "data/dataset_file.h"
#include "data/picture.h"
#include "data/synth/numbered_samples.h"
#include "data/synth/typeset/typefaces.h"
#include "tests/data/line_files.h"
#include "tests/data/synth_commands.h"
#include "tests/support/drawn_files.h"

using namespace ductus;
using test::joined;
using test::synth;
using test::TempDir;
using test::Words;

namespace {

namespace fs = std::filesystem;

/// The exit status of `ductus synth receipts ...`.
int receipts(const Words& more) { return synth("receipts", joined({"--fonts", "DejaVu Sans Mono"}, more)); }

/// The same with the fonts of what is drawn again.
int again(const std::string& drawn, const Words& more) {
  return synth("receipts", joined({"--again", drawn}, more));
}

Words with(const std::string& out, const Words& more) {
  return joined({"--count", "6", "--seed", "7", "--out", out}, more);
}

}  // namespace

TEST_CASE("ductus synth receipts: bad layouts and words exit with 2 and write nothing") {
  const TempDir dir;
  const std::string out = (dir / "out").string();
  CHECK(receipts({"--layouts", "tll", "--out", out}) == 2);
  CHECK(receipts({"--set", "words=[{goods: []}]", "--out", out}) == 2);
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

TEST_CASE("ductus synth receipts: --verify proves a file of lines as it does a folder") {
  const TempDir dir;
  const std::string out = (dir / "out").string(), lines = (dir / "lines.h5").string();
  REQUIRE(receipts(with(out, {"--lines", lines})) == 0);
  CHECK(again(lines, {"--verify"}) == 0);
  CHECK(again(lines, {"--verify", "--json"}) == 0);
  CHECK(again(lines, {"--verify", "--fonts", "DejaVu Sans"}) == 1);
  CHECK(again(out, {"--verify", "--layout-as", "sroie"}) == 2);
  CHECK(again(out, {"--verify", "--lines", lines}) == 2);
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
  REQUIRE(synth("receipts", {"--fonts", font, "--count", "2", "--plain", "--out", out}) == 0);
  CHECK(again(out, {"--verify"}) == 0);
  dir.write("font.ttf", bytes + "x");
  CHECK(again(out, {"--verify"}) == 1);
}

TEST_CASE("ductus synth receipts: fields are typed, and boxes tell the same lines as the text") {
  const TempDir dir;
  REQUIRE(receipts(with((dir / "out").string(), {})) == 0);
  for (int i = 0; i < 6; ++i) {
    const fs::path folder = dir / "out" / data::sample_name(static_cast<uint64_t>(i));
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
