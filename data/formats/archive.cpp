#include "data/formats/archive.h"

#include <archive.h>
#include <archive_entry.h>

#include <memory>
#include <string_view>

#include "configs/schema/error.h"

namespace ductus::data {
namespace {

namespace fs = std::filesystem;

using Handle = std::unique_ptr<archive, decltype(&archive_read_free)>;

constexpr int64_t kLargestFile = int64_t{1} << 30;

[[noreturn]] void fail_read(archive* handle, const fs::path& path) {
  const char* reason = archive_error_string(handle);
  fail("{}: cannot read the archive ({})", path.string(), reason ? reason : "no reason given");
}

/// libarchive's "warn" is a header that was understood in part: enough, for names and contents.
bool is_sound(int status) { return status == ARCHIVE_OK || status == ARCHIVE_WARN; }

Handle open(const fs::path& path) {
  Handle handle(archive_read_new(), &archive_read_free);
  DUCTUS_CHECK(handle, "{}: no memory to read the archive", path.string());
  archive_read_support_format_tar(handle.get());
  archive_read_support_format_zip(handle.get());
  archive_read_support_filter_gzip(handle.get());
  archive_read_support_filter_bzip2(handle.get());
  archive_read_support_filter_xz(handle.get());
  archive_read_support_filter_zstd(handle.get());
  constexpr std::size_t kBlock = 1 << 16;
  if (archive_read_open_filename(handle.get(), path.c_str(), kBlock) != ARCHIVE_OK)
    fail_read(handle.get(), path);
  return handle;
}

/// An entry's name as a path inside the archive, or an error when it leads out of it.
std::string inner_name(archive_entry* entry, const fs::path& path) {
  const char* text = archive_entry_pathname_utf8(entry);
  if (text == nullptr) text = archive_entry_pathname(entry);
  DUCTUS_CHECK(text != nullptr, "{}: an entry has a name that cannot be read", path.string());
  const fs::path name(text);
  bool leads_out = name.is_absolute();
  for (const fs::path& part : name) leads_out = leads_out || part == "..";
  DUCTUS_CHECK(!leads_out, "{}: entry '{}' leads out of the archive, expected a relative name without '..'",
               path.string(), text);
  return name.lexically_normal().generic_string();
}

std::string contents(archive* handle, archive_entry* entry, const std::string& name, const fs::path& path) {
  const int64_t size = archive_entry_size(entry);
  DUCTUS_CHECK(size >= 0 && size <= kLargestFile, "{}: entry '{}' is {} bytes long, expected at most {}",
               path.string(), name, size, kLargestFile);
  std::string bytes;  // grows as data come: a broken header may claim anything
  char block[1 << 14];
  for (;;) {
    const la_ssize_t count = archive_read_data(handle, block, sizeof block);
    if (count < 0) fail_read(handle, path);
    if (count == 0) return bytes;
    bytes.append(block, static_cast<std::size_t>(count));
    DUCTUS_CHECK(static_cast<int64_t>(bytes.size()) <= kLargestFile, "{}: entry '{}' is longer than {} bytes",
                 path.string(), name, kLargestFile);
  }
}

}  // namespace

void read_archive(const fs::path& path, const std::function<bool(const std::string&)>& wanted,
                  const std::function<void(const std::string&, std::string)>& take) {
  DUCTUS_CHECK(fs::is_regular_file(path), "{}: expected an archive, found no file", path.string());
  const Handle handle = open(path);
  for (;;) {
    archive_entry* entry = nullptr;
    const int status = archive_read_next_header(handle.get(), &entry);
    if (status == ARCHIVE_EOF) return;
    if (!is_sound(status)) fail_read(handle.get(), path);
    const std::string name = inner_name(entry, path);
    if (archive_entry_filetype(entry) != AE_IFREG || !wanted(name)) continue;
    take(name, contents(handle.get(), entry, name, path));
  }
}

}  // namespace ductus::data
