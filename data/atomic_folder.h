// A folder that is there whole or not at all: written under a temporary name, renamed.
#pragma once

#include <filesystem>

namespace ductus::data {

/// Writes folder PATH under the name `.NAME.part` beside it; what a killed run has left there is removed.
/// Without commit() the temporary is removed with all in it. Every failure is a ductus::Error.
class AtomicFolder {
 public:
  /// Creates the temporary, and the folders it lies in. Where PATH is a link, the folder that it leads to is
  /// the one written. Throws ductus::Error unless PATH is new or an empty folder.
  explicit AtomicFolder(const std::filesystem::path& path);
  ~AtomicFolder();
  AtomicFolder(const AtomicFolder&) = delete;
  AtomicFolder& operator=(const AtomicFolder&) = delete;

  /// Where to write.
  const std::filesystem::path& temporary() const { return temporary_; }

  /// Renames. Called once, last.
  void commit();

 private:
  std::filesystem::path path_, temporary_;
};

/// Creates a folder, and those it lies in, unless it is there. Throws ductus::Error "PATH: cannot create the
/// folder: ...".
void make_folder(const std::filesystem::path& folder);

}  // namespace ductus::data
