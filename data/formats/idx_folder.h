// A folder of IDX pairs in MNIST's layout: one pair to train on, one to test on.
#pragma once

#include <string>

#include "configs/schema/yaml_reader.h"
#include "data/formats/formats.h"
#include "data/formats/idx.h"

namespace ductus::data {

/// A data set made of a train and a test pair.
struct IdxFolder {
  std::string path;
  std::string train = "train";  ///< what the names of the train pair's files begin with
  std::string test = "t10k";
  enum class Part { kAll, kTrain, kTest } part = Part::kAll;
  IdxPair pair;  ///< how to read each; its paths are filled in here
};

/// Reads the options `path` and `part` (all, train, test); the caller adds its own and calls fields.finish().
void read_idx_folder_options(config::Fields& fields, IdxFolder& folder);

/// Reads the part that was asked for. With both, the splits "train" and "test" are filled.
/// Names may be spelt "train-images-idx3-ubyte" or "train-images.idx3-ubyte", each plain or .gz.
ImageSet read_idx_folder(IdxFolder folder, const ReadContext& context);

}  // namespace ductus::data
