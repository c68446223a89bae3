// The layouts of layouts/, which are built into the program.
#pragma once

#include <vector>

#include "data/synth/text/embedded_texts.h"

namespace ductus::data {

/// By name: "till" of layouts/till.yaml; in the order of names.
const std::vector<EmbeddedText>& embedded_layouts();

}  // namespace ductus::data
