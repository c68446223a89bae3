#include "tests/support/torch_doctest.h"

#include "train/loss.h"

#include <cmath>

using namespace ductus;

namespace {

// Two samples of three classes with probabilities (1/2, 1/4, 1/4) and (1/8, 1/8, 3/4), labels 0 and 1.
at::Tensor log_probs() {
  return at::tensor({0.5F, 0.25F, 0.25F, 0.125F, 0.125F, 0.75F}).log().view({1, 2, 3});
}
at::Tensor labels() { return at::tensor(std::vector<int64_t>{0, 1}); }

}  // namespace

TEST_CASE("loss: weighted cross entropy by hand") {
  // 2 * ln 2 + 3 * ln 8 = 11 ln 2
  const train::CharacterLoss loss({{2, 3, 1}, train::Normalise::kSamples, 0});
  CHECK(loss.each(log_probs(), labels()).sum().item<double>() == doctest::Approx(11 * std::log(2)));
}

TEST_CASE("loss: divided by the samples as Keras does, or by the weights as torch does") {
  const int64_t host[] = {0, 1};
  CHECK(train::CharacterLoss({{2, 3, 1}, train::Normalise::kSamples, 0}).divisor(host, 2) == 2);
  CHECK(train::CharacterLoss({{2, 3, 1}, train::Normalise::kWeights, 0}).divisor(host, 2) == 5);
}

TEST_CASE("loss: normalised by weights it is torch's own weighted mean") {
  const train::CharacterLoss loss({{2, 3, 1}, train::Normalise::kWeights, 0});
  const int64_t host[] = {0, 1};
  const at::Tensor torchs = at::nll_loss(log_probs().squeeze(0), labels(), at::tensor({2.F, 3.F, 1.F}));
  CHECK((loss.each(log_probs(), labels()) / loss.divisor(host, 2)).sum().item<double>() ==
        doctest::Approx(torchs.item<double>()));
}

TEST_CASE("loss: label smoothing is torch's") {
  const train::CharacterLoss loss({{1, 1, 1}, train::Normalise::kSamples, 0.3F});
  const at::Tensor torchs =
      at::cross_entropy_loss(log_probs().squeeze(0), labels(), {}, at::Reduction::Sum, -100, 0.3);
  CHECK(loss.each(log_probs(), labels()).sum().item<double>() ==
        doctest::Approx(torchs.item<double>()).epsilon(1e-5));
}

TEST_CASE("loss: sums of shards add up to the batch's") {
  const train::CharacterLoss loss({{2, 3, 1}, train::Normalise::kSamples, 0.1F});
  const at::Tensor p = log_probs();
  const double parts = loss.each(p.narrow(1, 0, 1), labels().narrow(0, 0, 1)).sum().item<double>() +
                       loss.each(p.narrow(1, 1, 1), labels().narrow(0, 1, 1)).sum().item<double>();
  CHECK(parts == doctest::Approx(loss.each(p, labels()).sum().item<double>()));
}
