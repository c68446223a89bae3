#include "tests/support/torch_doctest.h"

#include "train/optimizer.h"

#include <cmath>

using namespace ductus;

namespace {

std::unique_ptr<train::Optimizer> make(const std::string& name, const std::string& options) {
  const auto document = config::Document::parse(options, "test");
  return train::optimizers().find(name)(document.root());
}

// Values of one parameter after each of a few steps with gradients 1, -2, 0.5; decay applies.
std::vector<double> trajectory(train::Optimizer& optimizer, double lr, double start) {
  at::Tensor values = at::full({1}, start), decay = at::ones({1});
  std::vector<double> path;
  int64_t step = 0;
  for (const double g : {1.0, -2.0, 0.5}) {
    optimizer.step(values, at::full({1}, g), decay, lr, ++step);
    path.push_back(values.item<double>());
  }
  return path;
}

void check_path(const std::vector<double>& path, const std::vector<double>& expected) {
  REQUIRE(path.size() == expected.size());
  for (std::size_t i = 0; i < path.size(); ++i) CHECK(path[i] == doctest::Approx(expected[i]).epsilon(1e-5));
}

// Adam by its paper's algorithm 1, in double precision.
std::vector<double> adam_by_hand(double lr, double eps, bool keras, double decay, double start) {
  double w = start, m = 0, v = 0;
  std::vector<double> path;
  int t = 0;
  for (const double g : {1.0, -2.0, 0.5}) {
    ++t;
    w -= lr * decay * w;
    m = 0.9 * m + 0.1 * g;
    v = 0.999 * v + 0.001 * g * g;
    const double c1 = 1 - std::pow(0.9, t), c2 = 1 - std::pow(0.999, t);
    w -= keras ? lr * std::sqrt(c2) / c1 * m / (std::sqrt(v) + eps)
               : lr * (m / c1) / (std::sqrt(v / c2) + eps);
    path.push_back(w);
  }
  return path;
}

}  // namespace

TEST_CASE("adam: torch's epsilon, large enough to see") {
  check_path(trajectory(*make("adam", "{eps: 0.1}"), 0.01, 1), adam_by_hand(0.01, 0.1, false, 0, 1));
}

TEST_CASE("adam: Keras's epsilon, large enough to see, is another path") {
  const auto path = trajectory(*make("adam", "{eps: 0.1, epsilon: keras}"), 0.01, 1);
  check_path(path, adam_by_hand(0.01, 0.1, true, 0, 1));
  CHECK(std::abs(path[0] - adam_by_hand(0.01, 0.1, false, 0, 1)[0]) > 1e-3);
}

TEST_CASE("adamw: weight decay shrinks the weight before the step, and not what is masked") {
  check_path(trajectory(*make("adamw", "{weight_decay: 0.5, eps: 1e-8}"), 0.1, 2),
             adam_by_hand(0.1, 1e-8, false, 0.5, 2));
  at::Tensor values = at::full({2}, 3.0F);
  make("adamw", "{weight_decay: 1}")->step(values, at::zeros({2}), at::tensor({1.F, 0.F}), 0.1, 1);
  CHECK(values[0].item<float>() == doctest::Approx(2.7));
  CHECK(values[1].item<float>() == 3.0F);
}

TEST_CASE("sgd: plain, classical and Nesterov momentum by hand") {
  // lr 0.1, g = 1, -2, 0.5
  check_path(trajectory(*make("sgd", "{}"), 0.1, 1), {0.9, 1.1, 1.05});
  // v = 0.9 v + g: 1, -1.1, -0.49; w -= 0.1 v
  check_path(trajectory(*make("sgd", "{momentum: 0.9}"), 0.1, 1), {0.9, 1.01, 1.059});
  // w -= 0.1 (g + 0.9 v): 1.9, -2.99, 0.059
  check_path(trajectory(*make("sgd", "{momentum: 0.9, nesterov: true}"), 0.1, 1), {0.81, 1.109, 1.1031});
}

TEST_CASE("sgd: weight decay adds its share of the weight to the gradient") {
  at::Tensor values = at::full({1}, 2.0F);
  make("sgd", "{weight_decay: 0.5}")->step(values, at::ones({1}), at::ones({1}), 0.1, 1);
  CHECK(values.item<float>() == doctest::Approx(2 - 0.1 * (1 + 0.5 * 2)));
}

TEST_CASE(
    "optimizers: every one moves against the gradient, and its state restored gives the same next step") {
  for (const auto& [name, make_it] : train::optimizers()) {
    CAPTURE(name);
    const auto first = make(name, "{}"), second = make(name, "{}");
    at::Tensor values = at::ones({5}), decay = at::zeros({5});
    first->step(values, at::full({5}, 0.5F), decay, 0.01, 1);
    CHECK(values.max().item<float>() < 1);
    at::Tensor copy = values.clone();
    const auto from = first->state(values);
    auto to = second->state(copy);
    REQUIRE(from.size() == to.size());
    for (std::size_t i = 0; i < to.size(); ++i) to[i].second.copy_(from[i].second);
    first->step(values, at::full({5}, -0.3F), decay, 0.01, 2);
    second->step(copy, at::full({5}, -0.3F), decay, 0.01, 2);
    CHECK(values.equal(copy));
  }
}
