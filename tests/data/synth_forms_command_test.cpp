#include "data/synth/forms/forms_command.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "data/picture.h"
#include "data/synth/clear_command.h"
#include "data/synth/forms/form_files.h"
#include "tests/support/drawn_files.h"
#include "tests/support/temp_dir.h"

using namespace ductus;
using test::TempDir;

namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

int synth(Words arguments) {
  arguments.insert(arguments.begin(), "ductus-synth");
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  config::CommandLine line("synth", "test");
  data::add_forms_command(line);
  data::add_clear_command(line);
  return line.run(static_cast<int>(argv.size()), argv.data());
}

/// The exit status of `ductus synth forms ...`.
int forms(Words arguments) {
  const Words start = {"forms", "--quiet", "--fonts", "DejaVu Sans", "--set", "style.page_px=[300, 400]"};
  arguments.insert(arguments.begin(), start.begin(), start.end());
  return synth(arguments);
}

/// The same with the recipe and fonts of what is drawn again.
int again(const std::string& drawn, const Words& arguments) {
  Words all = {"forms", "--quiet", "--again", drawn};
  all.insert(all.end(), arguments.begin(), arguments.end());
  return synth(all);
}

Words with(const std::string& out, const Words& more) {
  Words words = {"--handwriting", "DejaVu Sans Mono", "--count", "6", "--seed", "7", "--out", out};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

}  // namespace

TEST_CASE("ductus synth forms: the same bytes for any threads, in shards, and after an interruption") {
  const TempDir dir;
  const std::string one = (dir / "one").string(), two = (dir / "two").string(),
                    shards = (dir / "shards").string();
  REQUIRE(forms(with(one, {"--threads", "1"})) == 0);
  REQUIRE(forms(with(two, {"--threads", "2"})) == 0);
  const auto whole = test::files_below(one);
  CHECK(whole.size() == 6 * 3 + 1);
  CHECK(whole.count("000003/form.json") == 1);
  CHECK(test::files_below(two) == whole);
  REQUIRE(forms(with(shards, {"--shard", "2/2"})) == 0);
  CHECK(test::files_below(shards).size() == 3 * 3 + 1);
  CHECK(forms(with(shards, {"--shard", "1/2"})) == 1);  // not empty
  REQUIRE(forms(with(shards, {"--shard", "1/2", "--resume"})) == 0);
  CHECK(test::files_below(shards) == whole);

  fs::remove_all(fs::path(two) / "000002");
  fs::rename(fs::path(two) / "000004", fs::path(two) / ".000004.part");  // as a killed run leaves it
  fs::remove(fs::path(two) / ".000004.part" / "form.json");
  REQUIRE(forms(with(two, {"--resume"})) == 0);
  CHECK(test::files_below(two) == whole);
}

TEST_CASE(
    "ductus synth forms: folders are taken up by the same recipe alone; clear removes drawn ones alone") {
  const TempDir dir;
  const std::string out = (dir / "out").string();
  REQUIRE(forms(with(out, {"--plain"})) == 0);
  const auto before = test::files_below(out);
  CHECK(forms(with(out, {"--plain"})) == 1);
  CHECK(forms(with(out, {"--resume"})) == 1);  // with wear: another recipe
  CHECK(test::files_below(out) == before);
  REQUIRE(forms({"--handwriting", "DejaVu Sans Mono", "--count", "2", "--overwrite", "--out", out}) == 0);
  CHECK(test::files_below(out).size() == 2 * 3 + 1);
  CHECK(synth({"clear", out}) == 0);
  CHECK_FALSE(fs::exists(out));

  const std::string mine = dir.write("mine/file.txt", "mine").parent_path().string();
  CHECK(forms(with(mine, {})) == 1);
  CHECK(forms(with(mine, {"--overwrite"})) == 1);
  CHECK(synth({"clear", mine}) == 1);
  CHECK(test::read_file(fs::path(mine) / "file.txt") == "mine");
}

TEST_CASE("ductus synth forms: bad options exit with 2 and write nothing") {
  const TempDir dir;
  const std::string out = (dir / "out").string();
  CHECK(forms({"--count", "0", "--out", out}) == 2);
  CHECK(forms({"--count", "1000001", "--out", out}) == 2);
  CHECK(forms({"--set", "style.boxes=3", "--out", out}) == 2);
  CHECK(forms({"--shard", "3/2", "--out", out}) == 2);
  CHECK(forms({"--handwriting", "No Such Family", "--out", out}) == 1);
  CHECK(forms({"--count", "2"}) == 2);  // no --out
  CHECK(forms({"--verify", "--out", out}) == 2);
  CHECK_FALSE(fs::exists(out));
}

TEST_CASE("ductus synth forms: --again draws the same files elsewhere, --verify proves them") {
  const TempDir dir;
  const std::string first = (dir / "first").string(), second = (dir / "second").string();
  REQUIRE(forms(with(first, {"--shard", "2/2"})) == 0);
  REQUIRE(again(first, {"--shard", "2/2", "--out", second}) == 0);
  CHECK(test::files_below(second) == test::files_below(first));
  CHECK(again(first, {"--verify"}) == 0);
  CHECK(again(first, {"--verify", "--fonts", "DejaVu Serif"}) == 1);
  CHECK(again(first, {"--verify", "--handwriting", "DejaVu Serif"}) == 1);
  CHECK(again(first, {"--verify", "--out", (dir / "third").string()}) == 2);
  CHECK(again(first, {"--verify", "--count", "7"}) == 2);
  CHECK(again(first, {"--verify", "--set", "style.stamp=1"}) == 2);
  CHECK(again(first, {"--plain", "--out", (dir / "third").string()}) == 2);
  CHECK(again((dir / "none").string(), {"--verify"}) == 1);
  CHECK(again(dir.path().string(), {"--verify"}) == 1);  // no origin in it
  std::ofstream(dir / "first/000004/form.json", std::ios::app) << "X";
  CHECK(again(first, {"--verify"}) == 1);
  CHECK(again(second, {"--verify"}) == 0);
}

TEST_CASE("ductus synth forms: form.json tells what the pictures show; a plain form is its clean picture") {
  const TempDir dir;
  const fs::path out = dir / "out";
  REQUIRE(forms(with(out.string(), {"--plain", "--preview", (dir / "sheet.png").string()})) == 0);
  for (uint64_t i = 0; i < 6; ++i) {
    const fs::path folder = out / data::form_name(i);
    const auto form = nlohmann::json::parse(test::read_file(folder / "form.json"));
    const data::Picture image = data::read_picture(folder / "image.png");
    CHECK(image.channels == 3);
    CHECK(image.pixels == data::read_picture(folder / "clean.png").pixels);
    CHECK(form["width"] == image.width);
    CHECK(form["height"] == image.height);
    const nlohmann::json corners = {{0, 0}, {image.width, 0}, {image.width, image.height}, {0, image.height}};
    CHECK(form["paper"] == corners);
    CHECK(form["draw"]["seed"] == 7);
    CHECK(form["draw"]["index"] == i);
    CHECK(form["draw"]["label_typeface"]["hash"].get<std::string>().size() == 32);
    CHECK(form["draw"]["handwriting"]["name"].get<std::string>().rfind("DejaVu Sans Mono", 0) == 0);
    REQUIRE(form["fields"].size() >= 4);
    for (const auto& field : form["fields"]) {
      CHECK(field["box"].size() == 4);
      CHECK(field["characters"].size() == field["value"].get<std::string>().size());
      CHECK((field["kind"] == "empty") == field["value"].get<std::string>().empty());
      CHECK(field["ink"].is_null() == field["value"].get<std::string>().empty());
    }
  }
  CHECK(data::read_picture(dir / "sheet.png").channels == 3);
}

TEST_CASE("ductus synth forms: numbers are written with the pen strokes of a file") {
  const TempDir dir;
  nlohmann::json strokes;
  for (char digit = '0'; digit <= '9'; ++digit)
    strokes[std::string(1, digit)] = {{{{0, 0}, {5, 10}, {10, 20}}, {{10, 0}, {0, 20}}}};
  const std::string file = dir.write("strokes.json", strokes.dump()).string();
  const std::string out = (dir / "out").string();
  REQUIRE(forms({"--strokes", file, "--count", "2", "--out", out}) == 0);
  const auto origin = nlohmann::json::parse(test::read_file(fs::path(out) / "origin.json"));
  CHECK(origin["strokes"][0]["name"] == "strokes.json");
  CHECK(again(out, {"--verify"}) == 0);
  const std::string moved = dir.write("moved/strokes.json", strokes.dump()).string();
  dir.write("strokes.json", strokes.dump() + " ");
  CHECK(again(out, {"--verify"}) == 1);  // another version
  CHECK(again(out, {"--verify", "--strokes", moved}) == 0);
  CHECK(forms({"--strokes", file, "--handwriting", "DejaVu Sans", "--overwrite", "--out", out}) == 2);
}
