#include "data/atomic_file.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <string>
#include <system_error>
#include <utility>

#include "configs/schema/error.h"
#include "configs/schema/numbers.h"
#include "data/link_target.h"

namespace ductus::data {
namespace {

namespace fs = std::filesystem;

fs::path folder_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

std::string reason(int error) { return std::generic_category().message(error); }

void create_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  DUCTUS_CHECK(!error, "{}: cannot create the folder: {}", folder.string(), error.message());
}

/// What may help.
const char* hint(int error) {
  const bool full = error == ENOSPC || error == EDQUOT || error == EFBIG;
  return full ? " (free some space there, or write elsewhere)" : "";
}

/// A rename is on disk only once its folder is. Some file systems cannot sync a folder; there is no more to
/// do then.
void sync_folder(const fs::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

/// What the names of all temporaries of a file begin with.
std::string temporary_stem(const fs::path& path) { return "." + path.filename().string() + "."; }

/// Whether "4711-0.tmp" is the end of the name that a process gave which is no longer there.
bool is_left_over(std::string_view end) {
  int32_t process = 0, attempt = 0;
  const std::size_t dash = end.find('-'), suffix = end.find(".tmp");
  if (dash >= suffix || suffix + 4 != end.size()) return false;
  return config::parse_number(end.substr(0, dash), process) == config::Parsed::kGood &&
         config::parse_number(end.substr(dash + 1, suffix - dash - 1), attempt) == config::Parsed::kGood &&
         process > 0 && ::kill(process, 0) != 0 && errno == ESRCH;
}

/// Removes temporaries of the file that killed processes could not remove.
void remove_left_over(const fs::path& path) {
  const std::string stem = temporary_stem(path);
  std::error_code none;
  for (fs::directory_iterator entry(folder_of(path), none), end; entry != end; entry.increment(none)) {
    const std::string name = entry->path().filename().string();
    if (name.rfind(stem, 0) == 0 && is_left_over(std::string_view(name).substr(stem.size())))
      ::unlink(entry->path().c_str());
  }
}

/// Renaming would put a file in the place of a device.
void check_no_device(const fs::path& path) {
  std::error_code none;
  DUCTUS_CHECK(!fs::is_other(path, none), "{}: cannot write: a device or pipe, expected a file",
               path.string());
}

}  // namespace

AtomicFile::AtomicFile(const fs::path& path) : path_(link_target(path)) {
  DUCTUS_CHECK(path_.has_filename(), "{}: cannot write: no file name", path_.string());
  check_no_device(path);
  create_folder(folder_of(path_));
  remove_left_over(path_);
  for (int attempt = 0; descriptor_ < 0; ++attempt) {
    temporary_ = folder_of(path_) / fmt::format("{}{}-{}.tmp", temporary_stem(path_), ::getpid(), attempt);
    descriptor_ = ::open(temporary_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor_ < 0 && errno != EEXIST) {
      const int error = errno;
      temporary_.clear();
      fail_with(error);
    }
  }
}

AtomicFile::~AtomicFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void AtomicFile::fail_with(int error) const {
  fail("{}: cannot write: {}{}", path_.string(), reason(error), hint(error));
}

void AtomicFile::write(const void* bytes, std::size_t size) {
  const char* next = static_cast<const char*>(bytes);
  while (size > 0) {
    const ssize_t written = ::write(descriptor_, next, size);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) fail_with(written < 0 ? errno : EIO);
    next += written;
    size -= static_cast<std::size_t>(written);
  }
}

void AtomicFile::write_at(std::size_t offset, const void* bytes, std::size_t size) {
  const char* next = static_cast<const char*>(bytes);
  while (size > 0) {
    const ssize_t written = ::pwrite(descriptor_, next, size, static_cast<off_t>(offset));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) fail_with(written < 0 ? errno : EIO);
    next += written;
    offset += static_cast<std::size_t>(written);
    size -= static_cast<std::size_t>(written);
  }
}

void AtomicFile::reserve(std::size_t size) {
  if (size == 0 || ::fallocate(descriptor_, 0, 0, static_cast<off_t>(size)) == 0) return;
  if (errno != EOPNOTSUPP && errno != ENOSYS) fail_with(errno);
}

void AtomicFile::commit() {
  if (::fsync(descriptor_) != 0) fail_with(errno);
  if (::close(std::exchange(descriptor_, -1)) != 0) fail_with(errno);
  if (::rename(temporary_.c_str(), path_.c_str()) != 0) fail_with(errno);
  temporary_.clear();
  sync_folder(folder_of(path_));
}

void write_file(const fs::path& path, std::string_view content) {
  AtomicFile file(path);
  file.write(content);
  file.commit();
}

void write_small_file(const fs::path& path, std::string_view content) {
  std::ofstream file(path, std::ios::binary);
  file.write(content.data(), static_cast<std::streamsize>(content.size()));
  file.close();
  DUCTUS_CHECK(file.good(), "{}: cannot write: {}{}", path.string(), reason(errno), hint(errno));
}

}  // namespace ductus::data
