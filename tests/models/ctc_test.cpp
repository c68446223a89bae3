#include "tests/support/torch_doctest.h"

#include "models/blocks/ctc.h"

#include <cmath>
#include <limits>

#include "configs/schema/error.h"

using namespace ductus;

namespace {

/// [T, N, K] of random log-probabilities in double, from a fixed seed.
at::Tensor random_log_probs(int64_t steps, int64_t samples, int64_t classes, uint64_t seed) {
  auto generator = at::detail::createCPUGenerator(seed);
  return at::log_softmax(at::randn({steps, samples, classes}, generator, at::kDouble) * 2, -1);
}

/// What a path of classes says: repetitions made one, blanks (0) dropped.
std::vector<int32_t> collapse(const std::vector<int64_t>& path) {
  std::vector<int32_t> text;
  int64_t previous = 0;
  for (const int64_t c : path) {
    if (c != 0 && c != previous) text.push_back(static_cast<int32_t>(c));
    previous = c;
  }
  return text;
}

/// -log of the sum over every path that says `text`.  log_probs [T, K] float
double enumerate_nll(const at::Tensor& log_probs, const std::vector<int32_t>& text) {
  const int64_t steps = log_probs.size(0), classes = log_probs.size(1);
  std::vector<int64_t> path(static_cast<std::size_t>(steps), 0);
  double sum = 0;
  while (true) {
    if (collapse(path) == text) {
      double log_p = 0;
      for (int64_t t = 0; t < steps; ++t)
        log_p += log_probs[t][path[static_cast<std::size_t>(t)]].item<double>();
      sum += std::exp(log_p);
    }
    std::size_t t = 0;
    while (t < path.size() && ++path[t] == classes) path[t++] = 0;
    if (t == path.size()) return -std::log(sum);
  }
}

double nll(const at::Tensor& log_probs, const std::vector<int32_t>& text) {
  const at::Tensor p = log_probs.to(at::kFloat).contiguous();
  return models::ctc_nll(p.const_data_ptr<float>(), p.size(0), p.size(1), text.data(),
                         static_cast<int64_t>(text.size()));
}

}  // namespace

TEST_CASE("ctc: two steps by hand") {
  // p(a) = .4 * .6 + .6 * .4 + .4 * .4 = .64, p(empty) = .6 * .6
  const at::Tensor p = at::tensor({0.6F, 0.4F, 0.6F, 0.4F}).log().view({2, 2});
  CHECK(nll(p, {1}) == doctest::Approx(-std::log(0.64)));
  CHECK(nll(p, {}) == doctest::Approx(-std::log(0.36)));
}

TEST_CASE("ctc: the loss is minus the logarithm of the sum over all paths") {
  const at::Tensor p = random_log_probs(5, 1, 3, 7).squeeze(1);
  for (const std::vector<int32_t>& text :
       std::vector<std::vector<int32_t>>{{}, {1}, {2, 1}, {1, 1}, {1, 2, 1}, {2, 2, 2}, {1, 2, 1, 2, 1}}) {
    CHECK(nll(p, text) == doctest::Approx(enumerate_nll(p, text)).epsilon(1e-5));
  }
}

TEST_CASE("ctc: steps that a text needs are its symbols and a blank between equal neighbours") {
  const std::vector<int32_t> text = {3, 3, 1, 2, 2, 2};
  CHECK(models::ctc_steps(text.data(), 6) == 9);
  CHECK(models::ctc_steps(text.data(), 0) == 0);
}

TEST_CASE("ctc: a text that does not fit costs infinity, never NaN, and gets no gradient") {
  at::Tensor p = random_log_probs(3, 2, 3, 1).to(at::kFloat).requires_grad_();
  const at::Tensor loss = models::ctc_loss(p, {3, 3}, {{1, 1, 2}, {2, 1}});  // "aa" needs three steps
  CHECK(std::isfinite(loss[0].item<double>()));
  CHECK(std::isfinite(loss[1].item<double>()));
  const at::Tensor too_long = models::ctc_loss(p, {2, 3}, {{1, 1, 2}, {2, 1}});
  CHECK(std::isinf(too_long[0].item<double>()));
  too_long.sum().backward();
  CHECK(p.grad().isfinite().all().item<bool>());
  CHECK(p.grad().select(1, 0).abs().sum().item<double>() == 0);
  CHECK(p.grad().select(1, 1).abs().sum().item<double>() > 0);
}

TEST_CASE("ctc: an empty line of no steps costs nothing and has no gradient") {
  const at::Tensor p = at::log_softmax(at::ones({2, 1, 3}), 2).requires_grad_();
  const at::Tensor loss = models::ctc_loss(p, {0}, {{}, {0}});
  loss.sum().backward();
  CHECK(loss.item<float>() == 0);
  CHECK(p.grad().abs().sum().item<float>() == 0);
}

TEST_CASE("ctc: the gradient is that of finite differences") {
  const std::vector<int64_t> lengths = {6, 4};
  const models::CtcTargets targets{{1, 2, 2, 3, 1}, {3, 2}};
  const at::Tensor start = random_log_probs(6, 2, 4, 3);
  at::Tensor p = start.to(at::kFloat).requires_grad_();
  (models::ctc_loss(p, lengths, targets) * at::tensor({1.0F, 0.5F})).sum().backward();
  const auto value = [&](const at::Tensor& at_point) {
    double sum = 0;
    const std::vector<std::vector<int32_t>> texts = {{1, 2, 2}, {3, 1}};
    for (int64_t n = 0; n < 2; ++n)
      sum +=
          (n == 0 ? 1.0 : 0.5) * nll(at_point.select(1, n).narrow(0, 0, lengths[static_cast<std::size_t>(n)]),
                                     texts[static_cast<std::size_t>(n)]);
    return sum;
  };
  constexpr double kStep = 1e-2;
  for (int64_t t = 0; t < 6; ++t) {
    for (int64_t n = 0; n < 2; ++n) {
      for (int64_t k = 0; k < 4; ++k) {
        at::Tensor more = start.clone(), less = start.clone();
        more[t][n][k] += kStep;
        less[t][n][k] -= kStep;
        const double slope = (value(more) - value(less)) / (2 * kStep);
        CHECK(std::fabs(p.grad()[t][n][k].item<double>() - slope) < 1e-3 + 0.01 * std::fabs(slope));
      }
    }
  }
}

TEST_CASE("ctc: loss and gradient are torch's own, for a batch of uneven lengths") {
  const std::vector<int64_t> lengths = {20, 13, 7};
  const models::CtcTargets targets{{1, 1, 4, 2, 3, 3, 2, 5, 1}, {5, 3, 1}};
  at::Tensor ours = random_log_probs(20, 3, 6, 11).to(at::kFloat).requires_grad_();
  at::Tensor theirs = ours.detach().clone().requires_grad_();
  const at::Tensor loss = models::ctc_loss(ours, lengths, targets);
  const at::Tensor expected =
      at::ctc_loss(theirs, at::tensor(targets.labels, at::kInt).to(at::kLong), at::IntArrayRef(lengths),
                   at::IntArrayRef(targets.lengths), 0, at::Reduction::None, false);
  CHECK((loss - expected).abs().max().item<float>() < 1e-3F);
  // torch's gradient is with respect to the logits before the softmax that it assumes; so is ours behind one
  loss.sum().backward();
  expected.sum().backward();
  const at::Tensor through = ours.grad() - ours.detach().exp() * ours.grad().sum(-1, true);
  CHECK((through - theirs.grad()).abs().max().item<float>() < 1e-3F);
}

TEST_CASE("ctc: probabilities of a thousand steps neither vanish nor overflow") {
  // 300 times the same symbol among 1,000 steps of two equal classes: paths choose where 300 runs and the
  // blanks between them lie, C(1000 + 1, 600) ways of 2^1000
  const at::Tensor p = at::full({1000, 2}, 0.5F).log();
  const std::vector<int32_t> text(300, 1);
  const double ways = std::lgamma(1002) - std::lgamma(601) - std::lgamma(402);
  CHECK(nll(p, text) == doctest::Approx(1000 * std::log(2.0) - ways).epsilon(1e-3));
  CHECK(nll(at::tensor({-1e4F, 0.0F}).repeat({1000, 1}), {1}) == doctest::Approx(0));
}

TEST_CASE("ctc: lengths that are not the batch's are an error") {
  CHECK_THROWS_WITH_AS(models::ctc_loss(at::zeros({4, 2, 3}), {4}, {{1}, {1}}), doctest::Contains("expected"),
                       Error);
}

TEST_CASE("ctc: lengths and labels outside the batch are an error, not a read beyond it") {
  const at::Tensor p = at::zeros({4, 1, 3});
  for (const auto& [lengths, targets] : std::vector<std::pair<std::vector<int64_t>, models::CtcTargets>>{
           {{5}, {{1}, {1}}}, {{-1}, {{1}, {1}}}, {{4}, {{3}, {1}}}, {{4}, {{0}, {1}}}, {{4}, {{1}, {2}}}}) {
    CHECK_THROWS_WITH_AS(models::ctc_loss(p, lengths, targets), doctest::Contains("expected lengths up to 4"),
                         Error);
  }
}

TEST_CASE("ctc: what is no number stays none") {
  at::Tensor p = at::full({4, 3}, 1.0F / 3).log();
  p[2][1] = std::numeric_limits<float>::quiet_NaN();
  CHECK(std::isnan(nll(p, {1})));
}
