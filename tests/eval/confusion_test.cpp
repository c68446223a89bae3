#include "eval/confusion.h"

#include <doctest/doctest.h>

using ductus::eval::confusion_csv;
using ductus::eval::ConfusionCell;
using ductus::eval::ConfusionMatrix;

namespace {

// truth       0 0 0 1 1 2 2 2
// predicted   0 1 1 1 2 1 1 2
const ConfusionMatrix kMatrix({0, 0, 0, 1, 1, 2, 2, 2}, {0, 1, 1, 1, 2, 1, 1, 2}, 4);

}  // namespace

TEST_CASE("ConfusionMatrix: cells and sums are the counts") {
  const int64_t expected[4][4] = {{1, 2, 0, 0}, {0, 1, 1, 0}, {0, 2, 1, 0}, {0, 0, 0, 0}};
  for (int32_t t = 0; t < 4; ++t) {
    for (int32_t p = 0; p < 4; ++p) CHECK(kMatrix.count(t, p) == expected[t][p]);
  }
  CHECK(kMatrix.samples() == 8);
  CHECK(kMatrix.correct() == 3);
  CHECK(kMatrix.errors() == 5);
  CHECK(kMatrix.support(2) == 3);
  CHECK(kMatrix.predicted(1) == 5);
  CHECK(kMatrix.support(3) == 0);
}

TEST_CASE("ConfusionMatrix: labels that occur are those with samples or predictions") {
  CHECK(kMatrix.occurring() == std::vector<int32_t>{0, 1, 2});
  CHECK(ConfusionMatrix({5}, {1}, 9).occurring() == std::vector<int32_t>{1, 5});
}

TEST_CASE("ConfusionMatrix: top confusions fall by count, ties by truth, and stop at the limit") {
  const auto top = kMatrix.top_confusions(10);
  REQUIRE(top.size() == 3);
  CHECK(top[0].truth == 0);
  CHECK(top[0].predicted == 1);
  CHECK(top[0].count == 2);
  CHECK(top[1].truth == 2);
  CHECK(top[2].count == 1);
  CHECK(kMatrix.top_confusions(1).size() == 1);
  CHECK(kMatrix.top_confusions(0).empty());
}

TEST_CASE("confusion_csv: rows and columns have names, quoted where commas and quotes ask for it") {
  CHECK(confusion_csv(kMatrix, {0, 2, 1}, {"a", "x, y", "\"b\""}) ==
        "truth\\predicted,a,\"x, y\",\"\"\"b\"\"\"\n"
        "a,1,0,2\n"
        "\"x, y\",0,1,2\n"
        "\"\"\"b\"\"\",0,1,1\n");
}
