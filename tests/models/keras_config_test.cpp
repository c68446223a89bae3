// What `model_config` of a Keras file declares, and the networks that the format knows.
#include <doctest/doctest.h>

#include <random>

#include "configs/schema/error.h"
#include "tests/models/keras_files.h"

using namespace ductus::models;
using namespace ductus::test;

TEST_CASE("keras_h5: the layers that Keras 2 and 3 declare are known") {
  for (const char* version : {"2", "3"}) {
    for (const char* name : {"cnn10", "cnn36"}) {
      const auto layers =
          read_model_config(keras_golden(std::string(name) + "_keras" + version + ".json"), "m.h5");
      REQUIRE(find_keras_net(layers) != nullptr);
      CHECK(find_keras_net(layers)->name == name);
    }
  }
  CHECK(describe(read_model_config(keras_golden("cnn36_keras3.json"), "m.h5")) ==
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

TEST_CASE("keras_h5: a declared layer that our networks cannot have is named") {
  const std::string good = keras_golden("cnn10_keras2.json");
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
  CHECK(error("\"rate\": 0.2", "\"rate\": \"0.2\"") ==
        "m.h5: layer \"dropout\": expected rate from 0 to below 1, found \"0.2\"");
}

TEST_CASE("keras_h5: random changes of model_config are read or refused") {
  const std::string good = keras_golden("cnn10_keras3.json");
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
