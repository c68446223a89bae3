// Points stay on the ink, whatever moves the sheet.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "data/synth/wear/warp.h"
#include "tests/data/wear_support.h"

using namespace ductus;

namespace {

/// Round dots of ink, 40 px apart, and a point in the middle of each.
data::Sheet dots(int width, int height) {
  data::Sheet sheet = test::flat_sheet(width, height, 1);
  for (int middle_y = 20; middle_y < height - 10; middle_y += 40) {
    for (int middle_x = 20; middle_x < width - 10; middle_x += 40) {
      const data::Point middle{static_cast<float>(middle_x) + 0.3F, static_cast<float>(middle_y) + 0.6F};
      sheet.points.push_back(middle);
      for (int y = middle_y - 8; y < std::min(middle_y + 9, height); ++y) {
        for (int x = middle_x - 8; x < std::min(middle_x + 9, width); ++x) {
          const float off =
              std::hypot(static_cast<float>(x) + 0.5F - middle.x, static_cast<float>(y) + 0.5F - middle.y);
          sheet.row(y)[x] = 1 - std::exp(-off * off / 8);
        }
      }
    }
  }
  return sheet;
}

/// How far a point is from the middle of the ink around it, the light allowed for; 0 near the sheet's edge.
float distance_from_ink(data::Sheet& sheet, data::Point point) {
  constexpr int kReach = 9;
  const int left = static_cast<int>(std::floor(point.x)) - kReach,
            top = static_cast<int>(std::floor(point.y)) - kReach;
  const int right = left + 2 * kReach + 1, bottom = top + 2 * kReach + 1;
  if (left < 0 || top < 0 || right > sheet.width || bottom > sheet.height) return 0;
  float paper = 0;
  for (int y = top; y < bottom; ++y)
    paper = std::max(paper, *std::max_element(sheet.row(y) + left, sheet.row(y) + right));
  double sum = 0, x_sum = 0, y_sum = 0;
  for (int y = top; y < bottom; ++y) {
    for (int x = left; x < right; ++x) {
      const double ink = std::max(0.0F, 0.5F * paper - sheet.row(y)[x]);
      sum += ink, x_sum += ink * (x + 0.5), y_sum += ink * (y + 0.5);
    }
  }
  return sum == 0 ? 100 : static_cast<float>(std::hypot(x_sum / sum - point.x, y_sum / sum - point.y));
}

void check_points_on_ink(const std::string& recipe, int width, int height) {
  const auto list = test::wear_list(recipe);
  const data::Sheet clean = dots(width, height);
  double moved = 0;
  int seen = 0;
  for (uint64_t sample = 0; sample < 12; ++sample) {
    CAPTURE(sample);
    data::Sheet sheet = clean;
    list.apply(sheet, 3, sample);
    for (std::size_t i = 0; i < sheet.points.size(); ++i) {
      const float distance = distance_from_ink(sheet, sheet.points[i]);
      seen += distance > 0 ? 1 : 0;
      CAPTURE(clean.points[i].x);
      CAPTURE(clean.points[i].y);
      CHECK(distance < 0.5F);
      moved = std::max<double>(
          moved, std::hypot(sheet.points[i].x - clean.points[i].x, sheet.points[i].y - clean.points[i].y));
    }
  }
  CHECK(moved > 0.7);  // or else this tests nothing
  CHECK(seen > 12 * static_cast<int>(clean.points.size()) / 3);
}

}  // namespace

TEST_CASE("wear shape: points lie on the ink that they marked") {
  // what takes ink off a dot or darkens one side of it moves its middle, and is left out
  const std::string wears[] = {"folds: {strength: [1, 1], cracked: 0}",
                               "creases: {strength: [1, 1], light: 0, dark: 0}",
                               "curl: {strength: [1, 1]}",
                               "elastic: {strength: [1, 1]}",
                               "rotate: {strength: [1, 1]}",
                               "perspective: {strength: [1, 1]}"};
  std::string all;
  for (const std::string& wear : wears) {
    CAPTURE(wear);
    check_points_on_ink("[{" + wear + "}]", 300, 420);
    check_points_on_ink("[{" + wear + "}]", 500, 62);
    all += (all.empty() ? "[{" : ", {") + wear + "}";
  }
  check_points_on_ink(all + "]", 300, 420);
  check_points_on_ink(all + "]", 500, 62);
}

TEST_CASE("wear shape: a rotation keeps distances, about the middle of the sheet") {
  data::Sheet sheet = test::flat_sheet(200, 100, 1);
  sheet.points = {{100, 50}, {160, 50}, {100, 90}};
  sheet = test::worn(sheet, *test::wear("rotate"), 1, 2);
  const auto between = [&](int i, int j) {
    return std::hypot(sheet.points[i].x - sheet.points[j].x, sheet.points[i].y - sheet.points[j].y);
  };
  CHECK(sheet.points[0].x == doctest::Approx(100).epsilon(1e-3));
  CHECK(sheet.points[0].y == doctest::Approx(50).epsilon(1e-3));
  CHECK(between(0, 1) == doctest::Approx(60).epsilon(1e-3));
  CHECK(between(0, 2) == doctest::Approx(40).epsilon(1e-3));
}

TEST_CASE("wear shape: a perspective keeps lines straight and the sheet's corners on the sheet") {
  data::Sheet sheet = test::flat_sheet(320, 200, 1);
  sheet.points = {{0, 0}, {320, 0}, {320, 200}, {0, 200}, {100, 0}, {220, 0}};
  for (uint64_t sample = 0; sample < 10; ++sample) {
    const data::Sheet after = test::worn(sheet, *test::wear("perspective"), 1, sample);
    const auto& p = after.points;
    for (int i = 0; i < 4; ++i) {
      CHECK((p[i].x > -0.1F && p[i].x < 320.1F && p[i].y > -0.1F && p[i].y < 200.1F));
      CHECK(std::abs(p[i].x - sheet.points[i].x) < 0.08F * 200 + 0.1F);
    }
    const auto off_line = [&](data::Point q) {  // from the line through the upper corners
      const float dx = p[1].x - p[0].x, dy = p[1].y - p[0].y;
      return std::abs((q.x - p[0].x) * dy - (q.y - p[0].y) * dx) / std::hypot(dx, dy);
    };
    CHECK(off_line(p[4]) < 0.1F);
    CHECK(off_line(p[5]) < 0.1F);
  }
}

TEST_CASE("wear shape: where the sheet leaves the picture there is paper, not repeated print") {
  data::Sheet sheet = test::flat_sheet(200, 200, 0.7F);
  sheet.row(0)[0] = 0;
  for (uint64_t sample = 0; sample < 5; ++sample) {
    const data::Sheet after = test::worn(sheet, *test::wear("perspective"), 1, sample);
    const auto dark = std::count_if(after.grey.begin(), after.grey.end(), [](float v) { return v < 0.69F; });
    CHECK(dark <= 4);
  }
}

TEST_CASE("warp: moved is the inverse of source, to a hundredth of a pixel") {
  const auto bent = [](data::Point p) {
    return data::Point{p.x + 3 * std::sin(p.y / 15), p.y + 5 * std::cos(p.x / 20)};
  };
  const auto warp = data::Warp::of(203, 91, bent);
  for (float x = -20; x < 220; x += 7.3F) {
    const data::Point there = warp.moved({x, x / 3});
    const data::Point back = warp.source(there);
    CHECK(std::hypot(back.x - x, back.y - x / 3) < 0.02F);
  }
}

TEST_CASE("warp: what would fold paper over itself is scaled down until it can be inverted") {
  const auto torn = [](data::Point p) { return data::Point{p.x + 100 * std::sin(p.y), p.y - 2 * p.x}; };
  const auto warp = data::Warp::of(64, 64, torn);
  for (float x = 0; x < 64; x += 5) {
    const data::Point back = warp.source(warp.moved({x, 30}));
    CHECK(std::hypot(back.x - x, back.y - 30) < 0.02F);
  }
}

TEST_CASE("warp: by whole pixels it moves values as they are, and points with them") {
  data::Sheet sheet = test::random_sheet(40, 20, 3);
  const data::Sheet before = sheet;
  data::warp_sheet(sheet, data::Warp::of(40, 20, [](data::Point p) {
                     return data::Point{p.x + 3, p.y - 2};
                   }));
  for (int y = 2; y < 20; ++y) {
    for (int x = 0; x < 37; ++x) {
      const std::size_t from = static_cast<std::size_t>(y - 2) * 40 + x + 3;
      REQUIRE(sheet.row(y)[x] == doctest::Approx(before.grey[from]).epsilon(1e-5));
    }
  }
  CHECK(sheet.points[0].x == doctest::Approx(before.points[0].x - 3));
  CHECK(sheet.points[0].y == doctest::Approx(before.points[0].y + 2));
}

TEST_CASE("warp: two in a row are one") {
  const auto first = data::Warp::of(100, 80, [](data::Point p) {
    return data::Point{p.x + 0.05F * p.y, p.y};
  });
  const auto second = data::Warp::of(100, 80, [](data::Point p) { return data::Point{p.x, p.y + 4}; });
  // the result at (10, 20) is the middle sheet at (10, 24), which is the first at (10 + 1.2, 24)
  const data::Point from = first.then(second).source({10, 20});
  CHECK(from.x == doctest::Approx(11.2F));
  CHECK(from.y == doctest::Approx(24));
}
