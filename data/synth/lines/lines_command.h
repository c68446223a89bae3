// `ductus synth lines`.
#pragma once

#include "configs/cli/cli.h"

namespace ductus::data {

void add_lines_command(config::CommandLine& program);

}  // namespace ductus::data
