#include "models/export/export.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <random>

#include "configs/schema/error.h"
#include "tests/models/keras_files.h"
#include "tests/support/temp_dir.h"

using namespace ductus::models;
using namespace ductus::test;
using ductus::data::Alphabet;

namespace {

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

}  // namespace

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
  dir.write("there.safetensors", "mine");
  CHECK_THROWS_WITH_AS(export_model({dir / "m.h5", "ductus", dir / "there.safetensors", ""}),
                       doctest::Contains("there.safetensors: exists already (--overwrite replaces it)"),
                       ductus::Error);
  CHECK(ductus::test::read_file(dir / "there.safetensors") == "mine");
  export_model({dir / "m.h5", "ductus", dir / "there.safetensors", "", /*overwrite=*/true});
  CHECK(read_safetensors((dir / "there.safetensors").string()).tensors == model.tensors);
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
