#include "models/net_registry.h"

#include <ATen/ATen.h>

#include <cmath>

#include "configs/schema/thousands.h"
#include "data/rng.h"
#include "models/summary.h"

namespace ductus::models {

#define DUCTUS_NET(kind, name) \
  std::shared_ptr<Recogniser> make_##name(const NetShape& shape, const config::Node& options);
#include "models/nets/nets.def"
#undef DUCTUS_NET

const config::Registry<NetEntry>& nets() {
  static const config::Registry<NetEntry> registry("net", {
#define DUCTUS_NET(kind, name) {#name, {data::Kind::kind, make_##name}},
#include "models/nets/nets.def"
#undef DUCTUS_NET
                                                          });
  return registry;
}

NetShape net_shape(data::Kind kind, int height_px, int width_px, const data::Alphabet& alphabet) {
  return {height_px, width_px, blanks(kind) + static_cast<int>(alphabet.size())};
}

namespace {

// Weights have two or four dimensions; vectors are biases and normalisation, which the constructors set.
void draw_weight(at::Tensor weight, Init init, data::Rng& rng) {
  const int64_t area = weight.numel() / (weight.size(0) * weight.size(1));
  const double fan_in = static_cast<double>(weight.size(1) * area),
               fan_out = static_cast<double>(weight.size(0) * area);
  const auto limit = static_cast<float>(std::sqrt(6 / (fan_in + fan_out)));
  const auto deviation = static_cast<float>(std::sqrt(2 / fan_in));
  float* values = weight.data_ptr<float>();
  for (int64_t i = 0; i < weight.numel(); ++i) {
    values[i] = init == Init::kGlorot ? rng.uniform(-limit, limit) : deviation * rng.normal();
  }
}

}  // namespace

void initialise(Recogniser& net, Init init, uint64_t seed) {
  const at::NoGradGuard no_grad;
  uint64_t layer = 0;
  for (const auto& parameter : net.named_parameters()) {
    data::Rng rng(seed, 0, layer++, data::Purpose::kInit);
    const bool recurrent = parameter.key().find("weight_ih") != std::string::npos ||
                           parameter.key().find("weight_hh") != std::string::npos;
    if (parameter.value().dim() > 1) draw_weight(parameter.value(), recurrent ? Init::kGlorot : init, rng);
  }
}

std::vector<LayerRow> summarise(Recogniser& net, const NetShape& shape) {
  std::vector<LayerRow> rows;
  const at::NoGradGuard no_grad;
  const bool training = net.is_training();
  net.eval();
  Input input;
  constexpr int kShownWidth = 256;  // of a line, where any will do
  input.images = at::zeros({1, 1, shape.height, shape.width > 0 ? shape.width : kShownWidth});
  input.summary = &rows;
  net.forward(input);
  net.train(training);
  return rows;
}

std::string summary_table(const std::vector<LayerRow>& rows, const std::string& title) {
  std::string table =
      fmt::format("{}\n{:<32}{:>18}{:>14}\n{:-<64}\n", title, "layer", "output", "parameters", "");
  int64_t total = 0;
  for (const LayerRow& row : rows) {
    table += fmt::format("{:<32}{:>18}{:>14}\n", row.name, fmt::format("{}", fmt::join(row.output, " x ")),
                         config::with_thousands(row.parameters));
    total += row.parameters;
  }
  return table + fmt::format("{:-<64}\n{:<50}{:>14}\n", "", "total", config::with_thousands(total));
}

void note_layer(const Input& input, const std::string& name, const at::Tensor& output, int64_t parameters) {
  if (input.summary != nullptr) input.summary->push_back({name, output.sizes().slice(1).vec(), parameters});
}

}  // namespace ductus::models
