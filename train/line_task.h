// Text lines as a thing to train.
#pragma once

#include <memory>

#include "configs/schema/reporter.h"
#include "data/line_set.h"
#include "train/recipe.h"
#include "train/task.h"

namespace ductus::train {

/// Augmented lines in batches of like width, CTC loss. Every line of every part must fit: see fitting_lines.
std::unique_ptr<Task> make_line_task(const data::LineSet& set, const Recipe& recipe);

/// Without the lines whose text does not fit the time steps that `net` gives their width (CTC needs one a
/// symbol, and one more between equal neighbours); those are dropped from the splits and stand in the ledger
/// as "too long for its width".
data::LineSet fitting_lines(const data::LineSet& set, const models::Recogniser& net);

}  // namespace ductus::train
