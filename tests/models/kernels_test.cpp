#include "tests/support/torch_doctest.h"

#include "models/blocks/batch_norm_relu.h"
#include "models/blocks/conv_relu.h"
#include "models/blocks/dropout.h"
#include "models/blocks/kernels.h"

using namespace ductus;

namespace {

at::Tensor channels_last(const at::Tensor& x) { return x.contiguous(at::MemoryFormat::ChannelsLast); }

float worst(const at::Tensor& a, const at::Tensor& b) {
  return (a.to(at::kFloat) - b.to(at::kFloat)).abs().max().item<float>();
}

}  // namespace

TEST_CASE("relu_pool: by hand") {
  // one channel, 2x4: the left cell has its maximum 3 at place 2 (lower left), the right cell is never
  // positive
  const at::Tensor x =
      channels_last(at::tensor({1.F, 2.F, -1.F, -4.F, 3.F, 0.F, -2.F, -3.F}).view({1, 1, 2, 4}));
  const auto [pooled, which] = models::relu_pool(x);
  CHECK(pooled.equal(at::tensor({3.F, 0.F}).view({1, 1, 1, 2})));
  CHECK(which[0][0][0][0].item<int>() == 2);
  CHECK(which[0][0][0][1].item<int>() == 4);
  const at::Tensor back =
      models::relu_pool_backward(at::tensor({10.F, 20.F}).view({1, 1, 1, 2}), which, 2, 4);
  CHECK(back.flatten().equal(at::tensor({0.F, 0.F, 0.F, 0.F, 10.F, 0.F, 0.F, 0.F})));
}

TEST_CASE("conv_relu: values and gradients are LibTorch's own three operators', odd sizes included") {
  for (const int64_t size : {6, 7, 13}) {
    CAPTURE(size);
    at::Tensor x = channels_last(at::randn({3, 5, size, size})).set_requires_grad(true);
    at::Tensor w = at::randn({19, 5, 3, 3}).set_requires_grad(true),
               b = at::randn({19}).set_requires_grad(true);
    at::Tensor x2 = x.detach().clone().set_requires_grad(true),
               w2 = w.detach().clone().set_requires_grad(true),
               b2 = b.detach().clone().set_requires_grad(true);
    const at::Tensor fused = models::conv_relu(x, w, b, 1, /*pool=*/true);
    const at::Tensor plain = at::max_pool2d(at::relu(at::conv2d(x2, w2, b2, 1, 1)), {2, 2});
    CHECK(worst(fused, plain) < 1e-5F);
    const at::Tensor grad = at::randn_like(plain);
    fused.backward(grad);
    plain.backward(grad);
    CHECK(worst(x.grad(), x2.grad()) < 1e-4F);
    CHECK(worst(w.grad(), w2.grad()) < 1e-3F);
    CHECK(worst(b.grad(), b2.grad()) < 1e-4F);
  }
}

TEST_CASE("conv_relu: bfloat16 stays within its rounding of float32") {
  const at::Tensor x = channels_last(at::rand({4, 8, 12, 12})), w = at::randn({16, 8, 3, 3}) * 0.1,
                   b = at::randn({16}) * 0.1;
  const at::Tensor exact = models::conv_relu(x, w, b, 1, true);
  const at::Tensor rounded = models::conv_relu(x.to(at::kBFloat16), w, b, 1, true);
  CHECK((rounded.scalar_type() == at::kBFloat16));
  CHECK(worst(exact, rounded) < 0.02F * exact.abs().max().item<float>());
}

TEST_CASE("batch_norm_relu: values, gradients and running statistics are LibTorch's, pooled or not") {
  for (const bool pool : {false, true}) {
    CAPTURE(pool);
    models::BatchNormRelu norm(17);
    at::Tensor gamma = norm.named_parameters()["weight"], beta = norm.named_parameters()["bias"];
    {
      const at::NoGradGuard no_grad;
      gamma.copy_(at::randn({17}));
      beta.copy_(at::randn({17}));
    }
    at::Tensor x = channels_last(at::randn({4, 17, 9, 7}) * 3 + 1).set_requires_grad(true);
    at::Tensor x2 = x.detach().clone().set_requires_grad(true),
               g2 = gamma.detach().clone().set_requires_grad(true),
               b2 = beta.detach().clone().set_requires_grad(true);
    at::Tensor mean = at::zeros({17}), var = at::ones({17});
    const at::Tensor ours = norm.forward(x, pool);
    at::Tensor plain = at::relu(at::batch_norm(x2, g2, b2, mean, var, /*training=*/true, 0.1, 1e-5, false));
    if (pool) plain = at::max_pool2d(plain, {2, 2});
    CHECK(worst(ours, plain) < 1e-4F);
    const at::Tensor grad = at::randn_like(plain);
    ours.backward(grad);
    plain.backward(grad);
    CHECK(worst(x.grad(), x2.grad()) < 1e-4F);
    CHECK(worst(gamma.grad(), g2.grad()) < 1e-3F);
    CHECK(worst(beta.grad(), b2.grad()) < 1e-3F);
    CHECK(worst(norm.named_buffers()["running_mean"], mean) < 1e-5F);
    CHECK(worst(norm.named_buffers()["running_var"], var) < 1e-4F);
    norm.eval();
    const at::NoGradGuard no_grad;
    at::Tensor judged = at::relu(at::batch_norm(x2, g2, b2, mean, var, /*training=*/false, 0.1, 1e-5, false));
    if (pool) judged = at::max_pool2d(judged, {2, 2});
    CHECK(worst(norm.forward(x, pool), judged) < 1e-4F);
  }
}

TEST_CASE("dropout: a sample's mask depends on seed, step, sample and layer alone") {
  const std::vector<int64_t> samples = {7, 3, 7};
  const models::Noise noise{11, 4, samples.data()};
  const at::Tensor x = at::ones({3, 50});
  const at::Tensor y = models::dropout(x, 0.3, 0, &noise);
  CHECK(y[0].equal(y[2]));
  CHECK(!y[0].equal(y[1]));
  const models::Noise next_step{11, 5, samples.data()}, other_seed{99, 4, samples.data()};
  CHECK(!models::dropout(x, 0.3, 0, &next_step).equal(y));
  CHECK(!models::dropout(x, 0.3, 0, &other_seed).equal(y));
  CHECK(!models::dropout(x, 0.3, 1, &noise).equal(y));
}

TEST_CASE("dropout: keeps the mean, drops its share, and does nothing without noise") {
  std::vector<int64_t> samples(400);
  for (std::size_t i = 0; i < samples.size(); ++i) samples[i] = static_cast<int64_t>(i);
  const models::Noise noise{1, 0, samples.data()};
  const at::Tensor x = at::ones({400, 100});
  const at::Tensor y = models::dropout(x, 0.2, 0, &noise);
  CHECK(y.eq(0).to(at::kFloat).mean().item<float>() ==
        doctest::Approx(0.2).epsilon(0.03));  // 40,000 draws: 5 deviations
  CHECK(y.mean().item<float>() == doctest::Approx(1).epsilon(0.01));
  CHECK(models::dropout(x, 0.2, 0, nullptr).equal(x));
}
