// What Keras calls the layers of our networks: the one table that reading and writing Keras files follow.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ductus::models {

/// One layer of a Keras Sequential model; members that a kind does not use stay at their defaults.
struct KerasLayer {
  enum class Kind { kConv, kMaxPool, kDropout, kFlatten, kDense };

  Kind kind = Kind::kDense;
  std::string name;  ///< ours: parameters are NAME.weight and NAME.bias
  int64_t units =
      0;  ///< filters of a convolution, units of a dense layer; kClasses: as many as the alphabet has
  int64_t size = 0;        ///< kernel or pool height and width
  bool same = false;       ///< padding "same", else "valid"
  std::string activation;  ///< "relu", "softmax"
  double rate = 0.0;       ///< dropout

  static constexpr int64_t kClasses = -1;
};

struct KerasNet {
  std::string name;      ///< as ductus registers it
  std::string alphabet;  ///< of the reference's own files, one class a character
  std::vector<KerasLayer> layers;
};

/// Input height and width of all of them; one channel.
constexpr int64_t kKerasInputPx = 28;

const std::vector<KerasNet>& keras_nets();

/// Throws ductus::Error ("keras-h5 knows cnn10, cnn36") for a net that is not in the table; `where` opens it.
const KerasNet& keras_net(std::string_view name, const std::string& where);

/// "cnn10, cnn36".
std::string keras_net_names();

/// The net with these layers, dropout aside (it does nothing in use), or nullptr.
const KerasNet* find_keras_net(const std::vector<KerasLayer>& layers);

/// "conv 32 3x3 valid relu, max pool 2x2, ...".
std::string describe(const std::vector<KerasLayer>& layers);

/// One weight of a layer, seen as a convolution kernel [H, W, I, O] whatever Keras stores it as: a dense
/// layer after Flatten is a convolution over the whole picture, any other dense layer one over a single
/// pixel. The one permutation [H, W, I, O] -> [O, I, H, W] then serves all of them.
struct KerasWeight {
  std::string layer;
  std::array<int64_t, 4> hwio{};
  bool dense = false;

  std::vector<int64_t> keras_shape() const;  ///< [H, W, I, O], or [H * W * I, O]
  std::vector<int64_t> torch_shape() const;  ///< [O, I, H, W], or [O, I * H * W]
};

/// The layers with weights, in order.
std::vector<KerasWeight> keras_weights(const KerasNet& net, int64_t classes);

/// `model_config` of Keras 2, which Keras 3 reads too.
std::string write_model_config(const KerasNet& net, int64_t classes);

/// The layers in `model_config` of Keras 2 or 3, input layers left out.
/// Throws ductus::Error, opening with `where`, for anything that our networks cannot be.
std::vector<KerasLayer> read_model_config(const std::string& json, const std::string& where);

}  // namespace ductus::models
