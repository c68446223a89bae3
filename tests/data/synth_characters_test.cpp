#include "data/synth/characters.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>
#include <set>
#include <string>

#include "data/rng.h"
#include "tests/support/errors.h"
#include "tests/support/outlines.h"
#include "tests/support/strokes.h"
#include "tests/support/temp_dir.h"

using namespace ductus::data;
using ductus::config::NullReporter;
using ductus::test::kind_and_error_of;
using ductus::test::kStrokesJson;
using ductus::test::rectangle;
using ductus::test::ring;
using ductus::test::TempDir;

namespace {

/// Two hand-made fonts: both have A, only the second has B. Whatever is drawn for B is the second's bar.
FontSet two_fonts() {
  Font first{"First", 1, {U'A'}, {ring(0, 0, 1, 0.1F)}};
  Font second{"Second", 1, {U'A', U'B'}, {ring(0, 0, 1, 0.3F), rectangle(0, 0, 0.2F, 1)}};
  return {first, second};
}

ImageSet draw(const CharOptions& options, const FontSet& fonts, int threads = 1) {
  ThreadPool pool(threads);
  NullReporter reporter;
  return draw_characters(options, fonts, {0, options.count}, pool, reporter);
}

StrokeSet hand_made_strokes(const Alphabet& alphabet) {
  const TempDir dir;
  return load_strokes(dir.write("pen.json", kStrokesJson), alphabet);
}

ImageSet draw_strokes(const CharOptions& options, int threads = 1) {
  ThreadPool pool(threads);
  NullReporter reporter;
  return draw_characters(options, hand_made_strokes(options.alphabet), {0, options.count}, pool, reporter);
}

/// Ink of an image, px.
double ink_of(const ImageSet& set, int64_t i) {
  return std::accumulate(set.image(i), set.image(i + 1), 0) / 255.0;
}

CharOptions options_for(const char* symbols, int64_t count) {
  CharOptions options;
  options.alphabet = Alphabet::from_characters(symbols);
  options.count = count;
  return options;
}

std::vector<uint8_t> image(const ImageSet& set, int64_t i) { return {set.image(i), set.image(i + 1)}; }

}  // namespace

TEST_CASE("draw_characters: one and three threads draw the same bytes, another seed others") {
  CharOptions options = options_for("AB", 1500);
  const ImageSet one = draw(options, two_fonts(), 1);
  const ImageSet three = draw(options, two_fonts(), 3);
  CHECK(one.content_hash() == three.content_hash());
  options.seed = 2;
  CHECK(draw(options, two_fonts()).content_hash() != one.content_hash());
}

TEST_CASE("draw_characters: the set is whole: sorted labels, equal counts, ids, ledger") {
  const ImageSet set = draw(options_for("AB", 7), two_fonts());
  set.check("drawn");
  CHECK(std::vector<int32_t>(set.labels.begin(), set.labels.end()) ==
        std::vector<int32_t>{0, 0, 0, 0, 1, 1, 1});
  CHECK(set.id(5) == "drawn#5");
  CHECK(set.ledger.used() == 7);
}

TEST_CASE("draw_characters: at strength 0 a font's glyph is always the same image") {
  CharOptions options = options_for("AB", 400);
  options.strength = 0;
  const ImageSet set = draw(options, two_fonts());
  std::set<std::vector<uint8_t>> a, b;
  for (int64_t i = 0; i < set.size(); ++i) (set.labels[i] == 0 ? a : b).insert(image(set, i));
  CHECK(a.size() == 2);  // both fonts
  CHECK(b.size() == 1);  // the font that has it
  // 0.2 x 1 fitted into 20 x 20: a bar of 4 x 20, never the box of a missing glyph
  CHECK(std::accumulate(b.begin()->begin(), b.begin()->end(), 0) == 80 * 255);
}

TEST_CASE("draw_characters: at strength 1 no two characters are alike") {
  const ImageSet set = draw(options_for("AB", 400), two_fonts());
  std::set<std::vector<uint8_t>> distinct;
  for (int64_t i = 0; i < set.size(); ++i) distinct.insert(image(set, i));
  CHECK(distinct.size() == 400);
}

TEST_CASE("draw_characters: fonts are drawn from in proportion to their weight") {
  FontSet fonts = two_fonts();
  fonts[0].weight = 3;
  CharOptions options = options_for("A", 4000);
  options.strength = 0;
  const ImageSet set = draw(options, fonts);
  const std::vector<uint8_t> first = image(draw(options, {fonts[0]}), 0);
  int64_t hits = 0;
  for (int64_t i = 0; i < set.size(); ++i) hits += image(set, i) == first ? 1 : 0;
  CHECK(hits == doctest::Approx(3000).epsilon(0.03));  // deviation 27
}

TEST_CASE("draw_characters: I is never a bare bar where a font has another, for it fills its box") {
  const Font bar{"Bar", 1, {U'I'}, {rectangle(0, 0, 0.1F, 1)}};
  const Font broad{"Broad", 1, {U'I'}, {ring(0, 0, 1, 0.1F)}};
  CharOptions options = options_for("I", 50);
  options.strength = 0;
  CHECK(draw(options, {bar, broad}).content_hash() == draw(options, {broad}).content_hash());
  // alone it is drawn, but not stretched: 2 x 20
  const ImageSet bars = draw(options, {bar});
  CHECK(std::accumulate(bars.image(0), bars.image(1), 0) == 40 * 255);
}

TEST_CASE("draw_characters: symbols that no font has are named, with the packages to install") {
  const std::string text = kind_and_error_of([] { draw(options_for("ABCD", 10), two_fonts()); });
  CHECK(text.rfind("failed: fonts: none of the 2 has a glyph for C D (install more: apt-get install fonts-",
                   0) == 0);
  CHECK(text.find("fonts-breip") != std::string::npos);
}

TEST_CASE("draw_characters: options out of range are errors of usage") {
  const auto error = [](const CharOptions& options) {
    return kind_and_error_of([&] { draw(options, two_fonts()); });
  };
  CHECK(error(options_for("AB", 0)) == "usage: count 0: expected 1 to 10000000");
  CHECK(error(options_for("AB", 10'000'001)) == "usage: count 10000001: expected 1 to 10000000");
  CharOptions strong = options_for("AB", 1);
  strong.strength = 3;
  CHECK(error(strong) == "usage: strength 3: expected 0 to 2");
  CharOptions az = options_for("AB", 1);
  az.proportions = Proportions::kAz;
  CHECK(error(az) == "usage: proportions az: known for the symbols A-Z only, found 2 symbols");
}

TEST_CASE("class_counts: equal shares differ by one at most, az ones follow the real file") {
  CHECK(class_counts(options_for("ABC", 8)) == std::vector<int64_t>{3, 3, 2});
  CharOptions az;
  az.proportions = Proportions::kAz;
  az.count = 372451;
  const std::vector<int64_t> counts = class_counts(az);
  CHECK(counts[0] == 13870);
  CHECK(counts[14] == 57825);
  CHECK(counts[25] == 6076);
  az.count = 1000;  // 'O': 155.25, 'I': 3.007; the largest remainders get what is left
  const std::vector<int64_t> thousand = class_counts(az);
  CHECK(std::accumulate(thousand.begin(), thousand.end(), int64_t{0}) == 1000);
  CHECK(thousand[14] == 155);
  CHECK(thousand[8] == 3);
}

TEST_CASE("draw_characters: a range of them is what the whole has there") {
  const CharOptions options = options_for("AB", 700);
  const ImageSet whole = draw(options, two_fonts());
  ThreadPool pool(2);
  NullReporter reporter;
  const ImageSet part = draw_characters(options, two_fonts(), {340, 620}, pool, reporter);
  part.check("drawn");
  CHECK(part.size() == 280);
  CHECK(part.id(0) == "drawn#340");
  CHECK(std::equal(part.labels.begin(), part.labels.end(), whole.labels.begin() + 340));
  CHECK(std::equal(part.pixels.begin(), part.pixels.end(), whole.image(340)));
}

TEST_CASE("draw_characters: pen strokes are as thick as asked for, round at their ends, and touch the box") {
  for (const float thickness : {2.0F, 3.0F, 8.0F}) {
    CharOptions options = options_for("B", 1);  // a bar
    options.strength = 0;
    options.thickness_px = {thickness, thickness};
    const ImageSet set = draw_strokes(options);
    const double radius = thickness / 2.0;
    CHECK(ink_of(set, 0) ==
          doctest::Approx((20 - thickness) * thickness + 3.1416 * radius * radius).epsilon(0.02));
    CHECK(std::any_of(set.image(0) + 4 * 28, set.image(0) + 5 * 28, [](uint8_t pixel) { return pixel > 0; }));
    CHECK(std::all_of(set.image(0), set.image(0) + 4 * 28, [](uint8_t pixel) { return pixel == 0; }));
  }
}

TEST_CASE(
    "draw_characters: strokes are drawn alike for one and three threads, at thicknesses of the whole span") {
  CharOptions options = options_for("ABIi", 900);
  options.thickness_px = {1, 6};
  const ImageSet one = draw_strokes(options, 1);
  one.check("drawn");
  CHECK(one.content_hash() == draw_strokes(options, 3).content_hash());
  double least = 784, most = 0;
  for (int64_t i = 225; i < 450; ++i) {  // the bars
    least = std::min(least, ink_of(one, i));
    most = std::max(most, ink_of(one, i));
  }
  CHECK(least < 45);  // 20 px long, 1 to 6 wide
  CHECK(most > 90);
}

TEST_CASE("draw_characters: any valid options draw") {
  for (uint64_t seed = 0; seed < 40; ++seed) {
    Rng rng(seed, 0, 0, Purpose::kSynth);
    CharOptions options = options_for("ABIi", 1 + rng.below(40));
    options.seed = seed;
    options.strength = rng.uniform(0, 2);
    const float thin = rng.uniform(kThinnestPen, kThickestPen);
    options.thickness_px = {thin, rng.uniform(thin, kThickestPen)};
    CAPTURE(seed);
    const ImageSet set = draw_strokes(options);
    set.check("drawn");
    for (int64_t i = 0; i < set.size(); ++i) CHECK(ink_of(set, i) > 0);
    options.alphabet = Alphabet::from_characters("AB");
    draw(options, two_fonts()).check("drawn");
  }
}

TEST_CASE("draw_characters: a thickness out of range is an error of usage") {
  CharOptions options = options_for("A", 1);
  options.thickness_px = {3, 2};
  CHECK(kind_and_error_of([&] { draw_strokes(options); }) ==
        "usage: thickness 3 to 2 px: expected two numbers in order, from 0.5 to 12");
  options.thickness_px = {0, 2};
  CHECK(kind_and_error_of([&] { draw_strokes(options); }).find("usage: thickness 0 to 2 px") == 0);
}
