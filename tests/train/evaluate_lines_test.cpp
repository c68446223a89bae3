// eval/evaluate_lines.h: tested here, since the tests of eval/ know no torch.
#include "tests/support/torch_doctest.h"

#include <atomic>
#include <cmath>

#include "eval/evaluate_lines.h"

#include "models/net_registry.h"
#include "tests/support/errors.h"
#include "tests/support/line_set.h"

using namespace ductus;

namespace {

const data::Alphabet kDigits = data::Alphabet::from_characters("0123456789");

std::shared_ptr<models::Recogniser> make_net(const std::string& name, const std::string& options) {
  const auto document = config::Document::parse(options, "options");
  auto net =
      models::nets().find(name).make(models::net_shape(data::Kind::kLines, 32, 0, kDigits), document.root());
  models::initialise(*net, models::Init::kHe, 1);
  return net;
}

std::shared_ptr<models::Recogniser> small_net() {
  return make_net("linenet", "{channels: [8, 16, 16, 16], blocks: [1, 1], lstm: 16}");
}

/// A line of `width` px in which symbol 7 was read from steps [1, 3) and symbol 0 from steps [5, 8).
eval::LinePredictions placed(const models::Recogniser& net, int32_t width) {
  eval::LineReading reading;
  reading.decoded.text = "70";
  reading.decoded.symbols = {{7, 0.5F, 1, 3}, {0, 0.25F, 5, 8}};
  eval::LinePredictions lines;
  lines.width_px = {width};
  eval::place_symbols(lines, {reading}, net, kDigits);
  return lines;
}

/// Says the same of every line, in `steps` steps: symbol 0 has logit 4, all other classes 0.
class Stubborn : public models::Recogniser {
 public:
  explicit Stubborn(int64_t steps) : steps_(steps) {}

  models::Output forward(const models::Input& input) override {
    lines += static_cast<int64_t>(input.widths.size());
    at::Tensor logits = at::zeros({steps_, static_cast<int64_t>(input.widths.size()), 11});
    logits.select(2, 1).fill_(4);
    return {at::log_softmax(logits, 2), {}, {}};
  }
  std::vector<std::string> heads() const override { return {}; }

  std::atomic<int64_t> lines{0};

 private:
  int64_t steps_;
};

/// Lines of one symbol each: 0, 1, 0, 1, ...
data::LineSet zeros_and_ones() {
  data::LineSet set = test::make_lines(4, 1);
  set.texts = {"0", "1", "0", "1"};
  return set;
}

struct Listener : config::NullReporter {
  void warn(std::string_view line) override { warnings.emplace_back(line); }
  std::vector<std::string> warnings;
};

}  // namespace

TEST_CASE("fit_line_temperature: the confidence becomes the share of lines that are read right") {
  // likeliest where p(0) is the share of zeros, a half: exp(4 / T) / (exp(4 / T) + 10) = 1/2
  Stubborn net(1);
  Listener listener;
  const double fitted = eval::fit_line_temperature(net, zeros_and_ones(), {0, 1, 2, 3}, {}, listener);
  CHECK(std::abs(std::log(fitted) - std::log(4 / std::log(10.0))) < 0.01);
  CHECK(listener.warnings.empty());
}

TEST_CASE("fit_line_temperature: texts that do not fit have no say, and where none does it stays 1") {
  Stubborn net(1);
  Listener listener;
  data::LineSet set = zeros_and_ones();
  set.texts[3] = "11";
  const double fitted = eval::fit_line_temperature(net, set, {0, 1, 3}, {}, listener);
  CHECK(fitted == eval::fit_line_temperature(net, set, {0, 1}, {}, listener));
  CHECK(listener.warnings.empty());
  CHECK(eval::fit_line_temperature(net, set, {3, 3}, {}, listener) == 1);
  REQUIRE(listener.warnings.size() == 1);
  CHECK(listener.warnings[0] == "temperature: no line's text fits its time steps, so that it stays 1");
}

TEST_CASE("fit_line_temperature: of many lines some are taken, always the same, from all of them") {
  Stubborn net(1);
  Listener listener;
  const data::LineSet set = zeros_and_ones();
  std::vector<int64_t> many(3 * eval::kTemperatureLines, 1);  // a third of them zeros
  std::fill(many.begin(), many.begin() + static_cast<int64_t>(eval::kTemperatureLines), 0);
  const double fitted = eval::fit_line_temperature(net, set, many, {}, listener);
  CHECK(net.lines == static_cast<int64_t>(eval::kTemperatureLines));
  CHECK(std::abs(std::log(fitted) - std::log(4 / std::log(5.0))) <
        0.01);  // exp(4 / T) / (exp(4 / T) + 10) = 1/3
  CHECK(eval::fit_line_temperature(net, set, many, {}, listener) == fitted);
}

TEST_CASE("read_lines: a network that has run away is told with the line and the remedy") {
  class RunAway : public Stubborn {
   public:
    using Stubborn::Stubborn;
    models::Output forward(const models::Input& input) override {
      models::Output output = Stubborn::forward(input);
      output.log_probs.select(1, 1).fill_(std::nan(""));
      return output;
    }
  } net(3);
  const data::LineSet set = zeros_and_ones();
  config::NullReporter silent;
  const auto greedy = eval::make_decoder("greedy", kDigits);
  const std::string message = test::error_of([&] {
    eval::read_lines(net, set, {0, 1, 2, 3}, kDigits, *greedy, {}, silent);
  });
  CHECK(message.rfind("lines#", 0) == 0);
  CHECK(message.find(": the network's answer is not a number: its weights have run away (in training, lower "
                     "train.optimizer's lr, or set train.clip_norm)") != std::string::npos);
}

TEST_CASE("place_symbols: steps of 4 px of a net of any width, up to the line's end") {
  const auto lines = placed(*small_net(), 30);
  REQUIRE(lines.symbols.size() == 1);
  REQUIRE(lines.symbols[0].size() == 2);
  const eval::ReadSymbol &seven = lines.symbols[0][0], &zero = lines.symbols[0][1];
  CHECK(seven.symbol == "7");
  CHECK(seven.confidence == 0.5);
  CHECK(seven.begin_px == 4);
  CHECK(seven.end_px == 12);
  CHECK(zero.symbol == "0");
  CHECK(zero.begin_px == 20);
  CHECK(zero.end_px == 30);  // 32, but the line ends before
}

TEST_CASE("place_symbols: a net of one width pads narrow lines and squeezes wide ones") {
  const auto net = make_net("cnn_bilstm", "{width_px: 64, steps: 16, hidden: 8}");
  CHECK(placed(*net, 30).symbols[0][0].end_px == 12);   // 64 px in 16 steps: 4 px each
  CHECK(placed(*net, 128).symbols[0][0].end_px == 24);  // 128 px squeezed into them: 8 px each
}
