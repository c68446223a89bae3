#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "tests/data/line_support.h"

using namespace ductus;
using data::LinePlan;
using test::line_augmenter;

namespace {

/// Options with which an augmentation does nothing: a strength of 0 (or where there is none, a probability).
const std::map<std::string, std::vector<std::string>> kStrengthless = {
    {"affine", {"{width_zoom: 0, height_zoom: 0, rotate_deg: 0, shift_y_frac: 0, shear_deg: 0}"}},
    {"elastic", {"{sigma_x_px: 0, sigma_y_px: 0}"}},
    {"slivers", {"{max_rows_frac: 0}", "{probability: 0}"}},
    {"thickness", {"{thinner: 0, thicker: 0}"}},
    {"fading", {"{max_lost: 0, max_streaks: 0}", "{probability: 0}"}},
    {"background", {"{max_shade: 0}", "{probability: 0}"}},
    {"blur", {"{max_sigma_px: 0}", "{probability: 0}"}},
    {"resolution", {"{max_factor: 1}", "{probability: 0}"}},
    {"gamma", {"{gamma: 0, contrast: 0, brightness: 0}"}},
    {"noise", {"{max_deviation: 0, max_grain: 0}", "{probability: 0}"}},
    {"erasing", {"{max_boxes: 0}", "{max_side_frac: 0}", "{probability: 0}"}},
    {"jpeg", {"{probability: 0}"}},
};

/// Always drawn: probability 1 where there is one.
std::string always(const std::string& name) {
  const auto document = config::Document::parse("{}", "test");
  data::line_augmentations().find(name)(document.root());  // records the defaults
  const bool chance = document.effective().find("probability") != std::string::npos;
  return "[{" + name + ": " + (chance ? "{probability: 1}" : "{}") + "}]";
}

/// All numbers of a plan.
std::vector<double> numbers(const LinePlan& p) {
  std::vector<double> all = {static_cast<double>(p.width_px),
                             p.thickness,
                             p.blur_px,
                             p.coarseness,
                             p.gamma,
                             p.contrast,
                             p.brightness,
                             p.noise,
                             p.grain,
                             static_cast<double>(p.noise_seed),
                             static_cast<double>(p.jpeg_quality)};
  all.insert(all.end(), p.map.begin(), p.map.end());
  for (const auto* grid : {&p.displace_x, &p.displace_y, &p.ink_lost, &p.shade}) {
    all.push_back(grid->columns);
    all.insert(all.end(), grid->values.begin(), grid->values.end());
  }
  for (const data::Sliver& s : {p.above, p.below})
    for (const double v :
         {static_cast<double>(s.donor), static_cast<double>(s.rows_px), static_cast<double>(s.shift_frac)})
      all.push_back(v);
  for (const data::Streak& s : p.streaks)
    for (const double v :
         {static_cast<double>(s.vertical), static_cast<double>(s.at), static_cast<double>(s.lost)})
      all.push_back(v);
  for (const data::Patch& q : p.patches)
    for (const double v :
         {static_cast<double>(q.box.top), static_cast<double>(q.box.left), static_cast<double>(q.box.bottom),
          static_cast<double>(q.box.right), static_cast<double>(q.ink)})
      all.push_back(v);
  return all;
}

}  // namespace

TEST_CASE("line augmentations: every one refuses an unknown option with its name") {
  for (const auto& [name, make_it] : data::line_augmentations()) {
    CAPTURE(name);
    const auto document = config::Document::parse("{wobble: 1}", "test");
    CHECK_THROWS_WITH_AS(make_it(document.root()), doctest::Contains("wobble"), Error);
  }
}

TEST_CASE("line augmentations: every one refuses a number below its range") {
  for (const auto& [name, make_it] : data::line_augmentations()) {
    const auto defaults = config::Document::parse("{}", "test");
    make_it(defaults.root());
    for (const auto& option : {"probability", "width_zoom", "sigma_x_px", "thinner", "gamma"}) {
      if (defaults.effective().find(std::string(option) + ":") == std::string::npos) continue;
      CAPTURE(name);
      const auto document = config::Document::parse("{" + std::string(option) + ": -0.1}", "test");
      CHECK_THROWS_WITH_AS(make_it(document.root()), doctest::Contains(option), Error);
    }
  }
}

TEST_CASE("line augmentations: every one changes nothing at strength 0") {
  const auto line = test::random_line(32, 90, 1);
  const auto plain = test::render(line, test::identity(90));
  for (const auto& [name, make_it] : data::line_augmentations()) {
    CAPTURE(name);
    REQUIRE(kStrengthless.count(name) == 1);
    for (const std::string& options : kStrengthless.at(name)) {
      CAPTURE(options);
      const auto augmenter = line_augmenter("[{" + name + ": " + options + "}]");
      for (uint64_t sample = 0; sample < 20; ++sample) {
        const LinePlan plan = augmenter.plan(1, 0, sample, {32, 90}, 1);
        REQUIRE(plan.width_px == 90);
        REQUIRE(test::render(line, plan) == plain);
      }
    }
  }
}

TEST_CASE(
    "line augmentations: every one draws the same plan from the same numbers, and another from others") {
  for (const auto& [name, make_it] : data::line_augmentations()) {
    CAPTURE(name);
    const auto augmenter = line_augmenter(always(name));
    const auto key = [&](uint64_t seed, uint32_t epoch,
                         uint64_t first) {  // of three samples: a few draws may agree
      std::vector<double> all;
      for (uint64_t i = 0; i < 3; ++i) {
        const auto one = numbers(augmenter.plan(seed, epoch, first + i, {32, 200}, 1));
        all.insert(all.end(), one.begin(), one.end());
      }
      return all;
    };
    CHECK(key(1, 2, 3) == key(1, 2, 3));
    CHECK(key(1, 2, 3) != key(2, 2, 3));
    CHECK(key(1, 2, 3) != key(1, 3, 3));
    CHECK(key(1, 2, 3) != key(1, 2, 10));
  }
}

TEST_CASE("line augmentations: every one gives a picture of the plan's width, in [0, 1], and changes it") {
  const data::ImageSize sizes[] = {{32, 170}, {64, 33}, {8, 1}, {13, 500}};
  for (const auto& [name, make_it] : data::line_augmentations()) {
    CAPTURE(name);
    const auto augmenter = line_augmenter(always(name));
    for (const data::ImageSize size : sizes) {
      const auto line = test::random_line(size.height, size.width, 7),
                 donor = test::random_line(size.height, 9, 8);
      const auto plain = test::render(line, test::identity(size.width));
      int changed = 0;
      for (uint64_t sample = 0; sample < 20; ++sample) {
        const LinePlan plan = augmenter.plan(3, 0, sample, size, size.width);
        REQUIRE(plan.width_px >= size.width);
        std::vector<float> out(static_cast<std::size_t>(size.height) * plan.width_px);
        const auto picture = donor.picture();
        data::LineRenderer().render(line.picture(), &picture, &picture, plan, out.data(), plan.width_px);
        REQUIRE(std::all_of(out.begin(), out.end(), [](float v) { return v >= 0 && v <= 1; }));
        changed += out != plain ? 1 : 0;
      }
      CHECK(changed > 5);
    }
  }
}

TEST_CASE("line augmenter: an empty list is the identity") {
  const LinePlan plan = line_augmenter("[]").plan(1, 2, 3, {32, 100}, 100);
  CHECK(numbers(plan) == numbers(test::identity(100)));
}

TEST_CASE("line augmenter: a result is never narrower than asked, and stretched evenly to it") {
  // 50 px to 100: pixel centres, so output x samples at (x + 1/2) / 2 - 1/2
  const LinePlan plan = line_augmenter("[]").plan(1, 2, 3, {32, 50}, 100);
  CHECK(plan.width_px == 100);
  CHECK(plan.map == std::array<float, 6>{0.5F, 0, -0.25F, 0, 1, 0});
}

TEST_CASE("line augmenter: an unknown name is an error with the nearest one") {
  CHECK_THROWS_WITH_AS(line_augmenter("[{nois: {}}]"), doctest::Contains("noise"), Error);
}

TEST_CASE("line affine: widths reach both ends of their range, the mean of their logarithms is that of 1") {
  const auto augmenter = line_augmenter("[{affine: {width_zoom: 0.25}}]");
  int narrowest = 10000, widest = 0;
  double logs = 0;
  for (uint64_t sample = 0; sample < 2000; ++sample) {
    const int width = augmenter.plan(1, 0, sample, {32, 1000}, 1).width_px;
    narrowest = std::min(narrowest, width), widest = std::max(widest, width);
    logs += std::log(width / 1000.0) / 2000;
  }
  CHECK(narrowest >= 800);  // 1000 / 1.25
  CHECK(narrowest < 803);
  CHECK(widest <= 1250);
  CHECK(widest > 1245);
  CHECK(std::abs(logs) <
        0.012);  // deviation ln 1.25 / sqrt 3 = 0.129, of a mean of 2000: 0.0029; four of these
}

TEST_CASE("line affine: however long the line, a rotation moves its ends by no more than rise_frac") {
  const auto augmenter = line_augmenter(
      "[{affine: {width_zoom: 0, height_zoom: 0, shift_y_frac: 0, shear_deg: 0, rotate_deg: 3, rise_frac: "
      "0.1}}]");
  for (const int width : {20, 200, 2000}) {
    double most = 0;
    for (uint64_t sample = 0; sample < 500; ++sample) {
      const auto map = augmenter.plan(1, 0, sample, {32, width}, 1).map;
      const double x = (width - 1) / 2.0 + width / 2.0;  // the line's end, at the height of its centre
      most = std::max(most, std::abs(map[3] * x + map[4] * 15.5 + map[5] - 15.5));
    }
    const double three_degrees = width / 2.0 * 0.052336;  // sin 3
    CHECK(most <= std::min(3.2, three_degrees) + 1e-3);
    CHECK(most > 0.98 * std::min(3.19, three_degrees));
  }
}

TEST_CASE("line affine: without a shift the centre stays where it is") {
  const auto augmenter = line_augmenter("[{affine: {shift_y_frac: 0, rotate_deg: 5, shear_deg: 10}}]");
  for (uint64_t sample = 0; sample < 50; ++sample) {
    const LinePlan plan = augmenter.plan(1, 0, sample, {32, 120}, 1);
    const auto& m = plan.map;
    const double x = (plan.width_px - 1) / 2.0, y = 15.5;
    CHECK(m[0] * x + m[1] * y + m[2] == doctest::Approx(59.5).epsilon(1e-5));
    CHECK(m[3] * x + m[4] * y + m[5] == doctest::Approx(15.5).epsilon(1e-5));
  }
}

TEST_CASE("line elastic: displacements that would fold letters over are refused") {
  CHECK_THROWS_WITH_AS(line_augmenter("[{elastic: {spacing_px: 12, sigma_x_px: 2.1}}]"),
                       doctest::Contains("sigma_x_px"), Error);
  CHECK_NOTHROW(line_augmenter("[{elastic: {spacing_px: 12, sigma_x_px: 2}}]"));
}

TEST_CASE("line slivers: the strips and the line are squeezed into the height") {
  const auto augmenter = line_augmenter("[{slivers: {probability: 1, max_rows_frac: 0.25}}]");
  for (uint64_t sample = 0; sample < 50; ++sample) {
    const LinePlan plan = augmenter.plan(1, 0, sample, {32, 120}, 1);
    CHECK(plan.above.rows_px <= 8);
    // The picture's upper edge, y = -1/2, is the upper strip's; its lower edge, 31 1/2, the lower strip's.
    CHECK(plan.map[4] * -0.5 + plan.map[5] == doctest::Approx(-0.5 - plan.above.rows_px));
    CHECK(plan.map[4] * 31.5 + plan.map[5] == doctest::Approx(31.5 + plan.below.rows_px));
  }
}

TEST_CASE("line jpeg: qualities cover their range, both ends included, and stand in order") {
  const auto augmenter = line_augmenter("[{jpeg: {probability: 1, quality: [40, 44]}}]");
  std::map<int, int> seen;
  for (uint64_t sample = 0; sample < 500; ++sample)
    ++seen[augmenter.plan(1, 0, sample, {32, 50}, 1).jpeg_quality];
  CHECK(seen.size() == 5);
  CHECK(seen.begin()->first == 40);
  CHECK(seen.rbegin()->first == 44);
  CHECK_THROWS_WITH_AS(line_augmenter("[{jpeg: {quality: [50, 40]}}]"), doctest::Contains("quality"), Error);
}

TEST_CASE("line erasing: every box lies in the picture and is no larger than asked") {
  const auto augmenter = line_augmenter("[{erasing: {probability: 1, max_side_frac: 0.25}}]");
  int boxes = 0;
  for (uint64_t sample = 0; sample < 300; ++sample) {
    for (const data::Patch& patch : augmenter.plan(1, 0, sample, {32, 50}, 1).patches) {
      ++boxes;
      const data::PixelBox& b = patch.box;
      REQUIRE((b.top >= 0 && b.left >= 0 && b.bottom <= 32 && b.right <= 50));
      REQUIRE((b.bottom - b.top >= 1 && b.bottom - b.top <= 8));
      REQUIRE((b.right - b.left >= 1 && b.right - b.left <= 8));
    }
  }
  CHECK(boxes > 450);  // 1 to 3 each: 600 expected, deviation 14
  CHECK(boxes < 750);
}

TEST_CASE("line augmentations: one of probability 0.3 is drawn in three of ten lines") {
  const auto augmenter = line_augmenter("[{blur: {probability: 0.3}}]");
  int drawn = 0;
  for (uint64_t sample = 0; sample < 3000; ++sample)
    drawn += augmenter.plan(1, 0, sample, {32, 50}, 1).blur_px > 0;
  CHECK(std::abs(drawn - 900) < 100);  // deviation 25
}
