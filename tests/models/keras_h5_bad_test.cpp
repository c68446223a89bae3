// What cannot be a Keras file of ours: refused in one line, and nothing is written.
#include <doctest/doctest.h>

#include <filesystem>

#include "configs/schema/error.h"
#include "tests/models/keras_files.h"
#include "tests/support/temp_dir.h"

using namespace ductus::models;
using namespace ductus::test;
using ductus::data::Alphabet;

namespace {

std::string read_error(const std::string& path, const std::string& alphabet = "") {
  try {
    read_keras_h5(path, Alphabet::from_characters(alphabet));
  } catch (const ductus::Error& error) {
    return error.what();
  }
  return "";
}

}  // namespace

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
  write_saved(path, "model_weights", keras_golden("cnn10_keras2.json"), "", ":0", kCnn10Layers, kernels);
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
