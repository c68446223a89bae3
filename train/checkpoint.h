// The full state of a training, from which it goes on bit for bit.
#pragma once

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "models/model_info.h"
#include "train/engine.h"

namespace ductus::train {

/// Where a training stands. With the recipe and the data this decides all that follows: random numbers are
/// functions of (seed, epoch, step, sample).
struct Progress {
  uint32_t epoch = 0;                       ///< epochs finished
  int64_t batch = 0;                        ///< steps of the present epoch that are done
  int64_t step = 0;                         ///< steps done in all
  Totals totals;                            ///< of the present epoch
  double best = 0;                          ///< best value of the monitored metric
  int best_epoch = 0;                       ///< counted from 1; 0: none yet
  bool stopped = false;                     ///< early
  std::string precision;                    ///< of the steps so far
  std::vector<models::SeenData> ancestors;  ///< what the models saw that the run began from
};

/// Named vectors of the engine, the average and the optimizer: they are filled in place by load.
using StateTensors = std::vector<std::pair<std::string, at::Tensor>>;

/// What a checkpoint belongs to: another recipe or other data cannot go on from it.
struct CheckpointKey {
  std::string recipe;  ///< effective recipe
  std::string data_hash;
};

/// Writes under a temporary name, syncs, renames: the previous checkpoint stays until the new one is whole.
void save_checkpoint(const std::filesystem::path& path, const CheckpointKey& key, const Progress& progress,
                     const StateTensors& state);

/// Fills the tensors. Throws ductus::Error when the file is damaged or belongs to another recipe or other
/// data.
Progress load_checkpoint(const std::filesystem::path& path, const CheckpointKey& key, StateTensors& state);

}  // namespace ductus::train
