// Everything that is needed to use a trained model besides its weights, and where it came from.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "data/alphabet.h"
#include "data/sample_sketch.h"

namespace ductus::models {

/// A data set that a model has seen.
struct DataSource {
  std::string name;  ///< as the recipe named it
  std::string hash;  ///< content_hash of the data::ImageSet or data::LineSet of the part that was used
  data::SampleSketch sketch = {};  ///< of its samples; empty in older models and where it is of no use
};

/// What a training saw: by part ("train", "validation"), and the hash of the data that chose among
/// checkpoints.
struct SeenData {
  std::map<std::string, DataSource> parts;
  std::string selected_on;  ///< empty: none did
};

/// Travels as text in the metadata of a model file, one entry a member, each under "ductus.".
struct ModelInfo {
  static constexpr int kFormat = 1;  ///< raised when an older ductus could not use the file

  std::string net;            ///< registered name: "cnn36"
  std::string net_options;    ///< what the net was built with, as YAML; empty: its defaults
  data::Alphabet alphabet;    ///< class k, without a blank, is alphabet[k]
  std::string preprocessing;  ///< how a picture becomes height x width (data/character_view.h,
                              ///< data/line_view.h), as JSON
  int height_px = 28;
  int width_px = 28;                  ///< 0: any, as lines have it
  std::string precision = "float32";  ///< what the body computed in when it was trained: float32 or bfloat16
  std::string recipe;                 ///< effective recipe, YAML
  std::map<std::string, double> metrics;   ///< "val_loss" -> 0.168; rates are fractions
  std::map<std::string, DataSource> data;  ///< by part: "train", "validation"
  std::string checkpoint;                  ///< which weights these are: "last", "best val_loss, epoch 17"
  std::string selected_on;                 ///< the data (hash) that chose among checkpoints; empty: none did
  std::vector<SeenData> ancestors;  ///< what the models saw that it was trained on from, the nearest first
  uint64_t seed = 0;
  double temperature = 1.0;    ///< logits are divided by it before softmax
  std::string ductus_version;  ///< what wrote it; filled in by to_metadata
  std::string file_hash;       ///< of the file it was read from (`ductus.hash`); filled in by load_model
};

/// `ancestors` of a model that is trained on from this one: its own data, then those of its ancestors.
std::vector<SeenData> lineage(const ModelInfo& info);

/// As JSON, and back. Throws ductus::Error for malformed text; `where` names its place.
std::string lineage_text(const std::vector<SeenData>& lineage);
std::vector<SeenData> read_lineage(const std::string& text, const std::string& where);

/// As metadata of a safetensors file.
std::map<std::string, std::string> to_metadata(const ModelInfo& info);

/// The way back; `where` names the file in errors. Throws ductus::Error for a missing or malformed entry, and
/// for a format of a later ductus.
ModelInfo from_metadata(const std::map<std::string, std::string>& metadata, const std::string& where);

}  // namespace ductus::models
