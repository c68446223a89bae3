#include "data/synth/clear_command.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "configs/schema/error.h"
#include "data/sample_set.h"

namespace ductus::data {
namespace {

namespace fs = std::filesystem;

/// Only what ductus has drawn is ever removed.
void check_drawn(const fs::path& folder) {
  DUCTUS_CHECK(fs::is_directory(folder), "{}: no folder", folder.string());
  std::ifstream file(folder / kOriginFile);
  const auto origin = nlohmann::json::parse(file, nullptr, /*allow_exceptions=*/false);
  DUCTUS_CHECK(origin.is_object() && origin.contains("drawn_by"),
               "{}: not removed: no {} in it says that ductus drew it", folder.string(), kOriginFile);
}

int clear(const fs::path& folder) {
  check_drawn(folder);
  const auto files = fs::remove_all(folder);
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
