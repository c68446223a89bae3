#include "data/synth/displacement.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace ductus::data;

TEST_CASE("displacement: amplitude 0 moves nothing") {
  Rng rng(1, 0, 0, Purpose::kSynth);
  const DisplacementField field(rng, 5, 0);
  const Point at = field.moved({3.25F, 17.5F});
  CHECK(at.x == 3.25F);
  CHECK(at.y == 17.5F);
}

TEST_CASE("displacement: the root mean square along each axis is what was asked for") {
  double squares = 0;
  int count = 0;
  for (uint64_t sample = 0; sample < 200; ++sample) {
    Rng rng(2, 0, sample, Purpose::kSynth);
    const DisplacementField field(rng, 5, 1.5F);
    for (float x = 0.5F; x < 28; x += 3) {
      const Point at = field.moved({x, 28 - x});
      squares += std::pow(at.x - x, 2) + std::pow(at.y - (28 - x), 2);
      count += 2;
    }
  }
  // 4,000 correlated values: within 5 % of 1.5
  CHECK(std::sqrt(squares / count) == doctest::Approx(1.5).epsilon(0.05));
}

TEST_CASE("displacement: the field is smooth: neighbours a tenth of a pixel apart stay neighbours") {
  Rng rng(3, 0, 0, Purpose::kSynth);
  const DisplacementField field(rng, 3, 1);
  for (float x = -10; x < 40; x += 0.1F) {  // beyond the image too
    const Point a = field.moved({x, 14});
    const Point b = field.moved({x + 0.1F, 14});
    CHECK(std::hypot(b.x - a.x, b.y - a.y) < 0.5F);
  }
}
