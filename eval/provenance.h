// What was judged: the model, the data, and what the one was to the other.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ductus::eval {

/// What the judged samples were to the judged model.
enum class DataUse {
  kUnknown,    ///< predictions of another tool, or of a model that does not tell
  kHeldOut,    ///< seen neither in training nor in selection
  kSelection,  ///< the checkpoint, the temperature or a setting was chosen on them: the numbers flatter
  kTraining,   ///< trained on: no measure of quality
};

/// How it is known, where a model's data::SampleSketch tells of some samples alone; else 0 of 0.
struct ToldSamples {
  int64_t told = 0;   ///< judged samples that it tells of
  int64_t found = 0;  ///< of these, those that were used so: few make it a use of some of the samples
};

/// Empty texts are left out of the report.
struct Provenance {
  std::string model;       ///< file
  std::string model_hash;  ///< `ductus.hash` of the file
  std::string checkpoint;  ///< "last, epoch 20", "best by val_loss, epoch 17"
  std::string data;        ///< file or source
  std::string data_hash;
  std::string split;  ///< "test", "all"
  DataUse data_use = DataUse::kUnknown;
  ToldSamples told;
  std::map<std::string, int64_t> left_out;  ///< samples of the data, all parts, that were not read, by reason
  std::optional<double> temperature;        ///< what the model divides its logits by
  std::vector<std::pair<std::string, std::string>>
      more;  ///< further lines, no name twice: {"torch", "2.11.0"}
};

}  // namespace ductus::eval
