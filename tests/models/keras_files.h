// Files of Keras and models that go into them, for the tests of models/export.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include "models/export/h5.h"
#include "models/export/keras_h5.h"
#include "models/export/keras_nets.h"
#include "tests/support/process.h"

namespace ductus::test {

inline std::string keras_golden(const std::string& name) {
  return read_file(DUCTUS_TESTS_DIR "/golden/keras/" + name);
}

/// Shapes as Keras keeps them, kernel and bias a layer, written down from SPEC 4.1 and 5.1.
inline const std::vector<std::vector<int64_t>> kCnn10Kernels{
    {5, 5, 1, 30}, {3, 3, 30, 15}, {375, 128}, {128, 50}, {50, 10}};
inline const std::vector<std::vector<int64_t>> kCnn36Kernels{{3, 3, 1, 32}, {3, 3, 32, 64}, {3, 3, 64, 128},
                                                             {512, 64},     {64, 128},      {128, 36}};
inline const std::vector<std::string> kCnn10Layers{"conv2d", "conv2d_1", "dense", "dense_1", "dense_2"};
inline const std::vector<std::string> kCnn36Layers{"conv2d", "conv2d_1", "conv2d_2",
                                                   "dense",  "dense_1",  "dense_2"};

/// Each value is its own place, so that every permutation shows.
inline models::H5Array counting(const std::vector<int64_t>& shape) {
  const int64_t count = std::accumulate(shape.begin(), shape.end(), int64_t{1}, std::multiplies<>());
  models::H5Array array{shape, std::vector<float>(static_cast<std::size_t>(count))};
  std::iota(array.values.begin(), array.values.end(), 0.0F);
  return array;
}

/// A file as `model.save` of Keras 2 ("%s/kernel:0") or Keras 3 ("sequential/%s/kernel") leaves it. `group`
/// is empty for weights alone.
inline void write_saved(const std::string& path, const std::string& group, const std::string& config,
                        const std::string& prefix, const std::string& suffix,
                        const std::vector<std::string>& layers,
                        const std::vector<std::vector<int64_t>>& kernels) {
  models::H5Output file(path);
  const std::string root = group.empty() ? "" : group + "/";
  if (!config.empty()) file.text("", "model_config", config);
  if (!group.empty()) file.group(group);
  std::vector<std::string> names = layers;
  names.insert(names.begin() + 1, "max_pooling2d");
  file.texts(group, "layer_names", names);
  file.group(root + "max_pooling2d");
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const std::string weight = prefix + layers[i];
    file.floats(root + layers[i] + "/" + weight + "/kernel" + suffix, counting(kernels[i]));
    file.floats(root + layers[i] + "/" + weight + "/bias" + suffix, counting({kernels[i].back()}));
    file.texts(root + layers[i], "weight_names", {weight + "/kernel" + suffix, weight + "/bias" + suffix});
  }
  file.close();
}

inline const models::TensorBlob& tensor(const models::PlainModel& model, const std::string& name) {
  const auto found = std::find_if(model.tensors.begin(), model.tensors.end(),
                                  [&](const models::TensorBlob& t) { return t.name == name; });
  REQUIRE(found != model.tensors.end());
  return *found;
}

inline models::PlainModel random_model(const std::string& net, int64_t classes, uint32_t seed) {
  models::PlainModel model;
  model.info.net = net;
  std::vector<std::string> symbols;
  for (int64_t k = 0; k < classes; ++k) symbols.push_back("class" + std::to_string(k));
  model.info.alphabet = data::Alphabet(symbols);
  std::mt19937 random(seed);
  for (const models::KerasWeight& weight : models::keras_weights(models::keras_net(net, "test"), classes)) {
    const auto [h, w, i, o] = weight.hwio;
    std::normal_distribution<float> normal(0.0F, 1.5F / std::sqrt(static_cast<float>(h * w * i)));
    std::vector<float> kernel(static_cast<std::size_t>(h * w * i * o));
    std::vector<float> bias(static_cast<std::size_t>(o));
    for (float& value : kernel) value = normal(random);
    for (float& value : bias) value = normal(random);
    model.tensors.push_back(models::make_f32(weight.layer + ".weight", weight.torch_shape(), kernel));
    model.tensors.push_back(models::make_f32(weight.layer + ".bias", {o}, bias));
  }
  return model;
}

inline bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace ductus::test
