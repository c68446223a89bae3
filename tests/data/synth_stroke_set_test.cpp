#include "data/synth/stroke_set.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/data/fuzz.h"
#include "tests/support/errors.h"
#include "tests/support/shared.h"
#include "tests/support/strokes.h"
#include "tests/support/temp_dir.h"

using namespace ductus::data;
using ductus::test::error_of;
using ductus::test::kStrokesJson;
using ductus::test::TempDir;

namespace {

/// What is wrong with a file of this content, without the folder.
std::string error(const std::string& json, const char* symbols = "A") {
  const TempDir dir;
  const auto path = dir.write("pen.json", json);
  std::string text = error_of([&] { load_strokes(path, Alphabet::from_characters(symbols)); });
  const std::size_t at = text.find(dir.path().string());
  return at == std::string::npos ? text : text.replace(at, dir.path().string().size() + 1, "");
}

}  // namespace

TEST_CASE("load_strokes: the drawings of the classes asked for, their longest side 1") {
  const TempDir dir;
  const StrokeSet set = load_strokes(dir.write("pen.json", kStrokesJson), Alphabet::from_characters("iA"));
  CHECK(set.name == "pen.json");
  CHECK(set.hash.size() == 32);
  REQUIRE(set.drawings.size() == 2);
  REQUIRE(set.drawings[0].size() == 1);
  CHECK(set.drawings[1].size() == 2);
  const PenStrokes& i = set.drawings[0][0];
  CHECK(i.ends.size() == 2);
  CHECK(i.ends[1] - i.ends[0] == 1);  // the dot
  CHECK(bounds(i.points).height() == doctest::Approx(1));
  CHECK(bounds(i.points).width() == 0);
  CHECK(bounds(set.drawings[1][0].points).width() == doctest::Approx(1));  // 80 x 80
}

TEST_CASE("load_strokes: what is not in the form is named with its place") {
  CHECK(error("[]") == "pen.json: expected a map of classes, {\"A\": [...]}, found a list of 0");
  CHECK(error(R"({"A": 3})") == "pen.json: \"A\": expected a list of characters, found 3");
  CHECK(error(R"({"A": []})") == "pen.json: \"A\": expected characters, found an empty list");
  CHECK(error(R"({"A": [[]]})") == "pen.json: \"A\", character 1: expected strokes, found an empty list");
  CHECK(error(R"({"A": [[[[1, 2]], []]]})") ==
        "pen.json: \"A\", character 1, stroke 2: expected points [x, y], found an empty list");
  CHECK(error(R"({"A": [[[[1, 2], [3]]]]})") ==
        "pen.json: \"A\", character 1, stroke 1, point 2: expected a point [x, y], found a list of 1");
  CHECK(error(R"({"A": [[[[1, "2"]]]]})") ==
        "pen.json: \"A\", character 1, stroke 1, point 1: expected a point [x, y], found a list of 2");
  CHECK(error(R"({"A": [[[[1, 1e9]]]]})").find("coordinates of at most 1000000") != std::string::npos);
  CHECK(error("{\"A\": [") == "pen.json: no JSON from byte 8 on (expected pen strokes as Chars74K has them)");
}

TEST_CASE("load_strokes: classes that the file lacks are named") {
  CHECK(error(kStrokesJson, "AZB7") == "pen.json: has no characters for Z 7 (it has 4 classes)");
}

TEST_CASE("load_strokes: a scribble is no character") {
  std::string json = R"({"A": [[[)";
  for (int i = 0; i < 200; ++i) json += (i > 0 ? ", " : "") + std::string(i % 2 == 0 ? "[0, 0]" : "[1, 1]");
  CHECK(error(json + "]]]}").find("\"A\", character 1: more ink than a character has") != std::string::npos);
}

TEST_CASE("load_strokes: files with something done to them are read or refused, never more") {
  const auto outcome = ductus::test::fuzz(
      kStrokesJson, 300, 3, [](const auto& path) { load_strokes(path, Alphabet::from_characters("Ai")); });
  CHECK(outcome.read > 10);
  CHECK(outcome.refused > 10);
}

TEST_CASE("load_strokes: the real file has 55 drawings of each of its 62 classes") {
  if (ductus::test::missing("data/chars74k/char74k.json")) return;
  const Alphabet alphabet =
      Alphabet::from_characters("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
  const StrokeSet set = load_strokes(ductus::test::shared_folder() / "data/chars74k/char74k.json", alphabet);
  for (const auto& drawings : set.drawings) CHECK(drawings.size() == 55);
}
