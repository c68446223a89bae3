// A text file as lines, or as columns divided by tabs.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "data/mapped_file.h"

namespace ductus::eval {

/// UTF-8 with LF or CRLF; a byte order mark is left out. Views into it last as long as it does.
class TextFile {
 public:
  /// Throws ductus::Error with path and line for what is not UTF-8.
  explicit TextFile(const std::filesystem::path& path);

  const std::string& name() const { return name_; }

  /// Element i is line i + 1.
  const std::vector<std::string_view>& lines() const { return lines_; }

  /// The column of this name in the header, which is the first line. Element i is from line i + 1; the first
  /// is empty. Throws ductus::Error when there is no such column or a line that is not empty is too short for
  /// it.
  std::vector<std::string_view> column(const std::string& header) const;

  /// Whether the header has a column of this name.
  bool has_column(const std::string& header) const;

 private:
  std::string name_;
  data::MappedFile file_;
  std::vector<std::string_view> lines_;
};

}  // namespace ductus::eval
