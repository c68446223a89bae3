// Single wears, worked out by hand.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "data/synth/wear/motion.h"
#include "tests/data/wear_support.h"

using namespace ductus;
using doctest::Approx;
using test::flat_sheet;
using test::wear;
using test::worn;

namespace {

double mean(const data::Sheet& sheet) {
  return std::accumulate(sheet.grey.begin(), sheet.grey.end(), 0.0) / static_cast<double>(sheet.count());
}

double deviation(const data::Sheet& sheet) {
  const double middle = mean(sheet);
  double squares = 0;
  for (const float v : sheet.grey) squares += (v - middle) * (v - middle);
  return std::sqrt(squares / static_cast<double>(sheet.count()));
}

float lightest(const data::Sheet& sheet) { return *std::max_element(sheet.grey.begin(), sheet.grey.end()); }
float darkest(const data::Sheet& sheet) { return *std::min_element(sheet.grey.begin(), sheet.grey.end()); }

/// Paper with one column of each of these values in its middle.
data::Sheet columns(const std::vector<float>& values) {
  data::Sheet sheet = flat_sheet(20, 20, 1);
  for (int y = 5; y < 15; ++y) std::copy(values.begin(), values.end(), sheet.row(y) + 6);
  return sheet;
}

}  // namespace

TEST_CASE("wear gamma: black and white stay, and grey keeps its powers") {
  for (uint64_t sample = 0; sample < 10; ++sample) {
    data::Sheet sheet = worn({4, 1, {0, 0.25F, 0.5F, 1}, {}}, *wear("gamma", "{range: 1}"), 1, sample);
    CHECK(sheet.grey[0] == 0);
    CHECK(sheet.grey[3] == Approx(1));
    CHECK(sheet.grey[1] == Approx(sheet.grey[2] * sheet.grey[2]).epsilon(1e-3));  // (1/4)^g = ((1/2)^g)^2
    CHECK(sheet.grey[2] >= 0.2499F);                                              // (1/2)^2
    CHECK(sheet.grey[2] <= 0.7072F);                                              // (1/2)^(1/2)
  }
}

TEST_CASE("wear threshold: grey is spread about the level until it is black or white") {
  const auto scanner = wear("threshold", "{level: [0.5, 0.5], softness: 0.2}");
  const data::Sheet clean = columns({0.3F, 0.45F, 0.5F, 0.58F, 0.7F});
  data::Sheet full = worn(clean, *scanner, 1);  // five times the contrast
  const float expected[] = {0, 0.25F, 0.5F, 0.9F, 1};
  for (int i = 0; i < 5; ++i) CHECK(full.row(9)[6 + i] == Approx(expected[i]));
  data::Sheet half = worn(clean, *scanner, 0.5F);  // 1 / (1 - 0.5 * 0.8) times
  CHECK(half.row(9)[6] == Approx(0.5 - 0.2 / 0.6));
}

TEST_CASE("wear threshold: the level is a share of the paper's grey") {
  data::Sheet sheet = columns({0.2F, 0.3F});
  for (float& v : sheet.grey) v = v == 1 ? 0.5F : v;                                   // grey paper
  sheet = worn(sheet, *wear("threshold", "{level: [0.5, 0.5], softness: 0.001}"), 1);  // at 0.25
  CHECK(sheet.row(9)[6] == 0);
  CHECK(sheet.row(9)[7] == 1);
  CHECK(sheet.row(0)[0] == 1);
}

TEST_CASE("wear shadow: nowhere deeper than said, and a hard one is there or not") {
  int shaded = 0;
  for (uint64_t sample = 0; sample < 20; ++sample) {
    const auto shadow = wear("shadow", "{depth: 0.4, softness: [0.001, 0.001]}");
    const data::Sheet sheet = worn(flat_sheet(100, 80, 1), *shadow, 0.5F, sample);
    CHECK(darkest(sheet) >= 0.8F - 1e-6F);  // 1 - 0.5 * 0.4
    for (const float v : sheet.grey) {
      shaded += v < 0.9F ? 1 : 0;
      REQUIRE((v == Approx(0.8) || v == Approx(1) || (v > 0.8F && v < 1)));
    }
    const auto between =
        std::count_if(sheet.grey.begin(), sheet.grey.end(), [](float v) { return v > 0.801F && v < 0.999F; });
    CHECK(between < 2 * (100 + 80));  // along two edges less than a pixel wide
  }
  CHECK(shaded > 20 * 8000 / 20);
}

TEST_CASE("wear: what changes print alone leaves paper alone") {
  for (const char* name : {"dot_matrix", "ink_spread", "worn_ribbon", "thermal_fading", "bleed_through"}) {
    CAPTURE(name);
    const data::Sheet sheet = worn(flat_sheet(70, 50, 1), *wear(name), 1, 4);
    CHECK(darkest(sheet) > 1 - 1e-5F);
  }
}

TEST_CASE("wear: what filters neighbours leaves a flat sheet flat") {
  for (const char* name : {"blur", "resolution"}) {
    CAPTURE(name);
    for (const float grey : {0.0F, 0.3F, 1.0F}) {
      const data::Sheet sheet = worn(flat_sheet(70, 50, grey), *wear(name), 1, 4);
      CHECK(darkest(sheet) == Approx(grey).epsilon(1e-4));
      CHECK(lightest(sheet) == Approx(grey).epsilon(1e-4));
    }
  }
}

TEST_CASE("wear thermal_fading: pale alone takes the same share of all ink") {
  const auto fading =
      wear("thermal_fading", "{pale: 0.4, patches: 0, specks: 0, banding: 0, dead_columns: 0}");
  const data::Sheet sheet = worn(flat_sheet(30, 20, 0.2F), *fading, 0.5F);
  CHECK(darkest(sheet) == Approx(0.36));  // 1 - 0.8 * (1 - 0.2)
  CHECK(lightest(sheet) == Approx(0.36));
}

TEST_CASE("wear thermal_fading: a dead dot runs down the whole sheet") {
  const auto fading =
      wear("thermal_fading", "{pale: 0, patches: 0, specks: 0, banding: 0, dead_columns: 20}");
  data::Sheet sheet = worn(flat_sheet(300, 40, 0), *fading, 1, 1);
  for (int y = 1; y < 40; ++y) REQUIRE(std::equal(sheet.row(0), sheet.row(0) + 300, sheet.row(y)));
  const auto lost = std::count_if(sheet.row(0), sheet.row(0) + 300, [](float v) { return v > 0.3F; });
  CHECK(lost > 3);
  CHECK(lost < 80);
}

TEST_CASE("wear thermal_fading: banding alone runs along the lines") {
  const auto fading = wear("thermal_fading", "{pale: 0, patches: 0, specks: 0, dead_columns: 0}");
  data::Sheet sheet = worn(flat_sheet(50, 200, 0), *fading, 1, 1);
  for (int y = 0; y < 200; ++y) {
    CHECK(std::all_of(sheet.row(y), sheet.row(y) + 50, [&](float v) { return v == sheet.row(y)[0]; }));
  }
  CHECK(deviation(sheet) > 0.01);
  CHECK(lightest(sheet) <= 0.35F + 1e-6F);
}

TEST_CASE("wear worn_ribbon: without grain, loss rises or falls evenly along the line") {
  const auto ribbon = wear("worn_ribbon", "{max_lost: 0.6, rough: 0}");
  data::Sheet sheet = worn(flat_sheet(101, 3, 0), *ribbon, 0.5F, 2);
  const float step = sheet.row(0)[1] - sheet.row(0)[0];
  CHECK(std::abs(step) > 0);
  for (int x = 1; x < 101; ++x) CHECK(sheet.row(2)[x] - sheet.row(2)[x - 1] == Approx(step).epsilon(1e-2));
  CHECK(lightest(sheet) <= 0.3F + 1e-6F);  // 0.5 * 0.6
}

TEST_CASE("wear background_tint: an even one darkens paper by its share") {
  const auto tint = wear("background_tint", "{darkness: 0.4, uneven: 0}");
  const data::Sheet sheet = worn(flat_sheet(30, 20, 0.5F), *tint, 0.5F);
  CHECK(darkest(sheet) == Approx(0.4));  // 0.5 * (1 - 0.5 * 0.4)
  CHECK(lightest(sheet) == Approx(0.4));
}

TEST_CASE("wear bleed_through: a dot shows once more, faintly") {
  data::Sheet sheet = flat_sheet(31, 17, 1);
  sheet.row(5)[7] = 0;
  const data::Sheet after = worn(sheet, *wear("bleed_through", "{max_share: 0.2, blur_px: 0}"), 0.5F, 3);
  CHECK(std::count(after.grey.begin(), after.grey.end(), 0.0F) == 1);
  CHECK(std::count_if(after.grey.begin(), after.grey.end(), [](float v) { return v == Approx(0.9); }) == 1);
}

TEST_CASE("wear dot_matrix: of a black area ink stays in dots, a pitch apart") {
  const auto matrix = wear("dot_matrix", "{pitch_px: 8, dot: 0.7, worn_needles: 0}");
  data::Sheet sheet = worn(flat_sheet(200, 200, 0), *matrix, 1);
  const double share = 1 - mean(sheet);
  // a disc of diameter 0.7 pitches: pi / 4 * 0.49 = 0.385 of the area, a little more for its soft rim
  CHECK(share > 0.34);
  CHECK(share < 0.46);
}

TEST_CASE("wear fibre: paper has grain of about the deviation, and black ink none") {
  const auto fibre = wear("fibre", "{deviation: 0.04}");
  for (uint64_t sample = 0; sample < 4; ++sample) {
    const data::Sheet paper = worn(flat_sheet(300, 300, 1), *fibre, 1, sample);
    CHECK(mean(paper) == Approx(1 - 1.5 * 0.04).epsilon(0.01));
    CHECK(deviation(paper) == Approx(0.04).epsilon(0.1));  // a little less: nothing is whiter than white
    CHECK(lightest(worn(flat_sheet(30, 30, 0), *fibre, 1, sample)) == 0);
  }
}

TEST_CASE("wear noise: deviation as said: of dark and light alike, or as the root of the light") {
  for (uint64_t sample = 0; sample < 5; ++sample) {
    const data::Sheet even =
        worn(flat_sheet(200, 200, 0.5F), *wear("noise", "{deviation: 0.1, shot: 0, rows: 0}"), 1, sample);
    CHECK(mean(even) == Approx(0.5).epsilon(0.01));
    CHECK(deviation(even) > 0.03 * 0.98);  // drawn between 0.3 and 1 of it
    CHECK(deviation(even) < 0.1 * 1.02);
    const auto shot = wear("noise", "{deviation: 0, shot: 0.1, rows: 0}");
    const double at_64 = deviation(worn(flat_sheet(200, 200, 0.64F), *shot, 1, sample));
    const double at_16 = deviation(worn(flat_sheet(200, 200, 0.16F), *shot, 1, sample));
    CHECK(at_64 / at_16 == Approx(2).epsilon(0.02));  // sqrt(0.64 / 0.16)
    CHECK(lightest(worn(flat_sheet(20, 20, 0), *shot, 1, sample)) == 0);
  }
}

TEST_CASE("wear noise: rows are lighter and darker as a whole") {
  const auto rows = wear("noise", "{deviation: 0, shot: 0, rows: 0.1}");
  data::Sheet sheet = worn(flat_sheet(30, 400, 0.5F), *rows, 1);
  for (int y = 0; y < 400; ++y) {
    REQUIRE(std::all_of(sheet.row(y), sheet.row(y) + 30, [&](float v) { return v == sheet.row(y)[0]; }));
  }
  CHECK(deviation(sheet) > 0.025);
  CHECK(deviation(sheet) < 0.11);
}

TEST_CASE("wear jpeg: a flat sheet stays within half a step of its first coefficient") {
  // quality 12: 16 * 417 / 100 = 67 levels a step of 8 times the grey: at most 67 / 16 levels off
  const data::Sheet sheet = worn(flat_sheet(50, 30, 0.6F), *wear("jpeg", "{quality: 12}"), 1);
  CHECK(darkest(sheet) > 0.6F - 67.0F / 16 / 255 - 1e-3F);
  CHECK(lightest(sheet) < 0.6F + 67.0F / 16 / 255 + 1e-3F);
  CHECK(deviation(sheet) < 1e-3);
}

TEST_CASE("wear ink_spread: strokes get wider with gain and thinner with loss") {
  data::Sheet stroke = flat_sheet(41, 41, 1);
  for (int y = 0; y < 41; ++y) std::fill_n(stroke.row(y) + 18, 4, 0.0F);
  const double ink = 1 - mean(stroke);
  const auto gaining = wear("ink_spread", "{gain: 0.3, loss: 0, uneven: 0}");
  const auto losing = wear("ink_spread", "{gain: 0, loss: 0.3, uneven: 0}");
  for (uint64_t sample = 0; sample < 5; ++sample) {
    CHECK(1 - mean(worn(stroke, *gaining, 1, sample)) > ink * 0.999);
    CHECK(1 - mean(worn(stroke, *losing, 1, sample)) < ink * 1.001);
  }
}

TEST_CASE("motion: a line along x, spread over whole pixels") {
  // five samples at -1, -0.5, 0, 0.5, 1, each a fifth: halves go to both neighbours
  const auto taps = data::line_taps(2, 0);
  REQUIRE(taps.size() == 3);
  for (const data::Tap& tap : taps) {
    CHECK(tap.y == 0);
    CHECK(tap.weight == Approx(tap.x == 0 ? 0.4 : 0.3));
  }
}

TEST_CASE("motion: a dot becomes the line, and light is neither made nor lost") {
  data::Sheet sheet = flat_sheet(21, 21, 0);
  sheet.row(10)[10] = 1;
  const auto taps = data::line_taps(5, 0.7F);
  data::smear(sheet, taps);
  CHECK(mean(sheet) == Approx(1.0 / (21 * 21)));
  for (const data::Tap& tap : taps) CHECK(sheet.row(10 - tap.y)[10 - tap.x] == Approx(tap.weight));
}
