// A training recipe: configs/*.yaml as structs, checked.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "configs/schema/yaml_reader.h"
#include "data/augmentations/augmentation.h"
#include "data/augmentations/lines/line_augmentation.h"
#include "data/class_weights.h"
#include "data/kind.h"
#include "data/source.h"
#include "models/net_registry.h"
#include "train/loss.h"
#include "train/optimizer.h"
#include "train/sampler.h"
#include "train/schedule.h"

namespace ductus::train {

enum class PrecisionChoice { kAuto, kFloat32, kBFloat16 };

struct ModelRecipe {
  std::string net;
  config::Node options;
  models::Init init = models::Init::kHe;
  PrecisionChoice precision =
      PrecisionChoice::kAuto;  ///< auto: bfloat16 where the processor or GPU multiplies it
};

struct LossRecipe {
  data::ClassWeighting class_weights = data::ClassWeighting::kNone;
  double beta = 0.999;  ///< of effective_number
  bool weights_from_all =
      false;  ///< counts of all parts, as reference 003 does, in place of the training part's
  Normalise normalise = Normalise::kSamples;
  float label_smoothing = 0;
};

/// What lines have in its place: CTC.
struct LineLossRecipe {
  bool per_symbol = false;  ///< each line's loss divided by its number of symbols, as torch's CTCLoss does
  double shortcut = 0.2;    ///< weight of the loss of a net's second head, where it has one
};

/// Which of a run's models is the result.
enum class Deliver { kBest, kLast };

struct TrainRecipe {
  uint64_t seed = 1;
  int epochs = 10;
  int64_t batch = 128;            ///< samples
  int64_t batch_width_px = 8192;  ///< lines: at most so many pixels side by side, whatever `batch` says
  LastBatch last_batch = LastBatch::kKeep;
  int shards = 4;
  std::vector<Repeat> repeat;
  double clip_norm = 0;      ///< of the whole batch's gradient; 0: not clipped
  double ema_decay = 0;      ///< of the averaged weights that are judged and kept; 0: the weights themselves
  LossRecipe loss;           // characters
  LineLossRecipe line_loss;  // lines
  MakeSchedule make_schedule = nullptr;
  std::optional<config::Node> schedule;
  std::unique_ptr<Optimizer> optimizer;
  std::string monitor;  ///< what "best" means: val_loss of characters, val_cer of lines unless said otherwise
  Deliver deliver = Deliver::kBest;
  int patience = 0;                        ///< epochs without a better one before stopping early; 0: never
  double checkpoint_every_s = 60;          ///< besides at every epoch's end
  bool augment_validation = false;         ///< as Keras's validation subset is: for the reference recipe
  std::string validate_on = "validation";  ///< the part that chooses; reference 003 chose on its test part
};

struct Recipe {
  data::Kind kind =
      data::Kind::kCharacters;  ///< what the net reads; data, augmentation and loss must be of it
  data::DataRecipe data;
  data::Augmenter augmenter;           // characters
  data::LineAugmenter line_augmenter;  // lines
  ModelRecipe model;
  TrainRecipe train;
};

/// Reads a whole recipe. Throws ductus::Error (usage) with place, key, what was expected and found.
Recipe read_recipe(const config::Document& document);

/// Whether a larger value of the metric is better: accuracies and recalls are, losses and error rates are
/// not.
bool larger_is_better(const std::string& metric);

}  // namespace ductus::train
