#include "models/export/keras_h5.h"

#include <doctest/doctest.h>
#include <hdf5.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <numeric>
#include <random>

#include "configs/schema/error.h"
#include "models/export/export.h"
#include "models/export/h5.h"
#include "models/export/keras_nets.h"
#include "tests/support/temp_dir.h"

using namespace ductus::models;
using ductus::data::Alphabet;
using ductus::test::TempDir;

namespace {

std::string contents(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string golden(const std::string& name) {
  return contents(std::string(DUCTUS_TESTS_DIR "/golden/keras/") + name);
}

/// Shapes as Keras keeps them, kernel and bias a layer, written down from SPEC 4.1 and 5.1.
const std::vector<std::vector<int64_t>> kCnn10Kernels{
    {5, 5, 1, 30}, {3, 3, 30, 15}, {375, 128}, {128, 50}, {50, 10}};
const std::vector<std::vector<int64_t>> kCnn36Kernels{{3, 3, 1, 32}, {3, 3, 32, 64}, {3, 3, 64, 128},
                                                      {512, 64},     {64, 128},      {128, 36}};
const std::vector<std::string> kCnn10Layers{"conv2d", "conv2d_1", "dense", "dense_1", "dense_2"};
const std::vector<std::string> kCnn36Layers{"conv2d", "conv2d_1", "conv2d_2", "dense", "dense_1", "dense_2"};

/// Each value is its own place, so that every permutation shows.
H5Array counting(const std::vector<int64_t>& shape) {
  const int64_t count = std::accumulate(shape.begin(), shape.end(), int64_t{1}, std::multiplies<>());
  H5Array array{shape, std::vector<float>(static_cast<std::size_t>(count))};
  std::iota(array.values.begin(), array.values.end(), 0.0F);
  return array;
}

/// A file as `model.save` of Keras 2 ("%s/kernel:0") or Keras 3 ("sequential/%s/kernel") leaves it. `group`
/// is empty for weights alone.
void write_saved(const std::string& path, const std::string& group, const std::string& config,
                 const std::string& prefix, const std::string& suffix, const std::vector<std::string>& layers,
                 const std::vector<std::vector<int64_t>>& kernels) {
  H5Output file(path);
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

const TensorBlob& tensor(const PlainModel& model, const std::string& name) {
  const auto found = std::find_if(model.tensors.begin(), model.tensors.end(),
                                  [&](const TensorBlob& t) { return t.name == name; });
  REQUIRE(found != model.tensors.end());
  return *found;
}

/// Whether [o, i, h, w] of ours holds the place of [h, w, i, o] in Keras's array.
bool permuted(const TensorBlob& blob, int64_t height, int64_t width, int64_t inputs, int64_t outputs) {
  const std::vector<float> values = f32_values(blob);
  std::size_t at = 0;
  for (int64_t o = 0; o < outputs; ++o) {
    for (int64_t i = 0; i < inputs; ++i) {
      for (int64_t h = 0; h < height; ++h) {
        for (int64_t w = 0; w < width; ++w) {
          if (values[at++] != static_cast<float>(((h * width + w) * inputs + i) * outputs + o)) return false;
        }
      }
    }
  }
  return at == values.size();
}

void check_cnn10(const PlainModel& model) {
  CHECK(model.info.net == "cnn10");
  CHECK(model.info.alphabet == Alphabet::from_characters("0123456789"));
  CHECK(model.tensors.size() == 10);
  CHECK(tensor(model, "conv1.weight").shape == std::vector<int64_t>{30, 1, 5, 5});
  CHECK(permuted(tensor(model, "conv1.weight"), 5, 5, 1, 30));
  CHECK(permuted(tensor(model, "conv2.weight"), 3, 3, 30, 15));
  // rows (h, w, c) of 5 x 5 x 15 become columns (c, h, w)
  CHECK(tensor(model, "dense1.weight").shape == std::vector<int64_t>{128, 375});
  CHECK(permuted(tensor(model, "dense1.weight"), 5, 5, 15, 128));
  CHECK(permuted(tensor(model, "dense2.weight"), 1, 1, 128, 50));
  CHECK(permuted(tensor(model, "dense3.weight"), 1, 1, 50, 10));
  CHECK(f32_values(tensor(model, "dense3.bias")) == counting({10}).values);
}

void check_cnn36(const PlainModel& model) {
  CHECK(model.info.net == "cnn36");
  CHECK(model.info.alphabet == Alphabet::from_characters("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"));
  CHECK(model.tensors.size() == 12);
  CHECK(permuted(tensor(model, "conv3.weight"), 3, 3, 64, 128));
  CHECK(permuted(tensor(model, "dense1.weight"), 2, 2, 128, 64));
  CHECK(tensor(model, "dense3.weight").shape == std::vector<int64_t>{36, 128});
}

PlainModel random_model(const std::string& net, int64_t classes, uint32_t seed) {
  PlainModel model;
  model.info.net = net;
  std::vector<std::string> symbols;
  for (int64_t k = 0; k < classes; ++k) symbols.push_back("class" + std::to_string(k));
  model.info.alphabet = Alphabet(symbols);
  std::mt19937 random(seed);
  for (const KerasWeight& weight : keras_weights(keras_net(net, "test"), classes)) {
    const auto [h, w, i, o] = weight.hwio;
    std::normal_distribution<float> normal(0.0F, 1.5F / std::sqrt(static_cast<float>(h * w * i)));
    std::vector<float> kernel(static_cast<std::size_t>(h * w * i * o));
    std::vector<float> bias(static_cast<std::size_t>(o));
    for (float& value : kernel) value = normal(random);
    for (float& value : bias) value = normal(random);
    model.tensors.push_back(make_f32(weight.layer + ".weight", weight.torch_shape(), kernel));
    model.tensors.push_back(make_f32(weight.layer + ".bias", {o}, bias));
  }
  return model;
}

/// The networks as SPEC 4.1 and 5.1 draw them, on planes [C, H, W] in double: slow, plain, and not the code
/// under test.
class PlainForward {
 public:
  PlainForward(const PlainModel& model, std::vector<double> pixels)
      : model_(model), values_(std::move(pixels)) {}

  void conv(const std::string& name, int64_t pad) {
    const TensorBlob& kernel = tensor(model_, name + ".weight");
    const std::vector<float> weights = f32_values(kernel);
    const std::vector<float> bias = f32_values(tensor(model_, name + ".bias"));
    const int64_t outputs = kernel.shape[0];
    const int64_t size = kernel.shape[2];
    const int64_t side = side_ + 2 * pad - size + 1;
    std::vector<double> result;
    for (int64_t o = 0; o < outputs; ++o) {
      for (int64_t y = 0; y < side; ++y) {
        for (int64_t x = 0; x < side; ++x) {
          double sum = bias[static_cast<std::size_t>(o)];
          for (int64_t k = 0; k < channels_ * size * size; ++k)
            sum += weights[static_cast<std::size_t>(o * channels_ * size * size + k)] *
                   at(k / (size * size), y - pad + k / size % size, x - pad + k % size);
          result.push_back(std::max(sum, 0.0));
        }
      }
    }
    values_ = result;
    channels_ = outputs;
    side_ = side;
  }

  void pool() {
    std::vector<double> result;
    for (int64_t c = 0; c < channels_; ++c) {
      for (int64_t y = 0; y < side_ / 2; ++y) {
        for (int64_t x = 0; x < side_ / 2; ++x)
          result.push_back(std::max({at(c, 2 * y, 2 * x), at(c, 2 * y, 2 * x + 1), at(c, 2 * y + 1, 2 * x),
                                     at(c, 2 * y + 1, 2 * x + 1)}));
      }
    }
    values_ = result;
    side_ /= 2;
  }

  void dense(const std::string& name, bool relu) {
    const std::vector<float> weights = f32_values(tensor(model_, name + ".weight"));
    const std::vector<float> bias = f32_values(tensor(model_, name + ".bias"));
    std::vector<double> result(bias.begin(), bias.end());
    for (std::size_t o = 0; o < result.size(); ++o) {
      for (std::size_t i = 0; i < values_.size(); ++i)
        result[o] += weights[o * values_.size() + i] * values_[i];
      if (relu) result[o] = std::max(result[o], 0.0);
    }
    values_ = result;
  }

  std::vector<double> softmax() const {
    const double top = *std::max_element(values_.begin(), values_.end());
    double sum = 0.0;
    std::vector<double> result;
    for (double value : values_) sum += result.emplace_back(std::exp(value - top));
    for (double& value : result) value /= sum;
    return result;
  }

 private:
  double at(int64_t c, int64_t y, int64_t x) const {
    if (y < 0 || x < 0 || y >= side_ || x >= side_) return 0.0;
    return values_[static_cast<std::size_t>((c * side_ + y) * side_ + x)];
  }

  const PlainModel& model_;
  std::vector<double> values_;
  int64_t channels_ = 1;
  int64_t side_ = 28;
};

std::vector<double> probabilities(const PlainModel& model, const std::vector<float>& pixels) {
  PlainForward net(model, {pixels.begin(), pixels.end()});
  net.conv("conv1", 0);
  net.pool();
  net.conv("conv2", model.info.net == "cnn36" ? 1 : 0);
  net.pool();
  if (model.info.net == "cnn36") {
    net.conv("conv3", 0);
    net.pool();
  }
  net.dense("dense1", true);
  net.dense("dense2", true);
  net.dense("dense3", false);
  return net.softmax();
}

std::string read_error(const std::string& path, const std::string& alphabet = "") {
  try {
    read_keras_h5(path, Alphabet::from_characters(alphabet));
  } catch (const ductus::Error& error) {
    return error.what();
  }
  return "";
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("keras_h5: a model saved by Keras 2 is read, kernels and the first dense layer permuted") {
  const TempDir dir;
  const std::string path = (dir / "classifier.h5").string();
  write_saved(path, "model_weights", golden("cnn10_keras2.json"), "", ":0", kCnn10Layers, kCnn10Kernels);
  check_cnn10(read_keras_h5(path, {}));
}

TEST_CASE("keras_h5: a model saved by Keras 3 is read") {
  const TempDir dir;
  const std::string path = (dir / "network").string();
  write_saved(path, "model_weights", golden("cnn36_keras3.json"), "sequential/", "", kCnn36Layers,
              kCnn36Kernels);
  check_cnn36(read_keras_h5(path, {}));
}

TEST_CASE("keras_h5: weights alone are known by their shapes") {
  const TempDir dir;
  const std::string named = (dir / "named.h5").string();
  write_saved(named, "", "", "", ":0", kCnn10Layers, kCnn10Kernels);
  check_cnn10(read_keras_h5(named, {}));

  const std::string numbered = (dir / "numbered.weights.h5").string();
  H5Output file(numbered);
  for (std::size_t i = 0; i < kCnn36Layers.size(); ++i) {
    file.floats("layers/" + kCnn36Layers[i] + "/vars/0", counting(kCnn36Kernels[i]));
    file.floats("layers/" + kCnn36Layers[i] + "/vars/1", counting({kCnn36Kernels[i].back()}));
  }
  file.close();
  check_cnn36(read_keras_h5(numbered, {}));
}

TEST_CASE("keras_h5: names are read as Keras writes them, text of fixed length, and no names as no text") {
  const TempDir dir;
  const std::string path = (dir / "m.h5").string();
  write_saved(path, "", "", "", ":0", kCnn10Layers, kCnn10Kernels);
  const hid_t file = H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
  const hid_t type = H5Tcopy(H5T_C_S1);
  H5Tset_size(type, 13);
  H5Tset_strpad(type, H5T_STR_NULLPAD);
  const hsize_t count = 6;
  const hid_t space = H5Screate_simple(1, &count, nullptr);
  H5Adelete(file, "layer_names");
  const hid_t names = H5Acreate2(file, "layer_names", type, space, H5P_DEFAULT, H5P_DEFAULT);
  const std::string text(
      "conv2d\0\0\0\0\0\0\0max_pooling2dconv2d_1\0\0\0\0\0dense\0\0\0\0\0\0\0\0dense_1\0\0\0\0\0\0dense_"
      "2\0\0\0\0\0\0",
      78);
  REQUIRE(H5Awrite(names, type, text.data()) >= 0);
  const hid_t pool = H5Gopen2(file, "max_pooling2d", H5P_DEFAULT);
  const hsize_t none = 0;
  const hid_t empty = H5Screate_simple(1, &none, nullptr);
  const hid_t no_names = H5Acreate2(pool, "weight_names", H5T_IEEE_F64LE, empty, H5P_DEFAULT, H5P_DEFAULT);
  H5Aclose(no_names);
  H5Sclose(empty);
  H5Gclose(pool);
  H5Aclose(names);
  H5Sclose(space);
  H5Tclose(type);
  H5Fclose(file);
  check_cnn10(read_keras_h5(path, {}));
}

TEST_CASE("keras_h5: the layers that Keras 2 and 3 declare are known") {
  for (const char* version : {"2", "3"}) {
    for (const char* name : {"cnn10", "cnn36"}) {
      const auto layers = read_model_config(golden(std::string(name) + "_keras" + version + ".json"), "m.h5");
      REQUIRE(find_keras_net(layers) != nullptr);
      CHECK(find_keras_net(layers)->name == name);
    }
  }
  CHECK(describe(read_model_config(golden("cnn36_keras3.json"), "m.h5")) ==
        "conv 32 3x3 valid relu, max pool 2x2, conv 64 3x3 same relu, max pool 2x2, conv 128 3x3 valid relu, "
        "max pool 2x2, flatten, dense 64 relu, dense 128 relu, dense 36 softmax");
}

TEST_CASE("keras_h5: the parameter counts are the references'") {
  const auto parameters = [](const char* net, int64_t classes) {
    int64_t count = 0;
    for (const KerasWeight& weight : keras_weights(keras_net(net, "test"), classes)) {
      const auto [h, w, i, o] = weight.hwio;
      count += h * w * i * o + o;
    }
    return count;
  };
  CHECK(parameters("cnn10", 10) == 59933);
  CHECK(parameters("cnn36", 36) == 138468);
}

TEST_CASE("keras_h5: written and read again, every weight is the same, and so are the bytes of two files") {
  const TempDir dir;
  for (const auto& [net, classes] :
       {std::pair<std::string, int64_t>{"cnn10", 10}, {"cnn36", 36}, {"cnn36", 62}}) {
    const PlainModel model = random_model(net, classes, 5);
    write_keras_h5((dir / "a.h5").string(), model);
    write_keras_h5((dir / "b.h5").string(), model);
    const PlainModel back = read_keras_h5((dir / "a.h5").string(), model.info.alphabet);
    CHECK(back.info.net == net);
    CHECK(back.info.alphabet == model.info.alphabet);
    CHECK(back.tensors == model.tensors);
    CHECK(contents(dir / "a.h5") == contents(dir / "b.h5"));
  }
}

TEST_CASE("keras_h5: a written file has the layout that Keras opens") {
  const TempDir dir;
  const std::string path = (dir / "m.h5").string();
  write_keras_h5(path, random_model("cnn10", 10, 5));
  const H5Input file(path);
  CHECK(file.texts("", "backend") == std::vector<std::string>{"tensorflow"});
  CHECK(file.texts("", "keras_version").size() == 1);
  CHECK(file.texts("model_weights", "layer_names") == std::vector<std::string>{"conv1", "pool1", "conv2",
                                                                               "pool2", "dropout", "flatten",
                                                                               "dense1", "dense2", "dense3"});
  CHECK(file.texts("model_weights/conv1", "weight_names") ==
        std::vector<std::string>{"conv1/kernel:0", "conv1/bias:0"});
  CHECK(file.floats("model_weights/conv1/conv1/kernel:0").shape == std::vector<int64_t>{5, 5, 1, 30});
  CHECK(file.has("model_weights/flatten"));
  CHECK_FALSE(file.has("model_weights/flatten/kernel:0"));
  const auto layers = read_model_config(file.texts("", "model_config").at(0), path);
  REQUIRE(find_keras_net(layers) != nullptr);
  CHECK(layers.size() == 9);
}

TEST_CASE("keras_h5: other networks are refused by name, and nothing is written") {
  const TempDir dir;
  const std::string path = (dir / "m.h5").string();
  const auto refuse = [&](const PlainModel& model, const char* message) {
    CHECK_THROWS_WITH_AS(write_keras_h5(path, model), doctest::Contains(message), ductus::Error);
    CHECK(std::filesystem::is_empty(dir.path()));
  };
  PlainModel model = random_model("cnn10", 10, 1);
  model.info.net = "resnet36";
  refuse(model, "m.h5: keras-h5 knows cnn10, cnn36, found resnet36");
  model = random_model("cnn10", 10, 1);
  model.info.width_px = 32;
  refuse(model, "expected input 28 x 28, found 28 x 32");
  model = random_model("cnn10", 10, 1);
  model.tensors.push_back(make_f32("extra", {1}, {0.0F}));
  refuse(model, "expected 10 tensors, found 11");
  model = random_model("cnn10", 10, 1);
  model.tensors[0].name = "conv9.weight";
  refuse(model, "the model has no tensor conv1.weight");
  model = random_model("cnn10", 10, 1);
  model.tensors[0].shape = {30, 5, 5, 1};
  refuse(model, "tensor conv1.weight has another shape than the net");
}

TEST_CASE("keras_h5: files that are no networks of ours are told") {
  const TempDir dir;
  CHECK(has(read_error("/no/such.h5"), "/no/such.h5: "));
  CHECK(has(read_error(dir.write("page.h5", "<html>").string()), "page.h5: not an HDF5 file"));
  const std::string path = (dir / "m.h5").string();
  {
    H5Output file(path);
    file.group("results");
    file.close();
  }
  CHECK(has(read_error(path),
            "no file of Keras: neither /model_weights nor an attribute layer_names nor /layers"));
  auto kernels = kCnn10Kernels;
  write_saved(path, "", "", "", ":0", kCnn10Layers, kernels);
  CHECK(has(read_error(path, "abc"), "expected an alphabet of 10 symbols, found 3 (--alphabet)"));
  kernels.back() = {50, 12};
  write_saved(path, "", "", "", ":0", kCnn10Layers, kernels);
  CHECK(has(read_error(path), "expected an alphabet of 12 symbols, found 10 (--alphabet)"));
  CHECK(read_error(path, "0123456789AB").empty());
  kernels[0] = {3, 3, 1, 30};
  write_saved(path, "", "", "", ":0", kCnn10Layers, kernels);
  CHECK(has(read_error(path), "keras-h5 knows cnn10, cnn36, found weights of other shapes"));
  write_saved(path, "model_weights", golden("cnn10_keras2.json"), "", ":0", kCnn10Layers, kernels);
  CHECK(has(read_error(path),
            "its layers are those of cnn10, but the weights of layer conv2d have other shapes"));
}

TEST_CASE("keras_h5: a file cut short is an error") {
  const TempDir dir;
  const std::string path = (dir / "m.h5").string();
  write_keras_h5(path, random_model("cnn10", 10, 1));
  std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
  CHECK(has(read_error(path), "m.h5: the HDF5 file is damaged or cut short"));
}

TEST_CASE("keras_h5: a declared layer that our networks cannot have is named") {
  const std::string good = golden("cnn10_keras2.json");
  const auto error = [&](const std::string& from, const std::string& to) -> std::string {
    std::string text = good;
    REQUIRE(has(text, from));
    text.replace(text.find(from), from.size(), to);
    try {
      return find_keras_net(read_model_config(text, "m.h5")) == nullptr ? "unknown" : "";
    } catch (const ductus::Error& e) {
      return e.what();
    }
  };
  CHECK(error("\"Sequential\"", "\"Functional\"") ==
        "m.h5: expected a Sequential model, found \"Functional\"");
  CHECK(error("\"MaxPooling2D\"", "\"AveragePooling2D\"") ==
        "m.h5: layer \"max_pooling2d\": layers of class AveragePooling2D are in no net that keras-h5 knows "
        "(cnn10, cnn36)");
  CHECK(error("\"strides\": [1, 1]", "\"strides\": [2, 2]") ==
        "m.h5: layer \"conv2d\": expected strides, dilation and groups of 1");
  CHECK(error("[5, 5]", "[5, 4]") ==
        "m.h5: layer \"conv2d\": expected kernel_size as two equal whole numbers, found [5,4]");
  CHECK(error("channels_last", "channels_first") ==
        "m.h5: layer \"conv2d\": expected data_format \"channels_last\", found \"channels_first\"");
  CHECK(error("[null, 28, 28, 1]", "[null, 32, 32, 1]") ==
        "m.h5: layer \"conv2d_input\": expected input [null,28,28,1], found [null,32,32,1]");
  CHECK(error("\"use_bias\": true", "\"use_bias\": false") ==
        "m.h5: layer \"conv2d\": expected use_bias true, found false");
  CHECK(error("\"relu\"", "\"tanh\"") == "unknown");
  CHECK(error("\"filters\": 30", "\"filters\": 31") == "unknown");
  CHECK(error("\"filters\": 30", "\"filters\": \"30\"") ==
        "m.h5: layer \"conv2d\": expected filters from 1 to 65536, found \"30\"");
  CHECK(error("\"padding\": \"valid\"", "\"padding\": \"same\"") == "unknown");
  CHECK(error("\"rate\": 0.2", "\"rate\": 0.5").empty());  // dropout does nothing in use
}

TEST_CASE("keras_h5: random changes of model_config are read or refused") {
  const std::string good = golden("cnn10_keras3.json");
  std::mt19937 random(11);
  int refused = 0;
  for (int round = 0; round < 2000; ++round) {
    std::string text = good;
    for (uint32_t change = random() % 8 + 1; change > 0; --change)
      text[random() % text.size()] = static_cast<char>(random());
    try {
      read_model_config(text, "m.h5");
    } catch (const ductus::Error&) {
      ++refused;
    }
  }
  CHECK(refused > 1000);
}

TEST_CASE("keras_h5: the way to Keras and back through model files keeps every weight") {
  const TempDir dir;
  PlainModel model = random_model("cnn36", 36, 9);
  model.info.alphabet = Alphabet::from_characters("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  write_safetensors((dir / "m.safetensors").string(), {to_metadata(model.info), model.tensors});
  const ExportResult result = export_model({dir / "m.safetensors", "keras-h5", dir / "m.h5", ""});
  CHECK(result.net == "cnn36");
  CHECK(result.parameters == 138468);
  export_model({dir / "m.h5", "ductus", dir / "back.safetensors", ""});
  const SafetensorsFile back = read_safetensors((dir / "back.safetensors").string());
  CHECK(back.tensors == model.tensors);
  CHECK(from_metadata(back.metadata, "back").alphabet == model.info.alphabet);
  CHECK_THROWS_WITH_AS(export_model({dir / "m.h5", "ductus", dir / "m.h5", ""}),
                       doctest::Contains("m.h5 is the input"), ductus::Error);
  CHECK_THROWS_WITH_AS(export_model({dir / "m.h5", "onnx", "", ""}),
                       "--to: expected keras-h5 or ductus, found \"onnx\"", ductus::Error);
}

TEST_CASE("keras_h5: Keras predicts from an exported file what the network does") {
  const char* chosen = std::getenv("DUCTUS_PYTHON");
  const std::string python = chosen == nullptr ? "python3" : chosen;
  if (std::system((python + " -c 'import importlib.util as u; exit(not u.find_spec(\"keras\"))' 2>/dev/null")
                      .c_str()) != 0) {
    MESSAGE("skipped: " << python << " has no package keras");
    return;
  }
  const TempDir dir;
  for (const auto& [net, classes] : {std::pair<std::string, int64_t>{"cnn10", 10}, {"cnn36", 36}}) {
    const PlainModel model = random_model(net, classes, 21);
    write_keras_h5((dir / "m.h5").string(), model);
    std::mt19937 random(4);
    std::uniform_real_distribution<float> uniform;
    std::string images;
    std::string rows;
    for (int n = 0; n < 16; ++n) {
      std::vector<float> pixels(28 * 28);
      for (float& pixel : pixels) pixel = uniform(random);
      images.append(reinterpret_cast<const char*>(pixels.data()), pixels.size() * sizeof(float));
      for (double p : probabilities(model, pixels)) rows += fmt::format("{:.9g}\t", p);
      rows.back() = '\n';
    }
    const std::string command = python + " " DUCTUS_TESTS_DIR "/../scripts/check_keras.py " +
                                (dir / "m.h5").string() + " " + dir.write("images.f32", images).string() +
                                " " + dir.write("p.tsv", rows).string() + " 2>/dev/null";
    CHECK(std::system(command.c_str()) == 0);
  }
}
