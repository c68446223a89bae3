// What a program's --help says, as values.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/workplace.h"

namespace ductus::test {

struct HelpOption {
  std::string name;  ///< the last of its names, the long one
  bool required = false;
  bool takes_value = false;
  std::vector<std::string> choices;  ///< of the value; empty: any
};

/// Of one verb, or of one of its subcommands.
struct ProgramHelp {
  std::map<std::string, HelpOption> options;  ///< by each name, as in "-o" and "--out"
  std::vector<std::string> subcommands;
  std::vector<std::string> examples;
  std::size_t fewest_arguments = 0, most_arguments = 0;
  std::size_t columns = 0;  ///< of its longest line, examples aside: they are copied whole
};

inline std::vector<std::string> split(const std::string& text, char divider) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, divider);) {
    if (!part.empty()) parts.push_back(part);
  }
  return parts;
}

/// An entry without its description, as in {"-o,--out", "PATH", "REQUIRED"}.
inline std::vector<std::string> head_of(const std::string& line) {
  const std::string entry = line.substr(2);
  return split(entry.substr(0, entry.find("  ")), ' ');
}

inline void add_option(ProgramHelp& help, const std::vector<std::string>& head) {
  const std::vector<std::string> names = split(head[0], ',');
  HelpOption option;
  option.name = names.back();
  for (std::size_t i = 1; i < head.size(); ++i) {
    if (head[i] == "REQUIRED") option.required = true;
    if (head[i] == "REQUIRED" || head[i] == "...") continue;
    option.takes_value = true;
    const std::string type = head[i].substr(0, head[i].find('='));  // without the default
    if (type.find('|') != std::string::npos) option.choices = split(type, '|');
  }
  for (const std::string& name : names) help.options[name] = option;
}

inline void add_argument(ProgramHelp& help, const std::vector<std::string>& head) {
  const auto says = [&](const char* word) { return std::count(head.begin(), head.end(), word) > 0; };
  help.fewest_arguments += says("REQUIRED") ? 1 : 0;
  help.most_arguments += says("...") ? 1000 : 1;
}

/// What `ductus ARGUMENTS --help` prints.
inline ProgramHelp help_of(const Workplace& work, std::vector<std::string> arguments) {
  arguments.emplace_back("--help");
  const Outcome outcome = work.run(arguments);
  CAPTURE(outcome.err);
  REQUIRE(outcome.status == 0);
  ProgramHelp help;
  std::string section;
  for (const std::string& line : split(outcome.out, '\n')) {
    if (line[0] != ' ') section = line;
    if (section != "Examples:") help.columns = std::max(help.columns, line.size());
    if (line.size() < 3 || line.substr(0, 2) != "  " || line[2] == ' ') continue;  // no entry
    if (section == "Options:") add_option(help, head_of(line));
    if (section == "Positionals:") add_argument(help, head_of(line));
    if (section == "Subcommands:" || section == "Verbs:") help.subcommands.push_back(head_of(line)[0]);
    if (section == "Examples:") help.examples.push_back(line.substr(2));
  }
  return help;
}

}  // namespace ductus::test
