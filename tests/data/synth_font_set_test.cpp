// These tests draw from the fonts of scripts/fonts.txt, which scripts/setup.sh installs.
#include "data/synth/font_set.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <string>

#include "data/synth/characters.h"
#include "data/synth/handwriting_fonts.h"
#include "data/synth/letter_forms.h"
#include "data/synth/typeset/receipt_fonts.h"
#include "tests/support/errors.h"
#include "tests/support/temp_dir.h"

using namespace ductus::data;
using ductus::test::error_of;
using ductus::test::TempDir;

namespace {

FontSet installed_hands() { return load_fonts({}, characters_of(CharOptions().alphabet)); }

}  // namespace

TEST_CASE("load_fonts: the installed hands have every capital, wound outwards and at a letter's size") {
  const FontSet fonts = installed_hands();
  const Alphabet capitals = CharOptions().alphabet;
  for (const std::string& symbol : capitals.symbols()) {
    int found = 0;
    for (const Font& font : fonts) {
      const Outline* outline = font.find(static_cast<char32_t>(symbol[0]));
      if (outline == nullptr) continue;
      ++found;
      CHECK_MESSAGE(signed_area(*outline) > 0, font.name << " " << symbol);
      CHECK_MESSAGE(bounds(*outline).height() > 0.2F, font.name << " " << symbol);
      CHECK_MESSAGE(bounds(*outline).height() < 2, font.name << " " << symbol);
      CHECK_MESSAGE(bounds(*outline).low.y < 0, font.name << " " << symbol << " stands above the base line");
    }
    CHECK_MESSAGE(found > 0, symbol);
  }
}

TEST_CASE("load_fonts: a character that a font lacks is not in it, whatever box the font shows instead") {
  const FontSet fonts = load_fonts({}, {U'A', U'\U0010FFF0'});
  REQUIRE(!fonts.empty());
  for (const Font& font : fonts) {
    CHECK(font.find(U'A') != nullptr);
    CHECK(font.find(U'\U0010FFF0') == nullptr);
  }
}

TEST_CASE("load_fonts: the same fonts in the same order each time") {
  const FontSet one = installed_hands();
  const FontSet two = installed_hands();
  REQUIRE(one.size() == two.size());
  for (std::size_t i = 0; i < one.size(); ++i) CHECK(one[i].name == two[i].name);
}

TEST_CASE("load_fonts: ink of drawn letters is within the bounds of handwriting") {
  // The real A-Z sample: 111 pixels' worth of ink a letter on average, 58 % of the inked pixels grey.
  CharOptions options;
  options.count = 1300;
  ThreadPool pool(1);
  ductus::config::NullReporter reporter;
  const ImageSet set = draw_characters(options, installed_hands(), {0, options.count}, pool, reporter);
  double ink = 0, inked = 0, grey = 0;
  for (uint8_t pixel : set.pixels) {
    ink += pixel / 255.0;
    inked += pixel > 30 ? 1 : 0;
    grey += pixel > 30 && pixel < 225 ? 1 : 0;
  }
  CHECK(ink / 1300 > 85);
  CHECK(ink / 1300 < 135);
  CHECK(grey / inked > 0.4);
  CHECK(grey / inked < 0.75);
}

TEST_CASE("load_fonts: an unknown family, a file that is no font, a folder without fonts") {
  const TempDir dir;
  const std::string fake = dir.write("fake.ttf", "this is text").string();
  CHECK(error_of([] { load_fonts({"No Such Family At All"}, {U'A'}); }) ==
        "fonts: No Such Family At All: no such folder or file, and no font family of that name is installed "
        "(fc-list : family)");
  const std::string long_name(300, 'x');  // no path may be so long
  CHECK(error_of([&] { load_fonts({long_name}, {U'A'}); }).rfind("fonts: " + long_name + ": no such", 0) ==
        0);
  CHECK(error_of([&] {
          load_fonts({fake}, {U'A'});
        }).rfind(fake + ": no font that can be read, expected TrueType", 0) == 0);
  CHECK(error_of([&] {
          load_fonts({dir.path().string()}, {U'A'});
        }).rfind(fake + ": no font that can be read", 0) == 0);
  std::filesystem::remove(fake);
  CHECK(error_of([&] {
          load_fonts({dir.path().string()}, {U'A'});
        }).rfind("fonts: none has any of the 1 characters that are wanted (apt-get install fonts-", 0) == 0);
}

TEST_CASE("scripts/fonts.txt: the packages are those of the families for letters and for receipts") {
  std::ifstream list(std::string(DUCTUS_TESTS_DIR) + "/../scripts/fonts.txt");
  std::set<std::string> listed, used;
  for (std::string line; std::getline(list, line);) {
    if (!line.empty() && line[0] != '#') listed.insert(line.substr(0, line.find(' ')));
  }
  for (const HandwritingFamily& family : handwriting_families()) used.insert(family.package);
  for (const ReceiptFamily& family : receipt_families()) used.insert(family.package);
  CHECK(listed == used);
}
