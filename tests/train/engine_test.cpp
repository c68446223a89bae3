#include "tests/support/torch_doctest.h"

#include "train/engine.h"

#include <numeric>

#include "models/net_registry.h"
#include "tests/support/character_set.h"
#include "train/character_task.h"
#include "train/parameters.h"

using namespace ductus;

namespace {

std::unique_ptr<train::Task> task(const std::string& augment) {
  const auto document =
      config::Document::parse("{data: {sources: [unused.h5]}, model: {net: cnn10}, augment: " + augment +
                                  ", train: {seed: 3, loss: {class_weights: sqrt, label_smoothing: 0.1}}}",
                              "test");
  config::NullReporter silent;
  return train::make_character_task(test::bars(64, 4), train::read_recipe(document), silent);
}

train::BuildNet builder(const std::string& net, models::Precision precision = models::Precision::kFloat32) {
  return [=] {
    const auto options = config::Document::parse("{}", "test");
    auto made = models::nets().find(net).make({28, 28, 4}, options.root());
    models::initialise(*made, models::Init::kHe, 1);
    made->set_precision(precision);
    return made;
  };
}

constexpr uint64_t kSeed = 3;
const char* const kAugment = "[{affine: {rotate_deg: 10, zoom: 0.1}}, {elastic: {sigma_px: 0.5}}]";

train::BatchView first_batch(const std::vector<int64_t>& samples) {
  return {samples.data(), static_cast<int64_t>(samples.size()), 2, 17};
}

std::vector<int64_t> range(int64_t count) {
  std::vector<int64_t> samples(static_cast<std::size_t>(count));
  std::iota(samples.begin(), samples.end(), 0);
  return samples;
}

}  // namespace

TEST_CASE("cpu_engine: gradient and running statistics are bit-identical for 1, 2 and 3 threads") {
  const auto samples = range(50);
  const auto augmented = task(kAugment);
  for (const std::string net : {"cnn10", "convnet"}) {
    CAPTURE(net);
    std::vector<at::Tensor> gradients, buffers;
    for (const int threads : {1, 2, 3}) {
      const auto engine =
          train::make_cpu_engine(builder(net, models::Precision::kBFloat16), *augmented, kSeed, 4, threads);
      engine->compute_gradient(first_batch(samples));
      gradients.push_back(engine->gradient());
      buffers.push_back(engine->buffers());
    }
    CHECK(gradients[0].abs().max().item<float>() > 0);
    for (int i = 1; i < 3; ++i) {
      CHECK(gradients[0].equal(gradients[static_cast<std::size_t>(i)]));
      CHECK(buffers[0].equal(buffers[static_cast<std::size_t>(i)]));
    }
  }
}

TEST_CASE(
    "cpu_engine: shards add up to the gradient of the whole batch, uneven ones and idle ones included") {
  // cnn36 has neither dropout nor batch statistics, so cutting a batch changes rounding alone
  const auto plain = task("[]");
  for (const int64_t size : {50, 3}) {
    const auto samples = range(size);
    const auto whole = train::make_cpu_engine(builder("cnn36"), *plain, kSeed, 1, 1);
    const auto cut = train::make_cpu_engine(builder("cnn36"), *plain, kSeed, 4, 2);
    whole->compute_gradient(first_batch(samples));
    cut->compute_gradient(first_batch(samples));
    const at::Tensor a = whole->gradient(), b = cut->gradient();
    CHECK(((a - b).norm() / a.norm()).item<float>() < 1e-5F);
    const train::Totals one = whole->totals(), four = cut->totals();
    CHECK(one.samples == size);
    CHECK(four.samples == size);
    CHECK(one.loss == doctest::Approx(four.loss).epsilon(1e-5));
    CHECK(one.correct == four.correct);
  }
}

TEST_CASE(
    "device_engine: the same gradient as the CPU engine's, to rounding, augmentation and dropout included") {
  const auto samples = range(40);
  const auto augmented = task(kAugment);
  const auto cpu = train::make_cpu_engine(builder("cnn10"), *augmented, kSeed, 1, 1);
  const auto device = train::make_device_engine(builder("cnn10"), *augmented, kSeed, c10::Device("cpu"), 1);
  cpu->compute_gradient(first_batch(samples));
  device->compute_gradient(first_batch(samples));
  const at::Tensor a = cpu->gradient(), b = device->gradient();
  CHECK(((a - b).norm() / a.norm()).item<float>() < 1e-3F);
  CHECK(cpu->totals().loss == doctest::Approx(device->totals().loss).epsilon(1e-4));
}

TEST_CASE("engines: a loss that is not finite is told with its first step, and totals can start anew") {
  const auto samples = range(8);
  const auto plain = task("[]");
  const std::vector<std::unique_ptr<train::Engine>> engines = [&] {
    std::vector<std::unique_ptr<train::Engine>> both;
    both.push_back(train::make_cpu_engine(builder("cnn10"), *plain, kSeed, 2, 1));
    both.push_back(train::make_device_engine(builder("cnn10"), *plain, kSeed, c10::Device("cpu"), 1));
    return both;
  }();
  for (const auto& engine : engines) {
    engine->compute_gradient({samples.data(), 8, 0, 4});
    CHECK(engine->totals().first_bad_step == train::Totals::kNone);
    engine->values().fill_(std::numeric_limits<float>::quiet_NaN());
    engine->compute_gradient({samples.data(), 8, 0, 5});
    engine->compute_gradient({samples.data(), 8, 0, 6});
    CHECK(engine->totals().first_bad_step == 5);
    CHECK(engine->totals().samples == 24);
    engine->set_totals({});
    CHECK(engine->totals().samples == 0);
    CHECK(engine->totals().first_bad_step == train::Totals::kNone);
  }
}

TEST_CASE("parameters: a bound net lives in the flat vector") {
  const auto net = builder("convnet")();
  const at::Tensor flat = train::gather_parameters(*net).clone(), grad = at::zeros_like(flat);
  train::bind_parameters(*net, flat, grad);
  flat.fill_(0.25F);
  for (const at::Tensor& p : net->parameters()) CHECK(p.eq(0.25F).all().item<bool>());
  const at::Tensor mask = train::decay_mask(*net);
  // convolutions 3x3 and the dense layer's matrix decay; normalisation's 2 * 440 values and the 4 biases do
  // not
  CHECK(flat.numel() - mask.sum().item<int64_t>() == 2 * (24 + 32 + 64 + 64 + 128 + 128) + 4);
}
