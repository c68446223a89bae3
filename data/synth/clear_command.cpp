#include "data/synth/clear_command.h"

#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <string>

#include "data/synth/origin.h"

namespace ductus::data {
namespace {

int clear(const std::filesystem::path& folder) {
  const auto files = remove_drawn_folder(folder);
  fmt::print("{}: removed, {} files and folders\n", folder.string(), files);
  return 0;
}

}  // namespace

void add_clear_command(config::CommandLine& program) {
  const auto folder = std::make_shared<std::string>("results_test");
  config::CommandLine& line = program.command("clear", "Removes a folder of drawn pictures, and no other.");
  line.optional_argument("FOLDER", *folder, "folder that `ductus synth` has written");
  line.example("ductus synth clear results_test");
  line.action([folder] { return clear(*folder); });
}

}  // namespace ductus::data
