#include "tests/support/torch_doctest.h"

#include "models/blocks/ragged.h"

#include "models/blocks/batch_norm_relu.h"
#include "models/blocks/lstm.h"
#include "models/net_registry.h"

using namespace ductus;
using models::Ragged;

TEST_CASE("ragged: a stride leaves as many columns as it begins") {
  CHECK(Ragged({1, 4, 5, 8}).shrunk(4).columns() == std::vector<int64_t>{1, 1, 2, 2});
  CHECK(Ragged().shrunk(4).uniform());
  CHECK(Ragged().lengths(2, 7) == std::vector<int64_t>{7, 7});
}

TEST_CASE("ragged: widths and sizes of batches come from coarse scales") {
  CHECK(models::padded_width(1) == 16);
  CHECK(models::padded_width(16) == 16);
  CHECK(models::padded_width(369) == 384);
  CHECK(models::padded_width(384) == 384);
  CHECK(models::padded_width(385) == 416);
  CHECK(models::padded_width(769) == 832);
  for (int64_t px = 192; px < 5000; ++px) CHECK(12 * (models::padded_width(px) - px) < px);
  std::vector<int64_t> sizes;
  for (int64_t room = 1; room <= 80; ++room) {
    if (sizes.empty() || models::rounded_batch(room) != sizes.back())
      sizes.push_back(models::rounded_batch(room));
  }
  CHECK(sizes == std::vector<int64_t>{1, 2, 4, 6, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 56, 64, 80});
}

TEST_CASE("ragged: tails become zero, in value and in gradient, and nothing else does") {
  at::Tensor x = at::rand({2, 3, 2, 5}).contiguous(at::MemoryFormat::ChannelsLast).requires_grad_();
  const at::Tensor y = models::zero_tails(x * 1.0, Ragged({2, 5}));
  y.sum().backward();
  CHECK(y.narrow(0, 0, 1).narrow(3, 2, 3).abs().sum().item<float>() == 0);
  CHECK(y.narrow(0, 0, 1).narrow(3, 0, 2).equal(x.detach().narrow(0, 0, 1).narrow(3, 0, 2)));
  CHECK(y[1].equal(x.detach()[1]));
  CHECK(x.grad().sum().item<float>() == 3 * 2 * (2 + 5));
}

TEST_CASE("ragged: steps come first and back, backwards within each sample's own length") {
  const at::Tensor x = at::arange(2 * 3, at::kFloat).view({2, 3, 1});  // 0 1 2, 3 4 5
  const Ragged ragged({2, 3});
  const models::StepOrder order(2, 3, ragged, x.device());
  const at::Tensor forwards = order.steps_first(x, false), back = order.steps_first(x, true);
  CHECK(forwards.flatten().equal(at::tensor({0.F, 3.F, 1.F, 4.F, 2.F, 5.F})));
  CHECK(back.flatten().equal(at::tensor({1.F, 5.F, 0.F, 4.F, 2.F, 3.F})));
  CHECK(order.samples_first(forwards, false).equal(x));
  CHECK(order.samples_first(back, true).equal(x));
}

TEST_CASE("ragged: the gradient of a permutation goes the way back") {
  at::Tensor x = at::rand({2, 3, 4}).requires_grad_();
  const at::Tensor weight = at::rand({3, 2, 4});
  const models::StepOrder order(2, 3, Ragged({2, 3}), x.device());
  (order.steps_first(x, true) * weight).sum().backward();
  CHECK(x.grad().equal(order.samples_first(weight, true)));
}

namespace {

std::shared_ptr<models::BiLstm> lstm() {
  auto made = std::make_shared<models::BiLstm>(5, 4, 2);
  const at::NoGradGuard no_grad;
  for (at::Tensor& p : made->parameters()) p.copy_(at::rand_like(p) - 0.5);
  made->eval();
  return made;
}

}  // namespace

TEST_CASE("lstm: for lines of one length it is torch's bidirectional one") {
  const auto ours = lstm();
  const at::Tensor x = at::rand({3, 7, 5});
  std::vector<at::Tensor> weights;
  for (const at::Tensor& p : ours->parameters()) weights.push_back(p);
  const at::Tensor start = at::zeros({4, 3, 4});
  const at::NoGradGuard no_grad;
  const at::Tensor expected = std::get<0>(at::lstm(x, {start, start}, weights, true, 2, 0.0, false,
                                                   /*bidirectional=*/true, /*batch_first=*/true));
  CHECK((ours->forward(x, {}) - expected).abs().max().item<float>() < 1e-5F);
}

TEST_CASE("lstm: what follows a line's end does not reach it, from either side") {
  const auto net = lstm();
  at::Tensor x = at::rand({2, 6, 5});
  const at::NoGradGuard no_grad;
  const at::Tensor alone = net->forward(x.narrow(0, 0, 1).narrow(1, 0, 4).contiguous(), {});
  const at::Tensor together = net->forward(x, Ragged({4, 6}));
  CHECK((together[0].narrow(0, 0, 4) - alone[0]).abs().max().item<float>() < 1e-6F);
}

TEST_CASE("ragged: a batch is padded to the stride, and what is added belongs to no picture") {
  const at::Tensor images = at::rand({2, 1, 3, 6});
  const auto uniform = models::pad_to_stride(images, {}, 4);
  CHECK(uniform.images.size(3) == 8);
  CHECK(uniform.images.narrow(3, 6, 2).abs().sum().item<float>() == 0);
  CHECK(uniform.ragged.columns() == std::vector<int64_t>{6, 6});
  CHECK(models::pad_to_stride(images, {5, 6}, 4).ragged.columns() == std::vector<int64_t>{5, 6});
  CHECK(models::pad_to_stride(images, {}, 3).ragged.uniform());
}

TEST_CASE("batch_norm_relu: of a ragged batch it is LibTorch's operators and a mask, in value and gradient") {
  for (const bool pool : {false, true}) {
    CAPTURE(pool);
    models::BatchNormRelu norm(3);
    norm.train();
    const Ragged ragged(pool ? std::vector<int64_t>{2, 3} : std::vector<int64_t>{5, 7});
    const at::Tensor start = at::randn({2, 3, 4, 7});
    at::Tensor ours = start.clone().requires_grad_(), theirs = start.clone().requires_grad_();
    const at::Tensor y = norm.forward(ours, pool, ragged);
    at::Tensor expected =
        at::relu(at::batch_norm(theirs, at::ones({3}), at::zeros({3}), {}, {}, true, 0.1, 1e-5, false));
    if (pool) expected = at::max_pool2d(expected, {2, 2});
    at::Tensor mask = at::ones_like(expected);
    mask.select(0, 0).narrow(2, ragged.columns()[0], expected.size(3) - ragged.columns()[0]).zero_();
    expected = expected * mask;
    const at::Tensor weight = at::randn_like(expected);
    (y * weight).sum().backward();
    (expected * weight).sum().backward();
    CHECK((y - expected).abs().max().item<float>() < 1e-4F);
    CHECK((ours.grad() - theirs.grad()).abs().max().item<float>() < 1e-4F);
  }
}
