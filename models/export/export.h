// What `ductus export` does, each result checked against what it was made from before it is kept.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace ductus::models {

struct ExportOptions {
  std::filesystem::path input;  ///< model file, or a file of another toolkit
  std::string to;               ///< one of export_formats()
  std::filesystem::path
      output;              ///< empty: the input's name with the format's own ending, in the current folder
  std::string alphabet;    ///< of a file that does not tell its own; one class a character
  bool overwrite = false;  ///< `output` may be there already
};

struct ExportResult {
  std::filesystem::path output;
  std::string net;
  std::size_t classes = 0;
  std::size_t parameters = 0;
};

/// Values of ExportOptions::to.
std::vector<std::string> export_formats();

/// Throws ductus::Error; then nothing was written.
ExportResult export_model(const ExportOptions& options);

}  // namespace ductus::models
