// Where two recipes differ, for messages.
#pragma once

#include <string>
#include <vector>

#include "configs/schema/yaml_tree.h"

namespace ductus::config {

/// The paths ("train.epochs", "data.sources.0.mnist.part") at which two trees differ, in the order of `a`,
/// then what `b` alone has. A part that only one of them has, or whose kind or length differs, is named
/// itself and not what is in it.
std::vector<std::string> differing_paths(const Value& a, const Value& b);

}  // namespace ductus::config
