// HDF5 objects that close themselves, opened with errors of our own kind. HDF5 is not thread-safe: one thread
// at a time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace ductus::data::hdf5 {

/// An identifier (hid_t) and the function that closes it.
class Handle {
 public:
  using Close = int (*)(int64_t id);

  Handle() = default;
  Handle(int64_t id, Close close) : id_(id), close_(close) {}
  ~Handle() { reset(); }
  Handle(Handle&& other) noexcept { swap(other); }
  Handle& operator=(Handle&& other) noexcept {
    swap(other);
    return *this;
  }

  int64_t id() const { return id_; }
  operator int64_t() const { return id_; }  // NOLINT: stands wherever HDF5 takes an identifier
  bool valid() const { return id_ >= 0; }

  /// Closes now; false when HDF5 could not, as when a disk is full.
  bool reset();

 private:
  void swap(Handle& other) {
    std::swap(id_, other.id_);
    std::swap(close_, other.close_);
  }

  int64_t id_ = -1;
  Close close_ = nullptr;
};

/// Whether there is a file that begins as HDF5 files do.
bool is_hdf5(const std::filesystem::path& path);

/// Opens a file for reading, with HDF5's own printing of errors off.
/// Throws ductus::Error when it is missing, no HDF5 file, damaged or cut short.
Handle open_file(const std::filesystem::path& path);

/// The innermost reason on HDF5's error stack, as in "file read failed"; "" when the last call succeeded.
std::string last_reason();

bool has_attribute(int64_t object, const std::string& name);

/// A scalar or a list of text, of fixed or of variable length (h5py writes either). `where` opens an error's
/// message. Text of fixed length is what the header of the object has, which a checksum guards; where its
/// claims are too large, or a checksum is wrong, that is an error. Text of variable length is read by HDF5
/// out of a heap that has neither checksum nor check (1.10 follows a damaged reference, and crashes): arrays
/// of texts are therefore read by data/text_heap.h, but an attribute's bytes HDF5 does not give away.
std::vector<std::string> read_texts(int64_t object, const std::string& name, const std::string& where);
std::string read_text(int64_t object, const std::string& name, const std::string& where);
int64_t read_integer(int64_t object, const std::string& name, const std::string& where);

/// The texts of a data set. `what` opens an error's message.
std::vector<std::string> read_text_dataset(int64_t dataset, const std::string& what);

/// Attributes for a file being written: UTF-8 text of variable length, and a 64-bit integer.
void write_text(int64_t object, const std::string& name, const std::string& value);
void write_texts(int64_t object, const std::string& name, const std::vector<std::string>& values);
void write_integer(int64_t object, const std::string& name, int64_t value);

/// This machine's type of a number: uint8_t, uint16_t, uint32_t, int32_t or int64_t.
template <typename T>
int64_t native_type();

/// UTF-8 text of variable length, in memory and in files.
Handle text_type();

}  // namespace ductus::data::hdf5
