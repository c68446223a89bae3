// `ductus synth chars`: draws characters into a file that trainers read.
#pragma once

#include "configs/cli/cli.h"

namespace ductus::data {

/// Adds the verb to the program's command line.
void add_chars_command(config::CommandLine& program);

}  // namespace ductus::data
