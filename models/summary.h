// Rows of a network's layer table.
#pragma once

#include "models/recogniser.h"

namespace ductus::models {

/// Called by a net's forward pass after each layer: adds a row to the table, when one is asked for.
void note_layer(const Input& input, const std::string& name, const at::Tensor& output, int64_t parameters);

}  // namespace ductus::models
