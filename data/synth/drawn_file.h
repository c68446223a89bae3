// One file of a drawn sample, before it is written.
#pragma once

#include <filesystem>
#include <string>

namespace ductus::data {

struct DrawnFile {
  std::filesystem::path path;  ///< below the folder of all samples
  std::string content;
};

}  // namespace ductus::data
