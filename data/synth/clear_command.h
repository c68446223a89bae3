// `ductus synth clear`.
#pragma once

#include "configs/cli/cli.h"

namespace ductus::data {

void add_clear_command(config::CommandLine& program);

}  // namespace ductus::data
