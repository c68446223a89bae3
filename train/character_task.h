// Characters as a thing to train.
#pragma once

#include <memory>

#include "configs/schema/reporter.h"
#include "data/augmentations/augmentation.h"
#include "data/image_set.h"
#include "train/recipe.h"
#include "train/task.h"

namespace ductus::train {

/// Augmented pictures in, weighted cross entropy out. On a device the pixels live there, and gathering and
/// augmentation run there.
std::unique_ptr<Task> make_character_task(const data::ImageSet& set, const Recipe& recipe,
                                          config::Reporter& reporter);

}  // namespace ductus::train
