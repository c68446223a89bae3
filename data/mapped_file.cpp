#include "data/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>

#include "configs/schema/error.h"

namespace ductus::data {
namespace {

std::size_t page_size() { return static_cast<std::size_t>(sysconf(_SC_PAGESIZE)); }

std::size_t whole_pages(std::size_t size) { return (size + page_size() - 1) / page_size() * page_size(); }

/// An open file, closed at the end: a mapping outlives its descriptor.
class Descriptor {
 public:
  explicit Descriptor(const std::filesystem::path& path) : fd_(open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    DUCTUS_CHECK(fd_ >= 0, "{}: cannot open the file ({})", path.string(), std::strerror(errno));
  }
  ~Descriptor() { close(fd_); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

std::size_t regular_size(const Descriptor& file, const std::filesystem::path& path) {
  struct stat status {};
  DUCTUS_CHECK(fstat(file.get(), &status) == 0, "{}: cannot read its size ({})", path.string(),
               std::strerror(errno));
  DUCTUS_CHECK(S_ISREG(status.st_mode), "{}: expected a file, found {}", path.string(),
               S_ISDIR(status.st_mode) ? "a folder" : "a device or pipe");
  return static_cast<std::size_t>(status.st_size);
}

}  // namespace

MappedFile::MappedFile(const std::filesystem::path& path, Access access) {
  const Descriptor file(path);
  const std::size_t size = regular_size(file, path);
  if (size == 0) return;  // mmap refuses a length of 0
  void* address = mmap(nullptr, size, PROT_READ, MAP_SHARED, file.get(), 0);
  DUCTUS_CHECK(address != MAP_FAILED, "{}: cannot map {} bytes ({})", path.string(), size,
               std::strerror(errno));
  madvise(address, size, access == Access::kSequential ? MADV_SEQUENTIAL : MADV_RANDOM);  // only a hint
  data_ = static_cast<const uint8_t*>(address);
  size_ = size;
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) munmap(const_cast<uint8_t*>(data_), size_);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

PageMemory::PageMemory(std::size_t size) : size_(size), mapped_(whole_pages(size)) {
  if (mapped_ == 0) return;
  void* address =
      mmap(nullptr, mapped_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  DUCTUS_CHECK(address != MAP_FAILED, "memory: cannot get {} bytes ({})", size, std::strerror(errno));
#ifdef MADV_HUGEPAGE
  madvise(address, mapped_, MADV_HUGEPAGE);  // only a hint
#endif
  data_ = static_cast<uint8_t*>(address);
}

PageMemory::~PageMemory() {
  if (data_ != nullptr) munmap(data_, mapped_);
}

PageMemory::PageMemory(PageMemory&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)),
      size_(std::exchange(other.size_, 0)),
      mapped_(std::exchange(other.mapped_, 0)) {}

PageMemory& PageMemory::operator=(PageMemory&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  std::swap(mapped_, other.mapped_);
  return *this;
}

void PageMemory::shrink(std::size_t size) {
  const std::size_t kept = whole_pages(size);
  if (kept < mapped_) munmap(data_ + kept, mapped_ - kept);
  if (kept == 0) data_ = nullptr;
  mapped_ = std::min(kept, mapped_);
  size_ = size;
}

Buffer<uint8_t> PageMemory::release() {
  const auto owner = std::make_shared<PageMemory>(std::move(*this));
  return Buffer<uint8_t>(owner, owner->data(), owner->size());
}

}  // namespace ductus::data
