// `ductus synth clear`.
#pragma once

#include "configs/cli/cli.h"

namespace ductus::data {

void add_clear_command(config::CommandLine& program);

/// What a folder of drawn pictures says of itself: the file's name, its content is an `origin`
/// (data/sample_set.h).
constexpr const char* kOriginFile = "origin.json";

}  // namespace ductus::data
