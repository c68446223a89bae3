// Rows of a network's layer table.
#pragma once

#include "models/recogniser.h"

namespace ductus::models {

/// Called by a net's forward pass after each layer: adds a row to the table, when one is asked for.
void note_layer(const Input& input, const std::string& name, const at::Tensor& output, int64_t parameters);

/// "1,234,567".
std::string with_commas(int64_t number);

}  // namespace ductus::models
