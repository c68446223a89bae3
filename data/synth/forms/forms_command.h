// `ductus synth forms`.
#pragma once

#include "configs/cli/cli.h"

namespace ductus::data {

void add_forms_command(config::CommandLine& program);

}  // namespace ductus::data
