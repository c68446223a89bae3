// The files of a report, of characters or of lines.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "data/picture.h"

namespace ductus::eval {

/// For the beginning of a command: throws ductus::Error (usage) when the folder holds a file that a report
/// may have, unless `overwrite`; training's curves may be there. An empty path is none.
void refuse_to_overwrite_report(const std::filesystem::path& folder, bool overwrite);

/// Likewise, for a command that writes other files beside a report's: throws ductus::Error (usage) when two
/// of `files`, each with its option, are one, or when one is the folder or a file of a report in it.
void refuse_one_place(const std::vector<std::pair<std::string, std::filesystem::path>>& files,
                      const std::filesystem::path& folder);

/// A folder of a report's files, each written atomically over what is there.
class ReportFolder {
 public:
  explicit ReportFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// The name is one of those that refuse_to_overwrite_report() looks for.
  void text(const char* name, const std::string& content);
  void picture(const char* name, const data::Picture& picture);
  std::vector<std::filesystem::path> written() && { return std::move(written_); }

 private:
  const std::filesystem::path& next(const char* name);

  std::filesystem::path folder_;
  std::vector<std::filesystem::path> written_;
};

}  // namespace ductus::eval
