#include "models/export/keras_nets.h"

#include <fmt/ranges.h>

#include <algorithm>

#include "configs/schema/error.h"

namespace ductus::models {
namespace {

using Kind = KerasLayer::Kind;

KerasLayer conv(std::string name, int64_t filters, int64_t size, bool same = false) {
  return {Kind::kConv, std::move(name), filters, size, same, "relu", 0.0};
}
KerasLayer max_pool(std::string name) { return {Kind::kMaxPool, std::move(name), 0, 2, false, "", 0.0}; }
KerasLayer dropout(double rate) { return {Kind::kDropout, "dropout", 0, 0, false, "", rate}; }
KerasLayer flatten() { return {Kind::kFlatten, "flatten", 0, 0, false, "", 0.0}; }
KerasLayer dense(std::string name, int64_t units, std::string activation = "relu") {
  return {Kind::kDense, std::move(name), units, 0, false, std::move(activation), 0.0};
}

constexpr char kDigits[] = "0123456789";
constexpr char kDigitsLetters[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

bool same_layer(const KerasLayer& known, const KerasLayer& found) {
  return known.kind == found.kind && (known.units == found.units || known.units == KerasLayer::kClasses) &&
         known.size == found.size && known.same == found.same && known.activation == found.activation;
}

std::vector<KerasLayer> without_dropout(std::vector<KerasLayer> layers) {
  const auto end = std::remove_if(layers.begin(), layers.end(),
                                  [](const KerasLayer& layer) { return layer.kind == Kind::kDropout; });
  layers.erase(end, layers.end());
  return layers;
}

std::string describe_layer(const KerasLayer& layer) {
  switch (layer.kind) {
    case Kind::kConv:
      return fmt::format("conv {} {}x{} {} {}", layer.units, layer.size, layer.size,
                         layer.same ? "same" : "valid", layer.activation);
    case Kind::kMaxPool:
      return fmt::format("max pool {}x{}{}", layer.size, layer.size, layer.same ? " same" : "");
    case Kind::kDropout:
      return fmt::format("dropout {}", layer.rate);
    case Kind::kFlatten:
      return "flatten";
    case Kind::kDense:
      return fmt::format("dense {} {}", layer.units, layer.activation);
  }
  return "";
}

}  // namespace

const std::vector<KerasNet>& keras_nets() {
  static const std::vector<KerasNet> kNets{
      {"cnn10",
       kDigits,
       {conv("conv1", 30, 5), max_pool("pool1"), conv("conv2", 15, 3), max_pool("pool2"), dropout(0.2),
        flatten(), dense("dense1", 128), dense("dense2", 50),
        dense("dense3", KerasLayer::kClasses, "softmax")}},
      {"cnn36",
       kDigitsLetters,
       {conv("conv1", 32, 3), max_pool("pool1"), conv("conv2", 64, 3, /*same=*/true), max_pool("pool2"),
        conv("conv3", 128, 3), max_pool("pool3"), flatten(), dense("dense1", 64), dense("dense2", 128),
        dense("dense3", KerasLayer::kClasses, "softmax")}},
  };
  return kNets;
}

std::string keras_net_names() {
  std::vector<std::string> names;
  for (const KerasNet& net : keras_nets()) names.push_back(net.name);
  return fmt::format("{}", fmt::join(names, ", "));
}

const KerasNet& keras_net(std::string_view name, const std::string& where) {
  for (const KerasNet& net : keras_nets()) {
    if (net.name == name) return net;
  }
  fail("{}: keras-h5 knows {}, found {}", where, keras_net_names(), name);
}

const KerasNet* find_keras_net(const std::vector<KerasLayer>& layers) {
  const std::vector<KerasLayer> found = without_dropout(layers);
  for (const KerasNet& net : keras_nets()) {
    const std::vector<KerasLayer> known = without_dropout(net.layers);
    if (std::equal(known.begin(), known.end(), found.begin(), found.end(), same_layer)) return &net;
  }
  return nullptr;
}

std::string describe(const std::vector<KerasLayer>& layers) {
  std::vector<std::string> texts;
  for (const KerasLayer& layer : layers) texts.push_back(describe_layer(layer));
  return fmt::format("{}", fmt::join(texts, ", "));
}

std::vector<int64_t> KerasWeight::keras_shape() const {
  const auto [h, w, i, o] = hwio;
  return dense ? std::vector<int64_t>{h * w * i, o} : std::vector<int64_t>{h, w, i, o};
}

std::vector<int64_t> KerasWeight::torch_shape() const {
  const auto [h, w, i, o] = hwio;
  return dense ? std::vector<int64_t>{o, i * h * w} : std::vector<int64_t>{o, i, h, w};
}

std::vector<KerasWeight> keras_weights(const KerasNet& net, int64_t classes) {
  std::vector<KerasWeight> weights;
  int64_t side = kKerasInputPx;
  int64_t channels = 1;
  for (const KerasLayer& layer : net.layers) {
    const int64_t units = layer.units == KerasLayer::kClasses ? classes : layer.units;
    if (layer.kind == Kind::kConv) {
      weights.push_back({layer.name, {layer.size, layer.size, channels, units}, false});
      side -= layer.same ? 0 : layer.size - 1;
      channels = units;
    } else if (layer.kind == Kind::kMaxPool) {
      side /= layer.size;
    } else if (layer.kind == Kind::kDense) {
      weights.push_back({layer.name, {side, side, channels, units}, true});
      side = 1;
      channels = units;
    }
  }
  return weights;
}

}  // namespace ductus::models
