#include "data/png.h"

#include <png.h>

#include <csetjmp>

#include "configs/schema/error.h"
#include "data/atomic_file.h"

namespace ductus::data {
namespace {

png_uint_32 format_of(int channels) {
  if (channels == 4) return PNG_FORMAT_BGRA;
  return channels == 3 ? PNG_FORMAT_BGR : PNG_FORMAT_GRAY;
}

png_image header_of(const Picture& picture) {
  const auto values = static_cast<std::size_t>(picture.height) * picture.width * picture.channels;
  const bool known = picture.channels == 1 || picture.channels == 3 || picture.channels == 4;
  DUCTUS_CHECK(picture.height > 0 && picture.width > 0 && known && picture.pixels.size() == values,
               "PNG: cannot encode a picture of {} x {} pixels and {} channels with {} values",
               picture.height, picture.width, picture.channels, picture.pixels.size());
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.height = static_cast<png_uint_32>(picture.height);
  image.width = static_cast<png_uint_32>(picture.width);
  image.format = format_of(picture.channels);
  return image;
}

/// A libpng writer, freed however it ends.
struct Writer {
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
  png_infop info = png != nullptr ? png_create_info_struct(png) : nullptr;

  Writer() = default;
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer() { png_destroy_write_struct(&png, &info); }
};

void append(png_structp png, png_bytep bytes, png_size_t size) {
  static_cast<std::string*>(png_get_io_ptr(png))->append(reinterpret_cast<const char*>(bytes), size);
}

void flush(png_structp) {}

int colour_type(int channels) {
  if (channels == 4) return PNG_COLOR_TYPE_RGB_ALPHA;
  return channels == 3 ? PNG_COLOR_TYPE_RGB : PNG_COLOR_TYPE_GRAY;
}

/// False where libpng fails: it then jumps back here, over nothing that has a destructor.
bool write_photo(Writer& writer, const Picture& picture, std::string& bytes) {
  constexpr int kFastest = 1, kRunLengths = 3;  // zlib's level 1 and Z_RLE
  if (writer.info == nullptr || setjmp(png_jmpbuf(writer.png)) != 0) return false;
  png_set_write_fn(writer.png, &bytes, append, flush);
  png_set_IHDR(writer.png, writer.info, static_cast<png_uint_32>(picture.width),
               static_cast<png_uint_32>(picture.height), 8, colour_type(picture.channels), PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_set_compression_level(writer.png, kFastest);
  png_set_compression_strategy(writer.png, kRunLengths);
  png_set_filter(writer.png, PNG_FILTER_TYPE_BASE, PNG_FILTER_PAETH);
  png_write_info(writer.png, writer.info);
  if (picture.channels > 1) png_set_bgr(writer.png);
  const auto row = static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.channels);
  for (int y = 0; y < picture.height; ++y)
    png_write_row(writer.png, picture.pixels.data() + static_cast<std::size_t>(y) * row);
  png_write_end(writer.png, writer.info);
  return true;
}

}  // namespace

std::string encode_photo_png(const Picture& picture) {
  header_of(picture);  // size and pixels agree
  Writer writer;
  std::string bytes;
  DUCTUS_CHECK(write_photo(writer, picture, bytes), "PNG: cannot encode a picture of {} x {} pixels",
               picture.height, picture.width);
  return bytes;
}

std::string encode_png(const Picture& picture) {
  png_image image = header_of(picture);
  std::string bytes(PNG_IMAGE_PNG_SIZE_MAX(image), '\0');
  png_alloc_size_t size = bytes.size();
  if (png_image_write_to_memory(&image, bytes.data(), &size, 0, picture.pixels.data(), 0, nullptr) == 0) {
    fail("PNG: cannot encode: {}", image.message);
  }
  bytes.resize(size);
  return bytes;
}

void write_png(const std::filesystem::path& path, const Picture& picture) {
  write_file(path, encode_png(picture));
}

}  // namespace ductus::data
