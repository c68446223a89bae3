#include "data/augmentations/affine.h"

#include <doctest/doctest.h>

#include "configs/schema/yaml_reader.h"
#include "data/augmentations/augmentation.h"

using namespace ductus;
using data::ImageSize;

namespace {

constexpr double kDegree = 3.14159265358979323846 / 180;

std::unique_ptr<data::Augmentation> make(const std::string& name, const std::string& options) {
  const auto document = config::Document::parse(options, "test");
  return data::augmentations().find(name)(document.root());
}

}  // namespace

TEST_CASE("affine: Keras's map of 10 degrees, 2.8 pixels and zoom 1.05 is the published one") {
  // 28x28, theta 10 deg, tx 2.8, ty 0, shear 0, zx = zy = 1.05: worked out from keras-preprocessing's own
  // matrices
  const auto map = data::keras_map({10 * kDegree, 2.8, 0, 0, 1.05, 1.05}, {28, 28});
  const double expected[] = {1.034048, -0.182331, 4.759275, 0.182331, 1.034048, -2.434899};
  for (int i = 0; i < 6; ++i) CHECK(map[i] == doctest::Approx(expected[i]).epsilon(1e-6));
}

TEST_CASE("affine: the centre stays where it is without a shift") {
  const auto map = data::keras_map({0.7, 0, 0, 0.3, 1.3, 0.8}, {20, 28});
  CHECK(map[0] * 13.5 + map[1] * 9.5 + map[2] == doctest::Approx(13.5));
  CHECK(map[3] * 13.5 + map[4] * 9.5 + map[5] == doctest::Approx(9.5));
}

TEST_CASE("affine: a shear moves x by -sin(shear) a row and shrinks y by cos(shear)") {
  // R = Z = I: M = Sh = [[1, -sin s], [0, cos s]] about the centre (0, 0) of a 1x1 image
  const auto map = data::keras_map({0, 0, 0, 0.5, 1, 1}, {1, 1});
  CHECK(map[1] == doctest::Approx(-0.479426));
  CHECK(map[4] == doctest::Approx(0.877583));
}

TEST_CASE("affine: draws stay inside their ranges and reach both halves of them") {
  const auto affine = make("affine", "{shift_x_frac: 0.1, shift_y_frac: 0.2}");
  float low_x = 9, high_x = -9, low_y = 9, high_y = -9;
  for (uint64_t sample = 0; sample < 2000; ++sample) {
    data::Plan plan;
    data::Rng rng(1, 0, sample, data::Purpose::kAugment);
    affine->draw(rng, {28, 28}, plan);
    low_x = std::min(low_x, plan.map[2]), high_x = std::max(high_x, plan.map[2]);
    low_y = std::min(low_y, plan.map[5]), high_y = std::max(high_y, plan.map[5]);
  }
  CHECK(low_x >= -2.8F);
  CHECK(low_x < -2.7F);
  CHECK(high_x <= 2.8F);
  CHECK(high_x > 2.7F);
  CHECK(low_y < -5.4F);
  CHECK(low_y >= -5.6F);
  CHECK(high_y > 5.4F);
}

TEST_CASE("augmentations: every one refuses an unknown option with its name") {
  for (const auto& [name, make_it] : data::augmentations()) {
    CAPTURE(name);
    const auto document = config::Document::parse("{wobble: 1}", "test");
    CHECK_THROWS_WITH_AS(make_it(document.root()), doctest::Contains("wobble"), Error);
  }
}

TEST_CASE("augmentations: every one draws the same plan from the same numbers, and another from others") {
  for (const auto& [name, make_it] : data::augmentations()) {
    CAPTURE(name);
    const std::string options = name == "affine"    ? "{rotate_deg: 10}"
                                : name == "erasing" ? "{probability: 1}"
                                                    : "{}";
    const auto document = config::Document::parse("[{" + name + ": " + options + "}]", "test");
    const auto augmenter = data::Augmenter::read(document.root());
    const auto key = [&](uint64_t seed, uint32_t epoch, uint64_t sample) {
      const data::Plan p = augmenter.plan(seed, epoch, sample, {28, 28});
      std::vector<float> values(p.map.begin(), p.map.end());
      values.insert(values.end(), p.displacement.begin(), p.displacement.end());
      for (const int side : {p.erase.top, p.erase.left, p.erase.bottom, p.erase.right})
        values.push_back(static_cast<float>(side));
      values.push_back(p.thickness);
      return values;
    };
    CHECK(key(1, 2, 3) == key(1, 2, 3));
    CHECK(key(1, 2, 3) != key(2, 2, 3));
    CHECK(key(1, 2, 3) != key(1, 3, 3));
    CHECK(key(1, 2, 3) != key(1, 2, 4));
  }
}
