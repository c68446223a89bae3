#include "data/formats/bytes.h"

#include <zlib.h>

#include <algorithm>
#include <cctype>
#include <memory>
#include <vector>

#include "configs/schema/error.h"
#include "data/mapped_file.h"

namespace ductus::data {
namespace {

bool starts_with(const uint8_t* data, std::size_t size, std::string_view magic) {
  return size >= magic.size() && std::equal(magic.begin(), magic.end(), reinterpret_cast<const char*>(data));
}

/// Inflates all members of a gzip file.
class Gunzip {
 public:
  Gunzip(const MappedFile& file, std::string where) : where_(std::move(where)) {
    constexpr int kGzipOnly = 16;
    stream_.next_in = const_cast<Bytef*>(file.data());
    left_ = file.size();
    DUCTUS_CHECK(inflateInit2(&stream_, kGzipOnly + MAX_WBITS) == Z_OK, "{}: zlib cannot start", where_);
  }
  ~Gunzip() { inflateEnd(&stream_); }
  Gunzip(const Gunzip&) = delete;
  Gunzip& operator=(const Gunzip&) = delete;

  std::vector<uint8_t> all() {
    do {
      member();
      DUCTUS_CHECK(inflateReset(&stream_) == Z_OK, "{}: zlib cannot restart", where_);
    } while (more_members());
    out_.resize(size_);
    return std::move(out_);
  }

 private:
  void member() {
    for (int status = Z_OK; status != Z_STREAM_END;) {
      feed();
      make_room();
      const uInt room = stream_.avail_out;
      status = inflate(&stream_, Z_NO_FLUSH);
      size_ += room - stream_.avail_out;
      check(status);
    }
  }

  // zlib counts in 32 bits: a large file is handed over in parts.
  void feed() {
    constexpr std::size_t kPart = std::size_t{1} << 30;
    if (stream_.avail_in > 0) return;
    stream_.avail_in = static_cast<uInt>(std::min(left_, kPart));
    left_ -= stream_.avail_in;
  }

  void make_room() {
    constexpr std::size_t kFirst = std::size_t{1} << 20, kLargestStep = std::size_t{1} << 28;
    if (size_ == out_.size()) out_.resize(size_ + std::clamp(size_, kFirst, kLargestStep));
    stream_.next_out = out_.data() + size_;
    stream_.avail_out = static_cast<uInt>(std::min(out_.size() - size_, kLargestStep));
  }

  void check(int status) const {
    if (status == Z_OK || status == Z_STREAM_END) return;
    if (status == Z_BUF_ERROR) {
      fail("{}: the gzip data end early, after {} bytes of content (an interrupted download?)", where_,
           size_);
    }
    fail("{}: broken gzip data after {} bytes of content ({})", where_, size_,
         stream_.msg ? stream_.msg : "no reason given");
  }

  // Zeros may pad the end, as tape archivers do; anything else must be another member.
  bool more_members() {
    while (stream_.avail_in > 0 && *stream_.next_in == 0) {
      ++stream_.next_in;
      --stream_.avail_in;
    }
    return stream_.avail_in > 0 || left_ > 0;
  }

  std::string where_;
  z_stream stream_{};
  std::size_t left_ = 0;
  std::vector<uint8_t> out_;
  std::size_t size_ = 0;
};

}  // namespace

Buffer<uint8_t> read_bytes(const std::filesystem::path& path) {
  const auto file = std::make_shared<MappedFile>(path);
  DUCTUS_CHECK(file->size() > 0, "{}: the file is empty (0 bytes)", path.string());
  if (starts_with(file->data(), file->size(), "\x1f\x8b")) return Gunzip(*file, path.string()).all();
  return Buffer<uint8_t>(file, file->data(), file->size());
}

std::string recognise(const Buffer<uint8_t>& bytes) {
  const auto is = [&](std::string_view magic) { return starts_with(bytes.data(), bytes.size(), magic); };
  // white space and a byte order mark may stand before it; a NUL may not: a binary header may hold a '<' too
  const auto text =
      std::find_if(bytes.begin(), bytes.end(), [](uint8_t c) { return c < 0x80 && std::isspace(c) == 0; });
  if (text != bytes.end() && *text == '<') return "an HTML page";
  if (is("PK\x03\x04")) return "a zip archive";
  if (is("\x89PNG")) return "a PNG picture";
  if (is("\xFF\xD8\xFF")) return "a JPEG picture";
  if (is("\x89HDF")) return "an HDF5 file";
  if (is("%PDF")) return "a PDF document";
  return {};
}

std::string source_name(const std::filesystem::path& path) {
  return (path.extension() == ".gz" ? path.stem() : path.filename()).string();
}

}  // namespace ductus::data
