// Text lines as a thing to train.
#pragma once

#include <memory>

#include "configs/schema/reporter.h"
#include "data/line_set.h"
#include "train/recipe.h"
#include "train/task.h"

namespace ductus::train {

/// Augmented lines in batches of like width, CTC loss. Training lines that the net has too few time steps for
/// (CTC needs one a symbol, and one more between equal neighbours) are left out and stand in the task's
/// ledger as "too long for its width"; lines that judge a model are judged whatever their length.
std::unique_ptr<Task> make_line_task(const data::LineSet& set, const Recipe& recipe,
                                     config::Reporter& reporter);

}  // namespace ductus::train
