#include "data/synth/lines/drawn_lines.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "data/dataset_file.h"
#include "data/source.h"
#include "data/synth/lines/line_painter.h"
#include "tests/data/random_yaml.h"
#include "tests/support/errors.h"
#include "tests/support/temp_dir.h"

using namespace ductus::data;
using ductus::config::Document;
using ductus::config::NullReporter;
using ductus::test::error_of;
using ductus::test::random_span;
using ductus::test::read_file;
using ductus::test::TempDir;

namespace {

constexpr const char* kMono = "fonts: {from: [DejaVu Sans Mono]}\n";

/// All kinds of wear at once, beside two kinds of text.
constexpr const char* kWorn = R"(
fonts: {from: [DejaVu Sans Mono]}
texts: [{receipt: {}, share: 3}, {price_left: {}}]
wear: [{thermal_fading: {}}, {rotate: {}}, {noise: {}}, {jpeg: {}}]
)";

LineRecipe recipe_of(const std::string& yaml) {
  return LineRecipe::read(Document::parse(yaml, "lines.yaml").root());
}

LineSet draw(const LineRecipe& recipe, SampleRange range, int threads = 1, const std::string& origin = "{}") {
  ThreadPool pool(threads);
  NullReporter reporter;
  return draw_lines(recipe, origin, recipe.fonts.load(), range, pool, reporter);
}

LineSet draw(const std::string& yaml, int64_t count, int threads = 1) {
  return draw(recipe_of(yaml), {0, count}, threads);
}

bool has_ink(const LineSet& set, int64_t i, int first_row, int last_row) {
  const uint8_t* image = set.image(i);
  return std::any_of(image + first_row * set.width[i], image + last_row * set.width[i],
                     [](uint8_t pixel) { return pixel > 100; });
}

}  // namespace

TEST_CASE("draw_lines: one and three threads draw the same bytes, another seed others") {
  const LineSet one = draw(kWorn, 150, 1);
  CHECK(draw(kWorn, 150, 3).content_hash() == one.content_hash());
  CHECK(draw(std::string(kWorn) + "seed: 2\n", 150).content_hash() != one.content_hash());
}

TEST_CASE("draw_lines: the set is whole: kinds of text as sources, numbers as ids, families as groups") {
  const LineSet set = draw(kWorn, 60);
  set.check("drawn");
  CHECK(set.size() == 60);
  CHECK(set.sources == std::vector<std::string>{"receipt", "price_left"});
  CHECK(set.groups == std::vector<std::string>{"DejaVu Sans Mono"});
  CHECK(set.ledger.used() == 60);
  const auto prices = std::count(set.source.begin(), set.source.end(), 1);
  CHECK(prices >= 5);  // 15 expected; 5 or fewer come once in a thousand seeds
  CHECK(prices <= 28);
  for (int64_t i = 0; i < set.size(); ++i) {
    CHECK(set.id(i) == fmt::format("{}#{}", set.sources[set.source[i]], i));
    if (set.source[i] == 1) CHECK(set.texts[i].front() == '$');
  }
}

TEST_CASE("draw_lines: shards joined are the whole, byte for byte") {
  const TempDir dir;
  const LineRecipe recipe = recipe_of(kWorn);
  write_dataset(dir / "whole.h5", draw(recipe, {0, 50}));
  std::vector<LineSet> shards;
  for (int64_t i = 1; i <= 4; ++i) shards.push_back(draw(recipe, shard_of(50, i, 4)));
  write_dataset(dir / "joined.h5", join_within(shards, std::nullopt));
  CHECK(read_file(dir / "joined.h5") == read_file(dir / "whole.h5"));
}

TEST_CASE("draw_lines: per_type has the kinds of text take turns") {
  const LineSet set =
      draw(std::string(kMono) + "per_type: true\ntexts: [{int: {}}, {date: {}, share: 99}]\n", 20);
  CHECK(std::count(set.source.begin(), set.source.end(), 0) == 10);
}

TEST_CASE("draw_lines: without margin and neighbours the ink fills the line's height") {
  const std::string tight =
      "crop: {above_frac: [0, 0], below_frac: [0, 0], side_frac: [0, 0], neighbours: 0}\nstyle: {slanted: 0, "
      "ink: [0, 0]}\n";
  const LineSet set = draw(kMono + tight + "texts: [{int: {}}]\n", 20);
  for (int64_t i = 0; i < set.size(); ++i) {
    CHECK(has_ink(set, i, 0, 4));
    CHECK(has_ink(set, i, 28, 32));
  }
}

TEST_CASE("draw_lines: a margin above leaves that part of the height empty") {
  // Ink is as high as the box less 0.5 of its own height above: 32 / 1.5 = 21.3 rows of ink under 10.7 of
  // paper.
  const std::string high =
      "crop: {above_frac: [0.5, 0.5], below_frac: [0, 0], side_frac: [0, 0], neighbours: 0}\nstyle: {ink: "
      "[0, 0]}\n";
  const LineSet set = draw(kMono + high + "texts: [{int: {}}]\n", 20);
  for (int64_t i = 0; i < set.size(); ++i) {
    CHECK_FALSE(has_ink(set, i, 0, 9));
    CHECK(has_ink(set, i, 10, 14));
  }
}

TEST_CASE("draw_lines: the truth may be in capitals where the print is not") {
  const std::string words = std::string(kMono) + "texts: [{line: {}}]\n";
  const LineSet mixed = draw(words, 20), capitals = draw(words + "upper_case: true\n", 20);
  CHECK(mixed.texts != capitals.texts);
  CHECK(std::equal(mixed.pixels.begin(), mixed.pixels.end(), capitals.pixels.begin(), capitals.pixels.end()));
  for (const std::string& text : capitals.texts)
    CHECK(std::none_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; }));
}

TEST_CASE("line recipe: what is wrong is named with its place") {
  const auto error = [](const std::string& yaml) { return error_of([&] { recipe_of(yaml); }); };
  CHECK(error("count: 0\n") ==
        "lines.yaml:1:8: count: expected a whole number from 1 to 10000000, found '0'");
  CHECK(error("texts: []\n").find("expected at least one kind of text") != std::string::npos);
  CHECK(error("texts: [{share: 1}]\n").find("expected one kind of text: word, ") != std::string::npos);
  CHECK(error("texts: [{int: {}, date: {}}]\n").find("one kind of text a list element, found int too") !=
        std::string::npos);
  CHECK(error("style: {size_px: [30, 20]}\n").find("expected the smaller number first, found [30, 20]") !=
        std::string::npos);
  CHECK(error("stile: {}\n").find("style") != std::string::npos);
}

TEST_CASE("draw_lines: any valid recipe draws") {
  for (uint64_t seed = 0; seed < 40; ++seed) {
    Rng rng(seed, 0, 0, Purpose::kSynth);
    const auto span = [&](float low, float high) { return random_span(rng, low, high); };
    std::string yaml = fmt::format("{}seed: {}\n", kMono, seed);
    const auto names = text_sources().names();
    std::string name;
    do name = names[rng.below(static_cast<uint32_t>(names.size()))];
    while (name == "corpus");  // needs a file
    yaml += fmt::format("texts: [{{{}: {{}}}}]\n", name);
    yaml += fmt::format(
        "style: {{size_px: {}, tracking_em: {}, widen: {}, slanted: 1, max_slant: {}, bold: 1, max_bold_px: "
        "{}, ink: {}}}\n",
        span(6, 60), span(-0.3F, 2), span(0.3F, 3), rng.uniform(), rng.uniform(0, 8), span(0, 0.9F));
    yaml +=
        fmt::format("crop: {{above_frac: {}, below_frac: {}, side_frac: {}, neighbours: 1, pitch_em: {}}}\n",
                    span(-0.3F, 0.8F), span(-0.3F, 0.8F), span(-0.3F, 0.8F), span(0.6F, 4));
    yaml += "wear:\n";
    for (const auto& wear : wears().names()) yaml += fmt::format("  - {}: {{strength: [0, 1]}}\n", wear);
    CAPTURE(yaml);
    draw(yaml, 4).check("drawn");
  }
}

TEST_CASE("line recipe: every one that ships is read without a complaint, and its effective form again") {
  int count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(DUCTUS_TESTS_DIR) /
                                                               ".." / "configs" / "draw")) {
    CAPTURE(entry.path().string());
    const auto document = Document::load(entry.path());
    const LineRecipe recipe = LineRecipe::read(document.root());
    const auto again = Document::parse(document.effective(), "effective");
    CHECK(LineRecipe::read(again.root()).count == recipe.count);
    CHECK(again.effective() == document.effective());
    ++count;
  }
  CHECK(count >= 1);
}
