// These tests load fonts of scripts/fonts.txt, which scripts/setup.sh installs.
#include "data/synth/typeset/typefaces.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "data/synth/typeset/receipt_fonts.h"
#include "tests/support/errors.h"
#include "tests/support/temp_dir.h"
#include "tests/support/typefaces.h"

using namespace ductus::data;
using ductus::test::error_of;
using ductus::test::index_of;
using ductus::test::kTestFace;
using ductus::test::TempDir;
using ductus::test::test_face;
using ductus::test::test_typefaces;

namespace {

std::vector<std::string> names_of(const Typefaces& typefaces) {
  std::vector<std::string> names;
  for (const Typeface& face : typefaces) names.push_back(face.name);
  return names;
}

const std::filesystem::path& test_file() { return test_typefaces()[test_face()].path; }

std::size_t count_of(const Coverage& coverage, char32_t from, char32_t to) {
  std::size_t count = 0;
  for (char32_t point = from; point <= to; ++point) count += coverage.has(point) ? 1 : 0;
  return count;
}

}  // namespace

TEST_CASE("Coverage: has what was added, counts it, and names what a text lacks once") {
  Coverage coverage;
  for (char32_t point : {U'a', U'b', U'\u20AC', U'\U0001F600'}) coverage.add(point);
  coverage.add(U'a');
  CHECK(coverage.count() == 4);
  CHECK(coverage.covers("ab\u20AC\U0001F600"));
  CHECK(coverage.covers(""));
  CHECK_FALSE(coverage.covers("abc"));
  CHECK(named(coverage.missing("caxb\u2603cx\u200B")) == "c (U+0063), x (U+0078), \u2603 (U+2603), U+200B");
  CHECK(error_of([&] { coverage.covers("ab\xFF"); }) == "text: invalid UTF-8 at byte 2");
}

TEST_CASE("typefaces: a family has its faces, in the order of names") {
  const std::vector<std::string> names = names_of(test_typefaces());
  CHECK(std::is_sorted(names.begin(), names.end()));
  CHECK(std::count(names.begin(), names.end(), "DejaVu Sans Mono Bold") == 1);
  CHECK(std::count(names.begin(), names.end(), kTestFace) == 1);
  for (const Typeface& face : test_typefaces()) CHECK(face.family == "DejaVu Sans Mono");
}

TEST_CASE("typefaces: the order does not depend on the order of arguments, and twice named is there once") {
  const Typefaces one = Typefaces::load({"DejaVu Sans Mono", "Liberation Sans", test_file().string()});
  const Typefaces two = Typefaces::load({test_file().string(), "Liberation Sans", "DejaVu Sans Mono"});
  CHECK(names_of(one) == names_of(two));
  CHECK(one.size() == Typefaces::load({"Liberation Sans"}).size() + test_typefaces().size());
}

TEST_CASE("typefaces: a folder, the files below it, and the installed family are the same typeface") {
  const TempDir dir;
  std::filesystem::create_directories(dir / "a/b");
  std::filesystem::copy(test_file(), dir / "a/b/mine.TTF");
  dir.write("a/notes.txt", "no font");
  const Typefaces folder = Typefaces::load({dir.path().string()});
  REQUIRE(folder.size() == 1);
  CHECK(folder[0].name == kTestFace);
  CHECK(folder[0].family == "DejaVu Sans Mono");
  CHECK(folder[0].hash == test_typefaces()[test_face()].hash);
  CHECK(folder[0].hash.size() == 32);
  CHECK(folder[0].path == dir / "a/b/mine.TTF");
}

TEST_CASE("typefaces: what can be set is what has a glyph of its own. Spaces may be empty") {
  const Typeface& face = test_typefaces()[test_face()];
  CHECK(count_of(face.coverage, U'!', U'~') == 94);
  CHECK(face.covers("TOTAL 12.50 \u20AC\u00E9\u00A0"));
  CHECK_FALSE(face.covers("\U0010FFF0"));  // not in the character map
  CHECK_FALSE(face.covers("\u200B"));      // in it, but nobody could see it
  CHECK_FALSE(face.covers("\n"));
  CHECK_FALSE(face.covers("\u4E00"));
}

TEST_CASE("typefaces: all of ASCII equally wide is monospaced") {
  CHECK(test_typefaces()[test_face()].monospaced);
  const Typefaces sans = Typefaces::load({"Liberation Sans"});
  CHECK_FALSE(sans[index_of(sans, "Liberation Sans Regular")].monospaced);
}

TEST_CASE(
    "typefaces: families are drawn alike, however many faces they have, and only what covers the text") {
  const Typefaces typefaces = Typefaces::load({"DejaVu Sans Mono", "Inconsolata"});
  const std::size_t single = index_of(typefaces, "Inconsolata Medium");
  const std::string dash = "\u2500";  // a line of a box, which Inconsolata lacks
  CHECK(typefaces.covering("A").size() == typefaces.size());
  CHECK(typefaces.covering("A" + dash).size() == typefaces.size() - 1);
  int drawn = 0;
  for (uint64_t i = 0; i < 4000; ++i) {
    Rng rng(1, 0, i, Purpose::kSynth);
    drawn += typefaces.draw("A", rng) == single ? 1 : 0;
    Rng again(1, 0, i, Purpose::kSynth);
    CHECK(typefaces.draw("A" + dash, again) != single);
  }
  CHECK(std::abs(drawn - 2000) < 4 * 32);  // four deviations of a fair coin: sqrt(4000) / 2 = 32
}

TEST_CASE("typefaces: symbols that no font has are named. Symbols of two fonts are said to be so") {
  const Typefaces typefaces = Typefaces::load({"DejaVu Sans Mono"});
  Rng rng(1, 0, 0, Purpose::kSynth);
  CHECK(error_of([&] { typefaces.draw("A\u4E00\U0010FFF0", rng); }) ==
        "text 'A\u4E00\U0010FFF0': none of the " + std::to_string(typefaces.size()) +
            " fonts has \u4E00 (U+4E00), U+10FFF0");
}

TEST_CASE("part_of: a family's part hangs on its name and the seed alone, in the share that was asked for") {
  int tests = 0, moved = 0;
  for (int i = 0; i < 10000; ++i) {
    const std::string family = "Family " + std::to_string(i);
    const FontPart part = part_of(family, 1, 0.2);
    tests += part == FontPart::kTest ? 1 : 0;
    moved += part != part_of(family, 2, 0.2) ? 1 : 0;
    CHECK(part_of(family, 1, 0) == FontPart::kTrain);
    CHECK(part_of(family, 1, 1) == FontPart::kTest);
  }
  CHECK(std::abs(tests - 2000) < 4 * 40);  // four deviations: sqrt(10000 * 0.2 * 0.8) = 40
  CHECK(std::abs(moved - 3200) < 4 * 47);  // 2 * 0.2 * 0.8; sqrt(10000 * 0.32 * 0.68) = 47
}

TEST_CASE("typefaces: the two parts hold each typeface once, and no design is in both") {
  const Typefaces all = Typefaces::load({});
  const Typefaces train = all.part(FontPart::kTrain, 1, 0.2);
  const Typefaces test = all.part(FontPart::kTest, 1, 0.2);
  CHECK(train.size() + test.size() == all.size());
  std::set<std::string_view> designs;
  for (const Typeface& face : train) designs.insert(design_of(face.family));
  for (const Typeface& face : test) CHECK_MESSAGE(designs.count(design_of(face.family)) == 0, face.name);
  CHECK(error_of([&] { test_typefaces().part(FontPart::kTest, 1, 0); }) ==
        "fonts: the test part of the " + std::to_string(test_typefaces().size()) +
            " is empty with test 0 and seed 1 (another seed, or more families)");
}

TEST_CASE("typefaces: all families for receipts are there, upright, with digits and capitals") {
  const Typefaces typefaces = Typefaces::load({});
  std::set<std::string> families;
  for (const Typeface& face : typefaces) {
    families.insert(face.family);
    CHECK_MESSAGE(face.covers("ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789.,:-/"), face.name);
    CHECK_MESSAGE(face.name.find("Italic") == std::string::npos, face.name);
    CHECK_MESSAGE(face.name.find("Oblique") == std::string::npos, face.name);
  }
  CHECK(families.size() >= 25);
  for (const ReceiptFamily& family : receipt_families()) {
    CHECK_MESSAGE(families.count(family.family) == 1, family.family);
  }
}

TEST_CASE("typefaces: a text file, an unknown family, a known one that is not installed, an empty folder") {
  const TempDir dir;
  CHECK(error_of([] { Typefaces::load({"No Such Family At All"}); }) ==
        "fonts: No Such Family At All: no such folder or file, and no font family of that name is installed "
        "(fc-list : family)");
  CHECK(error_of([&] {
          Typefaces::load({dir.path().string()});
        }).rfind("fonts: none has a symbol that can be set (apt-get install fonts-", 0) == 0);
  const std::string fake = dir.write("fake.ttf", "this is text").string();
  for (const std::string& where : {fake, dir.path().string()}) {
    CHECK(error_of([&] {
            Typefaces::load({where});
          }).rfind(fake + ": no font that can be read, expected", 0) == 0);
  }
}
