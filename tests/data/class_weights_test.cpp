#include "data/class_weights.h"

#include <doctest/doctest.h>

#include <numeric>

#include "configs/schema/error.h"

using namespace ductus;
using data::class_weights;
using data::ClassWeighting;

TEST_CASE("class_weights: none is 1 for every class that occurs") {
  const auto result = class_weights(ClassWeighting::kNone, {5, 100});
  CHECK(result.weights == std::vector<double>{1.0, 1.0});
  CHECK(result.absent.empty());
}

TEST_CASE("class_weights: inverse is the largest count by the class's own") {
  // The four counts of the 36-class set: O 57825, 0 6903, 5 6313, F 1163.
  const auto weights = class_weights(ClassWeighting::kInverse, {57825, 6903, 6313, 1163}).weights;
  CHECK(weights[0] == 1.0);
  CHECK(weights[1] == doctest::Approx(8.3768).epsilon(1e-5));
  CHECK(weights[2] == doctest::Approx(9.1597).epsilon(1e-5));
  CHECK(weights[3] == doctest::Approx(49.7206).epsilon(1e-6));
}

TEST_CASE("class_weights: sqrt is the root of inverse") {
  CHECK(class_weights(ClassWeighting::kSqrt, {100, 25, 4}).weights == std::vector<double>{1.0, 2.0, 5.0});
}

TEST_CASE("class_weights: effective_number follows Cui et al. with mean 1") {
  // beta 0.5: (1 - 0.5) / (1 - 0.5^1) = 1 and 0.5 / (1 - 0.25) = 2/3; their mean is 5/6.
  const auto weights = class_weights(ClassWeighting::kEffectiveNumber, {1, 2}, 0.5).weights;
  CHECK(weights[0] == doctest::Approx(1.2));
  CHECK(weights[1] == doctest::Approx(0.8));
}

TEST_CASE("class_weights: effective_number with beta 0 weighs all classes alike") {
  CHECK(class_weights(ClassWeighting::kEffectiveNumber, {3, 1000, 0}, 0.0).weights ==
        std::vector<double>{1.0, 1.0, 0.0});
}

TEST_CASE("class_weights: a class that does not occur weighs 0 and is named") {
  for (const auto& name : data::class_weightings().names()) {
    const auto result = class_weights(*data::class_weightings().value(name), {4, 0, 9, 0}, 0.9);
    CHECK(result.weights[1] == 0.0);
    CHECK(result.weights[0] > 0.0);
    CHECK(result.absent == std::vector<int32_t>{1, 3});
  }
}

TEST_CASE("class_weights: no sample at all is no weight, and no division by zero") {
  for (const auto& name : data::class_weightings().names()) {
    CHECK(class_weights(*data::class_weightings().value(name), {0, 0}).weights ==
          std::vector<double>{0.0, 0.0});
  }
}

TEST_CASE("class_weights: beta of 1 is a usage error") {
  CHECK_THROWS_WITH_AS(class_weights(ClassWeighting::kEffectiveNumber, {1}, 1.0),
                       "class weights: beta is 1, expected a number in [0, 1)", Error);
}
