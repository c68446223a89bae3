// A whole file as read-only bytes in memory, and page-sized memory for large results.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string_view>

#include "data/buffer.h"

namespace ductus::data {

/// A regular file mapped read-only; unmapped at the end. An empty file is a mapping of no bytes.
/// The file must not be cut short while it is mapped (the operating system would end the program).
class MappedFile {
 public:
  enum class Access { kSequential, kRandom };

  /// Throws ductus::Error with path and reason when the file cannot be opened, is no regular file, or cannot
  /// be mapped.
  explicit MappedFile(const std::filesystem::path& path, Access access = Access::kSequential);
  ~MappedFile();
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;

  const uint8_t* data() const { return data_; }
  std::size_t size() const { return size_; }
  std::string_view text() const { return {reinterpret_cast<const char*>(data_), size_}; }

 private:
  const uint8_t* data_ = nullptr;
  std::size_t size_ = 0;
};

/// Zeroed memory straight from the operating system, in huge pages where it has them. Pages cost nothing
/// before they are written, so that a generous upper bound may be asked for and cut down afterwards.
class PageMemory {
 public:
  /// Throws ductus::Error when the address space is exhausted.
  explicit PageMemory(std::size_t size);
  ~PageMemory();
  PageMemory(PageMemory&& other) noexcept;
  PageMemory& operator=(PageMemory&& other) noexcept;

  uint8_t* data() { return data_; }
  std::size_t size() const { return size_; }

  /// Gives back all pages after the first `size` bytes.
  void shrink(std::size_t size);

  /// The bytes as a buffer that owns them; this object is empty afterwards.
  Buffer<uint8_t> release();

 private:
  uint8_t* data_ = nullptr;
  std::size_t size_ = 0;
  std::size_t mapped_ = 0;
};

}  // namespace ductus::data
