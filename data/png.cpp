#include "data/png.h"

#include <png.h>

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

}  // namespace

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
