#include "models/export/keras_h5.h"

#include <algorithm>
#include <array>

#include "configs/schema/error.h"
#include "data/atomic_file.h"
#include "models/export/h5.h"
#include "models/export/keras_nets.h"

namespace ductus::models {
namespace {

constexpr char kKerasVersion[] = "2.12.0";  // whose layout write_keras_h5 follows
constexpr char kBackend[] = "tensorflow";
constexpr char kRoot[] = "model_weights";

/// Kernel and bias of one layer as Keras stores them.
struct StoredLayer {
  std::string name;
  std::vector<H5Array> arrays;
};

std::string join(const std::string& group, const std::string& name) {
  return group.empty() ? name : group + "/" + name;
}

/// `model.save` of Keras 2 and 3 and `save_weights` of Keras 2: lists of names say what lies where.
std::vector<StoredLayer> read_named(const H5Input& file, const std::string& group) {
  std::vector<StoredLayer> layers;
  for (const std::string& layer : file.texts(group, "layer_names")) {
    const std::string folder = join(group, layer);
    if (file.children(folder).empty()) continue;  // Keras then keeps its list of no names as numbers
    StoredLayer stored{layer, {}};
    for (const std::string& weight : file.texts(folder, "weight_names"))
      stored.arrays.push_back(file.floats(join(folder, weight)));
    layers.push_back(std::move(stored));
  }
  return layers;
}

/// `save_weights` of Keras 3 names layers by class and number: conv2d, conv2d_1, ..., dense, dense_1, ...
std::vector<StoredLayer> read_numbered(const H5Input& file) {
  std::vector<StoredLayer> layers;
  for (const char* kind : {"conv2d", "dense"}) {
    for (int n = 0;; ++n) {
      const std::string folder = fmt::format("layers/{}{}", kind, n == 0 ? "" : fmt::format("_{}", n));
      if (!file.has(folder)) break;
      StoredLayer stored{folder, {}};
      for (const std::string& number : file.children(folder + "/vars"))
        stored.arrays.push_back(file.floats(folder + "/vars/" + number));
      layers.push_back(std::move(stored));
    }
  }
  return layers;
}

std::vector<StoredLayer> read_layers(const H5Input& file, const std::string& where) {
  if (file.has(kRoot)) return read_named(file, kRoot);
  if (!file.texts("", "layer_names").empty()) return read_named(file, "");
  if (file.has("layers")) return read_numbered(file);
  fail("{}: no file of Keras: neither /{} nor an attribute layer_names nor /layers", where, kRoot);
}

/// Why the stored layers are not those of `net`, or "".
std::string mismatch(const KerasNet& net, const std::vector<StoredLayer>& layers) {
  if (layers.empty() || layers.back().arrays.empty() || layers.back().arrays[0].shape.empty())
    return "no weights";
  const std::vector<KerasWeight> weights = keras_weights(net, layers.back().arrays[0].shape.back());
  if (weights.size() != layers.size())
    return fmt::format("expected {} layers with weights, found {}", weights.size(), layers.size());
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const std::vector<H5Array>& arrays = layers[i].arrays;
    const std::vector<int64_t> bias{weights[i].hwio[3]};
    if (arrays.size() != 2 || arrays[0].shape != weights[i].keras_shape() || arrays[1].shape != bias)
      return fmt::format("the weights of layer {} have other shapes", layers[i].name);
  }
  return "";
}

/// The net by the layers that the file declares, else by the shapes of its weights.
const KerasNet& recognise(const H5Input& file, const std::vector<StoredLayer>& layers,
                          const std::string& where) {
  const std::vector<std::string> config = file.texts("", "model_config");
  if (!config.empty()) {
    const std::vector<KerasLayer> declared = read_model_config(config.front(), where);
    const KerasNet* net = find_keras_net(declared);
    DUCTUS_CHECK(net != nullptr, "{}: keras-h5 knows {}, found the layers {}", where, keras_net_names(),
                 describe(declared));
    const std::string problem = mismatch(*net, layers);
    DUCTUS_CHECK(problem.empty(), "{}: its layers are those of {}, but {}", where, net->name, problem);
    return *net;
  }
  for (const KerasNet& net : keras_nets()) {
    if (mismatch(net, layers).empty()) return net;
  }
  fail("{}: keras-h5 knows {}, found weights of other shapes", where, keras_net_names());
}

/// The value at [h, w, i, o] of one layout goes to [o, i, h, w] of the other.
template <typename Move>
void for_each_place(const std::array<int64_t, 4>& hwio, const Move& move) {
  const auto [height, width, inputs, outputs] = hwio;
  std::size_t keras = 0;
  for (int64_t h = 0; h < height; ++h) {
    for (int64_t w = 0; w < width; ++w) {
      for (int64_t i = 0; i < inputs; ++i) {
        for (int64_t o = 0; o < outputs; ++o)
          move(keras++, static_cast<std::size_t>(((o * inputs + i) * height + h) * width + w));
      }
    }
  }
}

TensorBlob to_torch(const KerasWeight& weight, const H5Array& kernel) {
  std::vector<float> values(kernel.values.size());
  for_each_place(weight.hwio,
                 [&](std::size_t keras, std::size_t torch) { values[torch] = kernel.values[keras]; });
  return make_f32(weight.layer + ".weight", weight.torch_shape(), values);
}

H5Array to_keras(const KerasWeight& weight, const std::vector<float>& values) {
  H5Array kernel{weight.keras_shape(), std::vector<float>(values.size())};
  for_each_place(weight.hwio,
                 [&](std::size_t keras, std::size_t torch) { kernel.values[keras] = values[torch]; });
  return kernel;
}

data::Alphabet choose_alphabet(const data::Alphabet& asked, const KerasNet& net, std::size_t classes,
                               const std::string& where) {
  const data::Alphabet alphabet = asked.empty() ? data::Alphabet::from_characters(net.alphabet) : asked;
  DUCTUS_CHECK(alphabet.size() == classes, "{}: expected an alphabet of {} symbols, found {} (--alphabet)",
               where, classes, alphabet.size());
  return alphabet;
}

const TensorBlob& take(const std::vector<TensorBlob>& tensors, const std::string& name,
                       const std::vector<int64_t>& shape, const std::string& where) {
  const auto found = std::find_if(tensors.begin(), tensors.end(),
                                  [&](const TensorBlob& tensor) { return tensor.name == name; });
  DUCTUS_CHECK(found != tensors.end(), "{}: the model has no tensor {}", where, name);
  DUCTUS_CHECK(found->shape == shape, "{}: tensor {} has another shape than the net", where, name);
  return *found;
}

void check_exportable(const ModelInfo& info, const std::string& where) {
  DUCTUS_CHECK(info.height_px == kKerasInputPx && info.width_px == kKerasInputPx,
               "{}: expected input {} x {}, found {} x {}", where, kKerasInputPx, kKerasInputPx,
               info.height_px, info.width_px);
}

void write_layers(H5Output* file, const KerasNet& net, const PlainModel& model, const std::string& where) {
  const std::vector<KerasWeight> weights =
      keras_weights(net, static_cast<int64_t>(model.info.alphabet.size()));
  DUCTUS_CHECK(model.tensors.size() == 2 * weights.size(), "{}: expected {} tensors, found {}", where,
               2 * weights.size(), model.tensors.size());
  for (const KerasWeight& weight : weights) {
    const std::string kernel = weight.layer + "/kernel:0";
    const std::string bias = weight.layer + "/bias:0";
    const std::string folder = join(kRoot, weight.layer);
    const TensorBlob& values = take(model.tensors, weight.layer + ".weight", weight.torch_shape(), where);
    const TensorBlob& offsets = take(model.tensors, weight.layer + ".bias", {weight.hwio[3]}, where);
    file->floats(join(folder, kernel), to_keras(weight, f32_values(values)));
    file->floats(join(folder, bias), {offsets.shape, f32_values(offsets)});
    file->texts(folder, "weight_names", {kernel, bias});
  }
}

void write_file(const std::string& path, const KerasNet& net, const PlainModel& model,
                const std::string& where) {
  H5Output file(path);
  file.text("", "keras_version", kKerasVersion);
  file.text("", "backend", kBackend);
  file.text("", "model_config", write_model_config(net, static_cast<int64_t>(model.info.alphabet.size())));
  file.group(kRoot);
  std::vector<std::string> names;
  for (const KerasLayer& layer : net.layers) {
    names.push_back(layer.name);
    file.group(join(kRoot, layer.name));  // without weights too: Keras opens them all
  }
  file.texts(kRoot, "layer_names", names);
  file.text(kRoot, "keras_version", kKerasVersion);
  file.text(kRoot, "backend", kBackend);
  write_layers(&file, net, model, where);
  file.close();
}

void check_same(const std::vector<TensorBlob>& written, const std::vector<TensorBlob>& read,
                const std::string& where) {
  for (const TensorBlob& tensor : written) {
    DUCTUS_CHECK(std::find(read.begin(), read.end(), tensor) != read.end(),
                 "{}: tensor {} differs when it is read back: nothing was kept", where, tensor.name);
  }
}

}  // namespace

PlainModel read_keras_h5(const std::string& path, const data::Alphabet& alphabet) {
  const H5Input file(path);
  const std::vector<StoredLayer> layers = read_layers(file, path);
  const KerasNet& net = recognise(file, layers, path);
  const auto classes = static_cast<std::size_t>(layers.back().arrays[1].shape[0]);
  PlainModel model;
  model.info.net = net.name;
  model.info.alphabet = choose_alphabet(alphabet, net, classes, path);
  model.info.height_px = model.info.width_px = static_cast<int>(kKerasInputPx);
  model.info.checkpoint = "weights of a Keras .h5 file";
  const std::vector<KerasWeight> weights = keras_weights(net, static_cast<int64_t>(classes));
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const std::vector<H5Array>& arrays = layers[i].arrays;
    model.tensors.push_back(to_torch(weights[i], arrays[0]));
    model.tensors.push_back(make_f32(weights[i].layer + ".bias", arrays[1].shape, arrays[1].values));
  }
  return model;
}

void write_keras_h5(const std::string& path, const PlainModel& model) {
  const KerasNet& net = keras_net(model.info.net, path);
  check_exportable(model.info, path);
  data::AtomicFile file(path);
  write_file(file.temporary().string(), net, model, path);
  check_same(model.tensors, read_keras_h5(file.temporary().string(), model.info.alphabet).tensors, path);
  file.commit();
}

}  // namespace ductus::models
