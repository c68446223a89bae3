// A model's predictions for labelled characters: the one function behind training's validation and `ductus
// eval`.
#pragma once

#include <c10/core/Device.h>

#include <cstdint>
#include <vector>

#include "configs/schema/reporter.h"
#include "data/augmentations/augmentation.h"
#include "data/image_set.h"
#include "eval/predictions.h"
#include "models/recogniser.h"

namespace ductus::eval {

struct PredictOptions {
  int64_t batch = 256;
  int threads = 0;         ///< 0: all cores
  double temperature = 1;  ///< logits are divided by it
  c10::Device device = c10::Device("cpu");
  const data::Augmenter* augmenter = nullptr;  ///< null: pictures as they are
  uint64_t seed = 0;                           ///< of the augmentation
  uint32_t epoch = 0;
};

/// Predictions for the samples at `indices`, in that order, with log-probabilities and ids. The net is put
/// into evaluation mode and left as it was, whatever happens. Threads share the net; the result does not
/// depend on their number.
Predictions predict(models::Recogniser& net, const data::ImageSet& set, const std::vector<int64_t>& indices,
                    const PredictOptions& options, config::Reporter& reporter);

/// 0, 1, ..., size - 1.
std::vector<int64_t> all_samples(const data::ImageSet& set);

}  // namespace ductus::eval
