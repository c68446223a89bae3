// A file that is there whole or not at all: written under a temporary name, synced, renamed.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace ductus::data {

/// Writes PATH, or what it leads to as a link, through a temporary name beside it, which only this process
/// uses. Until commit() an older PATH stays untouched; without commit() the temporary is removed.
/// Every failure is a ductus::Error: "PATH: cannot write: No space left on device".
class AtomicFile {
 public:
  /// Creates the temporary, and its folders; removes those of killed processes. A device or pipe is refused.
  explicit AtomicFile(const std::filesystem::path& path);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  /// Appends.
  void write(const void* bytes, std::size_t size);
  void write(std::string_view text) { write(text.data(), text.size()); }

  /// Writes at an offset from the start, beyond the end too; the place of write() stays.
  void write_at(std::size_t offset, const void* bytes, std::size_t size);

  /// Takes `size` bytes of disk now, so that a disk too full says so before the work is done.
  void reserve(std::size_t size);

  /// Syncs, renames over PATH and syncs the folder. Called once, last.
  void commit();

  /// The name being written, for a library that opens files itself; what it writes is synced by commit().
  const std::filesystem::path& temporary() const { return temporary_; }

 private:
  [[noreturn]] void fail_with(int error) const;

  std::filesystem::path path_;
  std::filesystem::path temporary_;
  int descriptor_ = -1;
};

/// Writes a whole file at once, atomically.
void write_file(const std::filesystem::path& path, std::string_view content);

/// Writes one of thousands of small files of a new folder, which is not whole before the last of them: not
/// atomic, not synced one by one. Throws as AtomicFile does.
void write_small_file(const std::filesystem::path& path, std::string_view content);

}  // namespace ductus::data
