// The files below a folder, or in an archive, by their names.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "data/formats/formats.h"

namespace ductus::data {

/// A folder or an archive (data/formats/archive.h), whichever `root` is. Names are relative to it, with '/'.
class FileTree {
 public:
  explicit FileTree(std::filesystem::path root) : root_(std::move(root)) {}

  const std::filesystem::path& root() const { return root_; }

  /// What stands for a file in errors: its path, or "lines.tar: 000/001.jpg".
  std::string where(const std::string& name) const;

  /// The contents of files by name, in that order; empty for one that is not there.
  std::vector<std::string> read(const std::vector<std::string>& names, std::string_view what,
                                const ReadContext& context) const;

  /// All regular files but hidden ones, sorted. An archive is read through once.
  std::vector<std::string> list() const;

  /// Calls visit(i, bytes) on all threads, once for every names[i] that is there, and tells progress of
  /// `what`. An archive is read once, from front to back. Below a folder, a name may be an absolute path.
  /// Throws ductus::Error when a file that is there cannot be read; what `visit` throws comes through.
  void visit(const std::vector<std::string>& names, std::string_view what, const ReadContext& context,
             const std::function<void(std::size_t i, std::string_view bytes)>& visit) const;

 private:
  std::filesystem::path root_;
};

/// Whether the file, or a folder that it lies in as its name says, is hidden: ".git/1.png".
bool is_hidden(const std::filesystem::path& name);

/// Whether a file's name ends as those of pictures do (.png, .jpg, .tif, ...), in whatever case.
bool is_picture_name(const std::string& name);

}  // namespace ductus::data
