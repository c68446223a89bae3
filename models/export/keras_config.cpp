// `model_config`: the JSON by which Keras files tell their layers.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "configs/schema/error.h"
#include "models/export/keras_nets.h"

namespace ductus::models {
namespace {

using Json = nlohmann::ordered_json;
using Kind = KerasLayer::Kind;

/// Reads one layer; `where` opens each error.
class LayerReader {
 public:
  LayerReader(const Json& layer, const std::string& where) : where_(where) {
    DUCTUS_CHECK(layer.is_object() && layer.contains("class_name") && layer["class_name"].is_string() &&
                     layer.contains("config") && layer["config"].is_object(),
                 "{}: model_config: a layer without class_name or config", where_);
    class_name_ = layer["class_name"].get<std::string>();
    config_ = layer["config"];
    where_ += fmt::format(": layer {}", config_.value("name", Json(class_name_)).dump());
  }

  bool is_input() const { return class_name_ == "InputLayer"; }

  void check_input() const {
    for (const char* key : {"batch_shape", "batch_input_shape"}) {
      if (!config_.contains(key)) continue;
      const Json expected{nullptr, kKerasInputPx, kKerasInputPx, 1};
      const Json& found = config_[key];
      DUCTUS_CHECK(found.is_array() && found.size() == 4 &&
                       std::equal(found.begin() + 1, found.end(), expected.begin() + 1),
                   "{}: expected input {}, found {}", where_, expected.dump(), found.dump());
    }
  }

  KerasLayer read() const {
    check_input();
    if (class_name_ == "Conv2D") return conv();
    if (class_name_ == "MaxPooling2D") return max_pool();
    if (class_name_ == "Dropout") return layer(Kind::kDropout);
    if (class_name_ == "Flatten") return layer(Kind::kFlatten);
    if (class_name_ == "Dense") return dense();
    fail("{}: layers of class {} are in no net that keras-h5 knows ({})", where_, class_name_,
         keras_net_names());
  }

 private:
  KerasLayer layer(Kind kind) const {
    KerasLayer result;
    result.kind = kind;
    if (kind == Kind::kDropout) result.rate = dropout_rate();
    expect("data_format", "channels_last");
    return result;
  }

  KerasLayer conv() const {
    KerasLayer result = layer(Kind::kConv);
    result.units = whole("filters");
    result.size = square("kernel_size");
    DUCTUS_CHECK(
        square("strides", 1) == 1 && square("dilation_rate", 1) == 1 && config_.value("groups", Json(1)) == 1,
        "{}: expected strides, dilation and groups of 1", where_);
    result.same = is_same();
    read_unit(&result);
    return result;
  }

  KerasLayer max_pool() const {
    KerasLayer result = layer(Kind::kMaxPool);
    result.size = square("pool_size");
    DUCTUS_CHECK(square("strides", result.size) == result.size, "{}: expected strides as large as the pool",
                 where_);
    result.same = is_same();
    return result;
  }

  KerasLayer dense() const {
    KerasLayer result = layer(Kind::kDense);
    result.units = whole("units");
    read_unit(&result);
    return result;
  }

  void read_unit(KerasLayer* result) const {
    expect("use_bias", true);
    Json activation = config_.value("activation", Json("linear"));
    if (activation.is_object()) activation = activation.value("config", Json());
    DUCTUS_CHECK(activation.is_string(), "{}: unknown activation {}", where_, activation.dump());
    result->activation = activation.get<std::string>();
  }

  void expect(const char* key, const Json& expected) const {
    const Json found = config_.value(key, expected);
    DUCTUS_CHECK(found == expected || found.is_null(), "{}: expected {} {}, found {}", where_, key,
                 expected.dump(), found.dump());
  }

  double dropout_rate() const {
    const Json rate = config_.value("rate", Json(0.0));
    DUCTUS_CHECK(rate.is_number() && rate >= 0 && rate < 1, "{}: expected rate from 0 to below 1, found {}",
                 where_, rate.dump());
    return rate.get<double>();
  }

  bool is_same() const {
    const Json padding = config_.value("padding", Json("valid"));
    DUCTUS_CHECK(padding == "valid" || padding == "same", "{}: unknown padding {}", where_, padding.dump());
    return padding == "same";
  }

  int64_t whole(const char* key) const {
    const Json value = config_.value(key, Json());
    DUCTUS_CHECK(value.is_number_unsigned() && value > 0 && value <= 65536,
                 "{}: expected {} from 1 to 65536, found {}", where_, key, value.dump());
    return value.get<int64_t>();
  }

  /// Height and width in one: [n, n] or n; `absent` stands for a key that is missing or null.
  int64_t square(const char* key, int64_t absent = 0) const {
    const Json value = config_.value(key, Json());
    if (value.is_null() && absent > 0) return absent;
    const Json first = value.is_array() && value.size() == 2 ? value[0] : value;
    DUCTUS_CHECK(first.is_number_unsigned() && first > 0 && first <= kKerasInputPx &&
                     (!value.is_array() || value[1] == first),
                 "{}: expected {} as two equal whole numbers, found {}", where_, key, value.dump());
    return first.get<int64_t>();
  }

  std::string where_;
  std::string class_name_;
  Json config_;
};

Json layer_config(const KerasLayer& layer, int64_t classes) {
  const int64_t units = layer.units == KerasLayer::kClasses ? classes : layer.units;
  const char* padding = layer.same ? "same" : "valid";
  Json config{{"name", layer.name}, {"trainable", true}, {"dtype", "float32"}};
  switch (layer.kind) {
    case Kind::kConv:
      config.update({{"filters", units}, {"kernel_size", {layer.size, layer.size}}, {"strides", {1, 1}}});
      config.update({{"padding", padding}, {"data_format", "channels_last"}});
      config.update({{"activation", layer.activation}, {"use_bias", true}});
      return {{"class_name", "Conv2D"}, {"config", config}};
    case Kind::kMaxPool:
      config.update({{"pool_size", {layer.size, layer.size}}, {"strides", {layer.size, layer.size}}});
      config.update({{"padding", padding}, {"data_format", "channels_last"}});
      return {{"class_name", "MaxPooling2D"}, {"config", config}};
    case Kind::kDropout:
      config["rate"] = layer.rate;
      return {{"class_name", "Dropout"}, {"config", config}};
    case Kind::kFlatten:
      config["data_format"] = "channels_last";
      return {{"class_name", "Flatten"}, {"config", config}};
    case Kind::kDense:
      config.update({{"units", units}, {"activation", layer.activation}, {"use_bias", true}});
      return {{"class_name", "Dense"}, {"config", config}};
  }
  return {};
}

}  // namespace

std::string write_model_config(const KerasNet& net, int64_t classes) {
  const Json input{{"batch_input_shape", {nullptr, kKerasInputPx, kKerasInputPx, 1}},
                   {"dtype", "float32"},
                   {"sparse", false},
                   {"name", "input"}};
  Json layers = Json::array({{{"class_name", "InputLayer"}, {"config", input}}});
  for (const KerasLayer& layer : net.layers) layers.push_back(layer_config(layer, classes));
  const Json config{{"name", net.name}, {"layers", layers}};
  return Json{{"class_name", "Sequential"}, {"config", config}}.dump();
}

std::vector<KerasLayer> read_model_config(const std::string& text, const std::string& where) {
  const Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  DUCTUS_CHECK(json.is_object() && json.contains("config"), "{}: model_config is not the JSON of a model",
               where);
  DUCTUS_CHECK(json.value("class_name", Json()) == "Sequential", "{}: expected a Sequential model, found {}",
               where, json.value("class_name", Json()).dump());
  // before Keras 2.2.3 the list of layers was all there was
  const Json layers = json["config"].is_object() ? json["config"].value("layers", Json()) : json["config"];
  DUCTUS_CHECK(layers.is_array(), "{}: model_config has no list of layers", where);
  std::vector<KerasLayer> result;
  for (const Json& layer : layers) {
    const LayerReader reader(layer, where);
    if (reader.is_input()) {
      reader.check_input();
    } else {
      result.push_back(reader.read());
    }
  }
  return result;
}

}  // namespace ductus::models
