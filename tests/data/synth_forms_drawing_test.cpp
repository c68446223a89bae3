#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "tests/data/quads.h"
#include "tests/data/random_yaml.h"
#include "tests/data/synth_forms_support.h"

using namespace ductus::data;
using namespace ductus::test;

namespace {

/// How red a place of a BGR picture is: (red - green) / red; 0 of grey, below 0.3 of warm light on paper.
double redness(const Picture& picture, Point at) {
  const int x = std::clamp(static_cast<int>(at.x), 0, picture.width - 1),
            y = std::clamp(static_cast<int>(at.y), 0, picture.height - 1);
  const uint8_t* p = &picture.pixels[(static_cast<std::size_t>(y) * picture.width + x) * 3];
  return (p[2] - p[1]) / std::max(1.0, static_cast<double>(p[2]));
}

/// Mean redness along a side of a quad, `off` px outside of it.
double redness_along(const Picture& picture, const Quad& quad, std::size_t side, float off) {
  const Point a = quad[side], b = quad[(side + 1) % 4];
  const float length = std::hypot(b.x - a.x, b.y - a.y);
  const float across_x = (b.y - a.y) / length, across_y = -(b.x - a.x) / length;
  constexpr int kSamples = 64;
  double sum = 0;
  for (int i = 0; i < kSamples; ++i) {
    const float way = 0.1F + 0.8F * static_cast<float>(i) / (kSamples - 1);
    sum += redness(picture,
                   {a.x + way * (b.x - a.x) + off * across_x, a.y + way * (b.y - a.y) + off * across_y});
  }
  return sum / kSamples;
}

struct Line {
  double red = 0;     ///< the largest mean redness of a line along the side
  double off_px = 0;  ///< where the red is, outwards: its middle
};

/// The red line near a side of a box: within 6 px to each side of it.
Line red_line(const Picture& picture, const Quad& box, std::size_t side) {
  std::vector<double> profile;
  for (int off = -6; off <= 6; ++off)
    profile.push_back(redness_along(picture, box, side, static_cast<float>(off)));
  const double base = std::max(profile.front(), profile.back()),
               peak = *std::max_element(profile.begin(), profile.end());
  double weight = 0, moment = 0;
  for (int off = -6; off <= 6; ++off) {
    const double red = std::max(0.0, profile[static_cast<std::size_t>(off + 6)] - base - 0.2 * (peak - base));
    weight += red;
    moment += red * off;
  }
  return {peak - base, weight > 0 ? moment / weight : 6};
}

/// Pen and black print: red ink sends red light back.
bool is_dark(const uint8_t* bgr) { return bgr[2] < 120; }

struct InkCount {
  int64_t inside = 0, all = 0;
  double share() const { return all > 0 ? static_cast<double>(inside) / static_cast<double>(all) : 1; }
};

/// Dark ink within a box, and how much of it is in its number's characters, moved by `shift`.
InkCount ink_of(const DrawnForm& form, const DrawnField& field, float margin, float shift) {
  InkCount count;
  for_pixels(form.image, field.box, 4, [&](float x, float y, const uint8_t* pixel) {
    if (!is_dark(pixel)) return;
    ++count.all;
    count.inside +=
        std::any_of(field.characters.begin(), field.characters.end(),
                    [&](const InkedCharacter& c) { return inside(c.quad, x + shift, y + shift, -margin); });
  });
  return count;
}

Point middle_of(const Quad& q) {
  return {(q[0].x + q[1].x + q[2].x + q[3].x) / 4, (q[0].y + q[1].y + q[2].y + q[3].y) / 4};
}

}  // namespace

TEST_CASE("forms: after skew and perspective the sides of a box's quad are the middle of its red line") {
  double furthest = 0, sum = 0;
  int sides = 0;
  for (const DrawnForm& form :
       drawn_forms(kFormFonts + kSkewed + kNeutralPhoto + "style: {stamp: 0}\n", 10)) {
    for (const DrawnField& field : form.fields) {
      if (!field.field.red || field.crosses) continue;
      CAPTURE(form.index);
      CAPTURE(field.field.label);
      for (std::size_t side = 0; side < 4; ++side) {
        const Line line = red_line(form.image, field.box, side);
        CHECK(line.red > 0.15);
        CHECK(std::abs(line.off_px) < 1);
        furthest = std::max(furthest, std::abs(line.off_px));
        sum += line.off_px;
        ++sides;
      }
    }
  }
  MESSAGE("furthest side: ", furthest, " px, mean: ", sum / sides, " px, of ", sides);
  CHECK(sides > 100);
  CHECK(std::abs(sum / sides) < 0.25);
}

TEST_CASE("forms: boxes are where the red is in phone pictures of the default recipe too") {
  int found = 0, sides = 0, elsewhere = 0;
  for (const DrawnForm& form : drawn_forms(kFormFonts + "seed: 3\n", 12)) {
    for (const DrawnField& field : form.fields) {
      if (!field.field.red || field.crosses) continue;
      Quad moved = field.box;
      for (Point& p : moved) p = {p.x + 5, p.y + 5};
      for (std::size_t side = 0; side < 4; ++side) {
        const Line line = red_line(form.image, field.box, side), off = red_line(form.image, moved, side);
        found += line.red > 0.08 && std::abs(line.off_px) < 2 ? 1 : 0;
        elsewhere += off.red > 0.08 && std::abs(off.off_px) < 2 ? 1 : 0;
        ++sides;
      }
    }
  }
  MESSAGE(found, " of ", sides, " sides on red ink; ", elsewhere, " with boxes 5 px off");
  CHECK(found > 0.95 * sides);
  CHECK(elsewhere < 0.3 * sides);  // the test can fail
}

TEST_CASE("forms: pages, boxes and numbers are in the picture") {
  for (const DrawnForm& form : drawn_forms(kFormFonts + "seed: 4\n", 12)) {
    CAPTURE(form.index);
    const Quad picture = {{{0, 0},
                           {static_cast<float>(form.image.width), 0},
                           {static_cast<float>(form.image.width), static_cast<float>(form.image.height)},
                           {0, static_cast<float>(form.image.height)}}};
    for (const DrawnField& field : form.fields) {
      for (const Point p : field.box) {
        CHECK(inside(picture, p.x, p.y));
        CHECK(inside(form.paper, p.x, p.y));
      }
    }
  }
}

TEST_CASE("forms: the quads of a number's characters hold its ink, and nothing is in an empty box") {
  InkCount sum, shifted;
  int empty = 0;
  for (const DrawnForm& form :
       drawn_forms(kFormFonts + kSkewed + kNeutralPhoto + "style: {line_px: [2, 3]}\n", 12)) {
    for (const DrawnField& field : form.fields) {
      if (!field.field.red) continue;  // blue lines are dark in red light
      CAPTURE(form.index);
      CAPTURE(field.field.value);
      const InkCount count = ink_of(form, field, 0.7F, 0);
      if (field.field.kind == FieldKind::kEmpty) {
        CHECK(field.field.value.empty());
        CHECK(count.all == 0);
        ++empty;
        continue;
      }
      CHECK(count.all > 5);
      CHECK(count.share() > 0.97);
      const InkCount off = ink_of(form, field, 0.7F, 4);
      sum.inside += count.inside, sum.all += count.all;
      shifted.inside += off.inside, shifted.all += off.all;
    }
  }
  MESSAGE("ink inside: ", sum.share(), ", with quads 4 px off: ", shifted.share(), "; ", empty,
          " empty boxes");
  CHECK(empty > 3);
  CHECK(sum.share() > 0.99);
  CHECK(shifted.share() < 0.9);
}

TEST_CASE("forms: characters spell the value. In a comb each stands in its cell, the last in the last") {
  for (const DrawnForm& form :
       drawn_forms(kFormFonts + kSkewed + "content: {comb: 0.5}\nstyle: {crossing: 0}\n", 12)) {
    for (const DrawnField& field : form.fields) {
      std::string text;
      for (const InkedCharacter& character : field.characters) text += character.text;
      CHECK(text == field.field.value);
      const auto cells = static_cast<std::size_t>(field.field.cells);
      CHECK(field.cells.size() == (cells > 1 ? cells : 0));
      for (std::size_t i = 0; i < field.characters.size(); ++i) {
        const Quad& cell = cells > 1 ? field.cells[cells - field.characters.size() + i] : field.box;
        const Point at = middle_of(field.characters[i].quad);
        CHECK(inside(cell, at.x, at.y));
      }
    }
  }
}

TEST_CASE("forms: numbers cross their boxes' edges as often as the recipe says") {
  for (const float share : {0.0F, 1.0F}) {
    const std::string style =
        fmt::format("style: {{crossing: {}}}\ncontent: {{handwritten: 1, empty: 0, comb: 0}}\n", share);
    for (const DrawnForm& form :
         drawn_forms(kFormFonts + "paper: []\ncamera: []\n" + kNeutralPhoto + style, 5)) {
      for (const DrawnField& field : form.fields) {
        const bool within =
            std::all_of(field.characters.begin(), field.characters.end(), [&](const InkedCharacter& c) {
              return std::all_of(c.quad.begin(), c.quad.end(),
                                 [&](Point p) { return inside(field.box, p.x, p.y); });
            });
        CHECK(field.crosses == (share == 1));
        CHECK(within == (share == 0));
      }
    }
  }
}

TEST_CASE("forms: at strength 0 and in neutral light the picture is the clean one, bit for bit") {
  std::string wears_at_0 = "[";
  for (const auto& wear : wears().names()) wears_at_0 += fmt::format("{{{}: {{strength: [0, 0]}}}}, ", wear);
  wears_at_0 += "]";
  const std::string yaml = "paper: " + wears_at_0 + "\ncamera: " + wears_at_0 + "\n";
  const std::string desk =
      "photo: {warmth: [0, 0], exposure: [1, 1], noise: [0, 0], jpeg_quality: [100, 100]}\n";
  for (const DrawnForm& form : drawn_forms(kFormFonts + yaml + desk, 3)) {
    CHECK(form.image.pixels == form.clean.pixels);
    CHECK(form.image.channels == 3);
  }
  for (const DrawnForm& form : drawn_forms(kFormFonts, 2)) CHECK(form.image.pixels != form.clean.pixels);
}

TEST_CASE("forms: one thread and three draw the same, another seed draws others") {
  const auto one = drawn_forms(kFormFonts, 5, 1), three = drawn_forms(kFormFonts, 5, 3);
  const auto other = drawn_forms(kFormFonts + "seed: 2\n", 5);
  for (std::size_t i = 0; i < one.size(); ++i) {
    CHECK(one[i].image.pixels == three[i].image.pixels);
    CHECK(one[i].image.pixels != other[i].image.pixels);
  }
}

TEST_CASE("forms: what is red besides is told apart, and meets no box") {
  int marks = 0;
  const std::string style = "style: {stamp: 1, red_print: 1}\ncontent: {blue: 0.5}\n";
  for (const DrawnForm& form :
       drawn_forms(kFormFonts + "paper: []\ncamera: []\n" + kNeutralPhoto + style, 6)) {
    for (const Decoy& decoy : form.decoys) {
      CAPTURE(decoy.kind);
      ++marks;
      for (const DrawnField& field : form.fields) {
        const bool apart = decoy.quad[2].x <= field.box[0].x || field.box[2].x <= decoy.quad[0].x ||
                           decoy.quad[2].y <= field.box[0].y || field.box[2].y <= decoy.quad[0].y;
        CHECK(apart);
      }
    }
  }
  CHECK(marks >= 6);
}

TEST_CASE("forms: any valid recipe draws") {
  for (uint64_t seed = 0; seed < 8; ++seed) {
    Rng rng(seed, 0, 0, Purpose::kSynth);
    const auto span = [&](float low, float high) { return random_span(rng, low, high); };
    std::string yaml = fmt::format("{}seed: {}\n", kFormFonts, seed);
    yaml +=
        fmt::format("content: {{fields: [1, {}], comb: {}, blue: 0.3}}\n", 1 + rng.below(12), rng.uniform());
    yaml += fmt::format(
        "style: {{page_px: {}, label_frac: {}, box_em: {}, gap_em: {}, line_px: {}, rounded: 0.5, fill: {}, "
        "crossing: 0.5, stamp: 0.5, red_print: 0.5, uneven: {}}}\n",
        span(240, 700), span(0.012F, 0.05F), span(1, 5), span(0.3F, 4), span(0.8F, 12), span(0.2F, 0.9F),
        span(0, 1));
    yaml += fmt::format("photo: {{margin_frac: {}, warmth: {}, jpeg_quality: [1, 100]}}\n", span(0, 0.5F),
                        span(-1, 1));
    for (const char* list : {"paper", "camera"}) {
      yaml += fmt::format("{}:\n", list);
      for (const auto& wear : wears().names())
        yaml += fmt::format("  - {}: {{strength: [0, 1], probability: 0.3}}\n", wear);
    }
    CAPTURE(yaml);
    const auto drawn = drawn_forms(yaml, 1);
    CHECK(!drawn[0].fields.empty());
    CHECK(drawn[0].image.pixels.size() == drawn[0].clean.pixels.size());
  }
}
