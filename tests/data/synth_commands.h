// `ductus synth` as its tests call it.
#pragma once

#include <string>
#include <vector>

#include "data/synth/chars_command.h"
#include "data/synth/clear_command.h"
#include "data/synth/forms/forms_command.h"
#include "data/synth/lines/lines_command.h"
#include "data/synth/receipts/receipts_command.h"

namespace ductus::test {

using Words = std::vector<std::string>;

inline Words joined(Words first, const Words& more) {
  first.insert(first.end(), more.begin(), more.end());
  return first;
}

/// The exit status of `ductus synth VERB --quiet WORDS...`.
inline int synth(const std::string& verb, const Words& words) {
  Words all = joined({"ductus-synth", verb}, words);
  if (verb != "clear") all.emplace_back("--quiet");
  std::vector<char*> argv;
  for (std::string& word : all) argv.push_back(word.data());
  config::CommandLine line("synth", "test");
  data::add_chars_command(line);
  data::add_lines_command(line);
  data::add_receipts_command(line);
  data::add_forms_command(line);
  data::add_clear_command(line);
  return line.run(static_cast<int>(argv.size()), argv.data());
}

}  // namespace ductus::test
