#include "tests/support/torch_doctest.h"

#include <thread>

#include "models/net_registry.h"
#include "models/trained_model.h"

using namespace ductus;
using models::Recogniser;

namespace {

/// A line net with small options of its own where the defaults are large.
struct LineNet {
  std::string name, options;
  int height;
};

std::vector<LineNet> line_nets() {
  std::vector<LineNet> nets;
  for (const auto& [name, entry] : models::nets()) {
    if (entry.kind != data::Kind::kLines) continue;
    if (name == "cnn_bilstm") {
      nets.push_back({name, "{width_px: 200, steps: 50, hidden: 16}", 60});
    } else {
      nets.push_back({name, "{}", 32});
    }
  }
  return nets;
}

std::shared_ptr<Recogniser> make(const std::string& name, const std::string& options,
                                 models::NetShape shape) {
  const auto document = config::Document::parse(options, "test");
  auto net = models::nets().find(name).make(shape, document.root());
  models::initialise(*net, models::Init::kHe, 5);
  return net;
}

std::shared_ptr<Recogniser> make(const LineNet& net, int classes = 11) {
  return make(net.name, net.options, {net.height, 0, classes});
}

models::Output run(Recogniser& net, const at::Tensor& images, std::vector<int64_t> widths) {
  const at::NoGradGuard no_grad;
  models::Input input;
  input.images = images;
  input.widths = std::move(widths);
  return net.forward(input);
}

int64_t parameter_count(const Recogniser& net) {
  int64_t count = 0;
  for (const at::Tensor& p : net.parameters()) count += p.numel();
  return count;
}

}  // namespace

TEST_CASE("line nets: reference 001's three published sizes, to the parameter") {
  CHECK(parameter_count(*make("cnn_bilstm", "{width_px: 800, steps: 160, hidden: 512, layers: 2}",
                              {60, 0, 81})) == 23'337'361);
  CHECK(parameter_count(*make("cnn_bilstm", "{width_px: 800, steps: 100, hidden: 200}", {60, 0, 81})) ==
        4'799'409);
  CHECK(parameter_count(*make("cnn_bilstm", "{width_px: 200, steps: 50, hidden: 512, layers: 2}",
                              {60, 0, 95})) == 22'153'631);
}

TEST_CASE("line nets: the summary's rows add up to all parameters") {
  for (const LineNet& line_net : line_nets()) {
    CAPTURE(line_net.name);
    const auto net = make(line_net);
    int64_t total = 0;
    for (const auto& row : models::summarise(*net, {line_net.height, 0, 11})) total += row.parameters;
    CHECK(total == parameter_count(*net));
  }
}

TEST_CASE("line nets: log-probabilities are [T, N, K] float that sum to one, T as time_steps says") {
  for (const LineNet& line_net : line_nets()) {
    for (const auto precision : {models::Precision::kFloat32, models::Precision::kBFloat16}) {
      CAPTURE(line_net.name);
      const auto net = make(line_net);
      net->set_precision(precision);
      net->eval();
      const models::Output out = run(*net, at::rand({2, 1, line_net.height, 93}), {93, 90});
      CHECK(out.log_probs.size(0) == net->time_steps(93));
      CHECK(out.log_probs.size(1) == 2);
      CHECK(out.log_probs.size(2) == 11);
      CHECK((out.log_probs.scalar_type() == at::kFloat));
      CHECK((out.log_probs.exp().sum(-1) - 1).abs().max().item<float>() < 1e-4F);
      if (!out.lengths.empty())
        CHECK(out.lengths == std::vector<int64_t>{net->time_steps(93), net->time_steps(90)});
    }
  }
}

TEST_CASE("line nets: in evaluation neither padding nor batch mates reach a line") {
  for (const LineNet& line_net : line_nets()) {
    CAPTURE(line_net.name);
    const auto net = make(line_net);
    net->eval();
    for (const int64_t width : {37, 38, 39, 40}) {  // every remainder of a stride of 4
      at::Tensor together = at::zeros({2, 1, line_net.height, 61});
      const at::Tensor line = at::rand({1, 1, line_net.height, width});
      together.narrow(0, 0, 1).narrow(3, 0, width).copy_(line);
      together.narrow(0, 1, 1).copy_(at::rand({1, 1, line_net.height, 61}));
      const at::Tensor alone = run(*net, line, {width}).log_probs;
      const at::Tensor beside = run(*net, together, {width, 61}).log_probs.narrow(0, 0, alone.size(0));
      CHECK((alone.select(1, 0) - beside.select(1, 0)).abs().max().item<float>() < 1e-4F);
    }
  }
}

TEST_CASE("line nets: several threads may evaluate one net at once") {
  for (const LineNet& line_net : line_nets()) {
    CAPTURE(line_net.name);
    const auto net = make(line_net);
    net->eval();
    const at::Tensor images = at::rand({3, 1, line_net.height, 64}),
                     expected = run(*net, images, {}).log_probs;
    std::vector<at::Tensor> found(3);
    std::vector<std::thread> threads;
    for (at::Tensor& out : found) threads.emplace_back([&] { out = run(*net, images, {}).log_probs; });
    for (std::thread& thread : threads) thread.join();
    for (const at::Tensor& out : found) CHECK((out - expected).abs().max().item<float>() < 1e-4F);
  }
}

TEST_CASE("line nets: every parameter gets a gradient that is finite and not all zero") {
  for (const LineNet& line_net : line_nets()) {
    CAPTURE(line_net.name);
    const auto net = make(line_net);
    net->train();
    models::Input input;
    input.images = at::rand({4, 1, line_net.height, 64});
    input.widths = {64, 60, 50, 33};
    const models::Output out = net->forward(input);
    at::Tensor loss = -out.log_probs.select(2, 3).mean();
    if (out.aux.defined()) loss = loss - out.aux.select(2, 3).mean();
    loss.backward();
    for (const auto& p : net->named_parameters()) {
      CAPTURE(p.key());
      REQUIRE(p.value().grad().defined());
      CHECK(p.value().grad().isfinite().all().item<bool>());
      CHECK(p.value().grad().abs().max().item<float>() > 0);
    }
  }
}

TEST_CASE(
    "line nets: starting from another alphabet keeps the blank and the rows of symbols that both have") {
  for (const LineNet& line_net : line_nets()) {
    CAPTURE(line_net.name);
    models::TrainedModel digits;
    digits.info.net = line_net.name;
    digits.info.alphabet = data::Alphabet::from_characters("0123");
    digits.net = make(line_net, 5);
    const auto net = make(line_net, 4);
    models::initialise(*net, models::Init::kHe, 9);
    const auto alphabet = data::Alphabet::from_characters("3A1");
    const auto done = models::transfer(digits, *net, alphabet);
    CHECK(done.kept == std::vector<std::string>{"3", "1"});
    CHECK(done.added == std::vector<std::string>{"A"});
    for (const std::string& head : net->heads()) {
      const at::Tensor now = net->named_parameters()[head + ".weight"];
      const at::Tensor from = digits.net->named_parameters()[head + ".weight"];
      CHECK(now[0].equal(from[0]));
      CHECK(now[1].equal(from[4]));
      CHECK(now[3].equal(from[2]));
    }
  }
}

TEST_CASE(
    "line nets: of a net to start from nothing is left behind, but the head that is only trained with") {
  models::TrainedModel deep;
  deep.info.net = "linenet";
  deep.info.alphabet = data::Alphabet::from_characters("01");
  deep.net = make("linenet", "{blocks: [2, 3]}", {32, 0, 3});
  const auto shallow = make("linenet", "{blocks: [2, 2]}", {32, 0, 3});
  CHECK_THROWS_WITH_AS(models::transfer(deep, *shallow, deep.info.alphabet), doctest::Contains("'lower3."),
                       Error);
  const auto one_head = make("linenet", "{blocks: [2, 3], shortcut: false}", {32, 0, 3});
  CHECK(models::transfer(deep, *one_head, deep.info.alphabet).added.empty());
}

TEST_CASE("line nets: a height that does not fit is refused with the remedy") {
  CHECK_THROWS_WITH_AS(make("linenet", "{}", {30, 0, 5}), doctest::Contains("view.height_px"), Error);
  CHECK_THROWS_WITH_AS(make("vgg_crnn", "{}", {48, 0, 5}), doctest::Contains("32 px"), Error);
  CHECK_THROWS_WITH_AS(make("cnn_bilstm", "{width_px: 800, steps: 101}", {60, 0, 5}),
                       doctest::Contains("equal steps"), Error);
}
