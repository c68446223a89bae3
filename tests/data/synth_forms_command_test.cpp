#include "data/synth/forms/forms_command.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "data/picture.h"
#include "data/synth/numbered_samples.h"
#include "tests/data/synth_commands.h"
#include "tests/support/temp_dir.h"

using namespace ductus;
using test::joined;
using test::synth;
using test::TempDir;
using test::Words;

namespace {

namespace fs = std::filesystem;

/// The exit status of `ductus synth forms ...`.
int forms(const Words& more) {
  return synth("forms", joined({"--fonts", "DejaVu Sans", "--set", "style.page_px=[300, 400]"}, more));
}

/// The same with the recipe and fonts of what is drawn again.
int verify(const std::string& drawn, const Words& more) {
  return synth("forms", joined({"--again", drawn, "--verify"}, more));
}

}  // namespace

TEST_CASE("ductus synth forms: handwriting is checked as fonts of print are") {
  const TempDir dir;
  const std::string out = (dir / "out").string();
  CHECK(forms({"--handwriting", "No Such Family", "--out", out}) == 1);
  CHECK_FALSE(fs::exists(out));
  REQUIRE(forms({"--handwriting", "DejaVu Sans Mono", "--count", "2", "--out", out}) == 0);
  CHECK(verify(out, {}) == 0);
  CHECK(verify(out, {"--handwriting", "DejaVu Serif"}) == 1);
}

TEST_CASE("ductus synth forms: form.json tells what the pictures show. A plain form is its clean picture") {
  const TempDir dir;
  const fs::path out = dir / "out";
  REQUIRE(forms({"--handwriting", "DejaVu Sans Mono", "--count", "6", "--seed", "7", "--plain", "--out",
                 out.string(), "--preview", (dir / "sheet.png").string()}) == 0);
  for (uint64_t i = 0; i < 6; ++i) {
    const fs::path folder = out / data::sample_name(i);
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
  CHECK(verify(out, {}) == 0);
  const std::string moved = dir.write("moved/strokes.json", strokes.dump()).string();
  dir.write("strokes.json", strokes.dump() + " ");
  CHECK(verify(out, {}) == 1);  // another version
  CHECK(verify(out, {"--strokes", moved}) == 0);
  CHECK(forms({"--strokes", file, "--handwriting", "DejaVu Sans", "--overwrite", "--out", out}) == 2);
}
