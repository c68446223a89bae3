// Networks by name.
#pragma once

#include <memory>

#include "configs/schema/registry.h"
#include "configs/schema/yaml_reader.h"
#include "data/alphabet.h"
#include "data/kind.h"
#include "models/recogniser.h"

namespace ductus::models {

/// What a network is built for.
struct NetShape {
  static constexpr int kUnknown = 0;  ///< height of lines before data are read

  int height = 28;
  int width = 28;    ///< 0: any, as lines have it
  int classes = 10;  ///< K, a blank included where the head has one
};

/// Classes of the head that are no symbols: lines have a blank, class 0.
constexpr int blanks(data::Kind kind) { return kind == data::Kind::kLines ? 1 : 0; }

NetShape net_shape(data::Kind kind, int height_px, int width_px, const data::Alphabet& alphabet);

/// Throws ductus::Error (usage) for options that are not right, or not for this shape. Of lines whose height
/// is kUnknown only the options are checked, and null is returned.
using MakeNet = std::shared_ptr<Recogniser> (*)(const NetShape& shape, const config::Node& options);

struct NetEntry {
  data::Kind kind;  ///< what it reads
  MakeNet make;
};

/// All networks by name (nets/nets.def). Parameters are left as the layers' constructors set them: see
/// initialise().
const config::Registry<NetEntry>& nets();

enum class Init {
  kGlorot,  ///< uniform, limit sqrt(6 / (fan_in + fan_out)), biases 0: Keras's default (Glorot and Bengio
            ///< 2010)
  kHe,      ///< normal, variance 2 / fan_in, biases 0 (He et al. 2015)
};

/// Draws weights (tensors of two or more dimensions) from `seed`, independent of the process's other random
/// numbers; biases and normalisation stay as the constructors set them. Recurrent weights are always drawn
/// as kGlorot: with gates that saturate there is no rectifier's loss to make up for.
void initialise(Recogniser& net, Init init, uint64_t seed);

/// One row a layer, in the order of the forward pass.
std::vector<LayerRow> summarise(Recogniser& net, const NetShape& shape);

/// The table `ductus train --summary` prints, with the total.
std::string summary_table(const std::vector<LayerRow>& rows, const std::string& title);

}  // namespace ductus::models
