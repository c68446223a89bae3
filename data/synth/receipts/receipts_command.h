// `ductus synth receipts`.
#pragma once

#include "configs/cli/cli.h"

namespace ductus::data {

void add_receipts_command(config::CommandLine& program);

}  // namespace ductus::data
