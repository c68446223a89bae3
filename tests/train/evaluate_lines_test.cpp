// eval/evaluate_lines.h: tested here, since the tests of eval/ know no torch.
#include "tests/support/torch_doctest.h"

#include "eval/evaluate_lines.h"

#include "models/net_registry.h"
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

}  // namespace

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
