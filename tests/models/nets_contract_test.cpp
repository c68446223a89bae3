#include "tests/support/torch_doctest.h"

#include <limits>
#include <thread>

#include "models/net_registry.h"
#include "models/trained_model.h"

using namespace ductus;
using models::Recogniser;

namespace {

std::shared_ptr<Recogniser> make(const std::string& name, int classes) {
  const auto document = config::Document::parse("{}", "test");
  auto net = models::nets().find(name).make({28, 28, classes}, document.root());
  models::initialise(*net, models::Init::kHe, 5);
  return net;
}

std::vector<std::string> character_nets() {
  std::vector<std::string> names;
  for (const auto& [name, entry] : models::nets()) {
    if (entry.kind == data::Kind::kCharacters) names.push_back(name);
  }
  return names;
}

at::Tensor log_probs(Recogniser& net, const at::Tensor& images) {
  const at::NoGradGuard no_grad;
  models::Input input;
  input.images = images;
  return net.forward(input).log_probs;
}

int64_t parameter_count(const Recogniser& net) {
  int64_t count = 0;
  for (const at::Tensor& p : net.parameters()) count += p.numel();
  return count;
}

}  // namespace

TEST_CASE("nets: parameters are as many as the references publish") {
  CHECK(parameter_count(*make("cnn36", 36)) == 138468);
  CHECK(parameter_count(*make("cnn10", 10)) == 59933);
  CHECK(parameter_count(*make("resnet36", 36)) == 322982);
  int64_t statistics = 0;
  for (const at::Tensor& b : make("resnet36", 36)->buffers()) statistics += b.numel();
  CHECK(parameter_count(*make("resnet36", 36)) + statistics == 327144);
}

TEST_CASE("nets: the summary's rows add up to all parameters") {
  for (const std::string& name : character_nets()) {
    CAPTURE(name);
    const auto net = make(name, 36);
    int64_t total = 0;
    for (const auto& row : models::summarise(*net, {28, 28, 36})) total += row.parameters;
    CHECK(total == parameter_count(*net));
  }
}

TEST_CASE("nets: log-probabilities are [1, N, K] float and sum to one") {
  for (const std::string& name : character_nets()) {
    for (const auto precision : {models::Precision::kFloat32, models::Precision::kBFloat16}) {
      CAPTURE(name);
      const auto net = make(name, 7);
      net->set_precision(precision);
      net->eval();
      const at::Tensor out = log_probs(*net, at::rand({3, 1, 28, 28}));
      REQUIRE((out.sizes() == at::IntArrayRef({1, 3, 7})));
      CHECK((out.scalar_type() == at::kFloat));
      CHECK((out.exp().sum(-1) - 1).abs().max().item<float>() < 1e-5F);
    }
  }
}

TEST_CASE("nets: in evaluation a sample's output does not depend on its batch mates") {
  for (const std::string& name : character_nets()) {
    CAPTURE(name);
    const auto net = make(name, 10);
    net->eval();
    const at::Tensor images = at::rand({5, 1, 28, 28});
    const at::Tensor together = log_probs(*net, images), alone = log_probs(*net, images.narrow(0, 2, 1));
    CHECK((together.select(1, 2) - alone.select(1, 0)).abs().max().item<float>() <
          1e-4F);  // rounding: kernels differ by batch size
  }
}

TEST_CASE("nets: several threads may evaluate one net at once") {
  for (const std::string& name : character_nets()) {
    CAPTURE(name);
    const auto net = make(name, 10);
    net->eval();
    const at::Tensor images = at::rand({4, 1, 28, 28}), expected = log_probs(*net, images);
    std::vector<at::Tensor> found(4);
    std::vector<std::thread> threads;
    for (at::Tensor& out : found) threads.emplace_back([&] { out = log_probs(*net, images); });
    for (std::thread& thread : threads) thread.join();
    for (const at::Tensor& out : found) CHECK((out - expected).abs().max().item<float>() < 1e-4F);
  }
}

TEST_CASE("nets: a pixel that is no number is still none at the end, so that divergence is seen") {
  for (const std::string& name : character_nets()) {
    for (const auto precision : {models::Precision::kFloat32, models::Precision::kBFloat16}) {
      CAPTURE(name);
      const auto net = make(name, 10);
      net->set_precision(precision);
      net->eval();
      at::Tensor images = at::rand({1, 1, 28, 28});
      images[0][0][13][13] = std::numeric_limits<float>::quiet_NaN();
      CHECK(log_probs(*net, images).isnan().any().item<bool>());
    }
  }
}

TEST_CASE("nets: every parameter gets a gradient that is finite and not all zero") {
  for (const std::string& name : character_nets()) {
    CAPTURE(name);
    const auto net = make(name, 10);
    net->train();
    models::Input input;
    input.images = at::rand({8, 1, 28, 28});
    (-net->forward(input).log_probs.select(2, 3)).mean().backward();
    for (const auto& p : net->named_parameters()) {
      CAPTURE(p.key());
      REQUIRE(p.value().grad().defined());
      CHECK(p.value().grad().isfinite().all().item<bool>());
      // the input's normalisation has a scale that the first normalised layer takes out again
      if (p.key().rfind("norm0.", 0) != 0) CHECK(p.value().grad().abs().max().item<float>() > 0);
    }
  }
}

TEST_CASE("nets: the same seed draws the same weights, another seed others") {
  for (const std::string& name : character_nets()) {
    CAPTURE(name);
    const auto a = make(name, 10), b = make(name, 10), c = make(name, 10);
    models::initialise(*c, models::Init::kHe, 6);
    CHECK(a->parameters()[0].equal(b->parameters()[0]) == true);
    CHECK(a->named_parameters()[a->heads()[0] + ".weight"].equal(
              c->named_parameters()[a->heads()[0] + ".weight"]) == false);
  }
}

TEST_CASE("nets: starting from another alphabet keeps the rows of symbols that both have") {
  for (const std::string& name : character_nets()) {
    CAPTURE(name);
    models::TrainedModel digits;
    digits.info.net = name;
    digits.info.alphabet = data::Alphabet::from_characters("0123");
    digits.net = make(name, 4);
    const auto net = make(name, 3);
    models::initialise(*net, models::Init::kHe, 9);
    const auto alphabet = data::Alphabet::from_characters("3A1");
    const auto head = net->heads()[0] + ".weight";
    const at::Tensor before = net->named_parameters()[head].clone();
    const auto done = models::transfer(digits, *net, alphabet);
    CHECK(done.kept == std::vector<std::string>{"3", "1"});
    CHECK(done.added == std::vector<std::string>{"A"});
    const at::Tensor now = net->named_parameters()[head], from = digits.net->named_parameters()[head];
    CHECK(now[0].equal(from[3]));
    CHECK(now[1].equal(before[1]));
    CHECK(now[2].equal(from[1]));
    CHECK(net->parameters()[0].equal(digits.net->parameters()[0]));
  }
}

TEST_CASE("nets: starting from a net of another kind says whose tensor does not fit") {
  models::TrainedModel other;
  other.info.net = "cnn10";
  other.info.alphabet = data::Alphabet::from_characters("01");
  other.net = make("cnn10", 2);
  const auto net = make("cnn36", 2);
  CHECK_THROWS_WITH_AS(models::transfer(other, *net, other.info.alphabet), doctest::Contains("conv1.weight"),
                       Error);
}
