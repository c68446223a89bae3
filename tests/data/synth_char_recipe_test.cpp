#include "data/synth/char_recipe.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/support/errors.h"

using namespace ductus::data;
using ductus::config::Document;
using ductus::test::kind_and_error_of;

namespace {

CharRecipe recipe_of(const std::string& yaml) {
  return CharRecipe::read(Document::parse(yaml, "r.yaml").root());
}

}  // namespace

TEST_CASE("char recipe: without a word the defaults of CharOptions, and fonts") {
  const CharRecipe recipe = recipe_of("{}");
  const CharOptions defaults;
  CHECK(recipe.options.alphabet == defaults.alphabet);
  CHECK(recipe.options.count == defaults.count);
  CHECK(recipe.options.strength == defaults.strength);
  CHECK(recipe.fonts.empty());
  CHECK(!recipe.strokes);
}

TEST_CASE("char recipe: what was read, defaults filled in, is a recipe of the same") {
  for (const std::string yaml : {"{symbols: '0-9', count: 70, fonts: [A B, c.ttf]}",
                                 "{strokes: 'a b.json', thickness_px: [1, 2.5]}"}) {
    const Document document = Document::parse(yaml, "r.yaml");
    const CharRecipe recipe = CharRecipe::read(document.root());
    const CharRecipe again = recipe_of(document.effective());
    CHECK(again.options.alphabet == recipe.options.alphabet);
    CHECK(again.options.count == recipe.options.count);
    CHECK(again.options.thickness_px == recipe.options.thickness_px);
    CHECK(again.fonts == recipe.fonts);
    CHECK(again.strokes == recipe.strokes);
  }
}

TEST_CASE("char recipe: what is wrong is a usage error with its key") {
  const auto error = [](const std::string& yaml) { return kind_and_error_of([&] { recipe_of(yaml); }); };
  CHECK(error("{count: 0}").find("count: expected a whole number from 1 to 10000000, found '0'") !=
        std::string::npos);
  CHECK(error("{strength: 3}").find("strength: expected a number from 0 to 2") != std::string::npos);
  CHECK(error("{thickness_px: [1, 2]}").find("thickness_px: is of strokes, and there are none") !=
        std::string::npos);
  CHECK(error("{strokes: a.json, thickness_px: [2, 1]}")
            .find("expected the smaller number first, found [2, 1]") != std::string::npos);
  CHECK(error("{strokes: a.json, fonts: [B]}").find("found both") != std::string::npos);
  CHECK(
      error("{symbols: AB, proportions: az}").find("usage: proportions az: known for the symbols A-Z only") ==
      0);
  CHECK(error("{fount: [B]}").find("usage: ") == 0);
}

TEST_CASE("parse_symbols: characters and ranges, a '-' at an end is itself") {
  CHECK(parse_symbols("0-9A-C").symbols().size() == 13);
  CHECK(parse_symbols("A-C") == Alphabet::from_characters("ABC"));
  CHECK(parse_symbols("-A") == Alphabet::from_characters("-A"));
  CHECK(parse_symbols("A-") == Alphabet::from_characters("A-"));
  CHECK(parse_symbols("\xC3\x84x").symbols() == std::vector<std::string>{"\xC3\x84", "x"});
}

TEST_CASE("parse_symbols: a range backwards, a repetition, nothing") {
  CHECK(kind_and_error_of([] { parse_symbols("Z-A"); }) ==
        "usage: symbols: the range Z-A is none, expected two ASCII characters in order, as in A-Z");
  CHECK(kind_and_error_of([] { parse_symbols("A-CB"); }) == "usage: symbols: 'B' occurs twice in 'A-CB'");
  CHECK(kind_and_error_of([] { parse_symbols(""); }) ==
        "usage: symbols: none given, expected some as in A-Z");
}
