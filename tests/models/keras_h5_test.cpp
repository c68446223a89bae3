#include "models/export/keras_h5.h"

#include <doctest/doctest.h>
#include <hdf5.h>

#include "tests/models/keras_files.h"
#include "tests/support/temp_dir.h"

using namespace ductus::models;
using namespace ductus::test;
using ductus::data::Alphabet;

namespace {

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

}  // namespace

TEST_CASE("keras_h5: a model saved by Keras 2 is read, kernels and the first dense layer permuted") {
  const TempDir dir;
  const std::string path = (dir / "classifier.h5").string();
  write_saved(path, "model_weights", keras_golden("cnn10_keras2.json"), "", ":0", kCnn10Layers,
              kCnn10Kernels);
  check_cnn10(read_keras_h5(path, {}));
}

TEST_CASE("keras_h5: a model saved by Keras 3 is read") {
  const TempDir dir;
  const std::string path = (dir / "network").string();
  write_saved(path, "model_weights", keras_golden("cnn36_keras3.json"), "sequential/", "", kCnn36Layers,
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
    CHECK(read_file(dir / "a.h5") == read_file(dir / "b.h5"));
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
