// Pixels of a picture as decoded, before it is anybody's character or line.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace ductus::data {

/// Rows top to bottom, interleaved channels (1 grey, 3 BGR, 4 BGRA), no row padding.
struct Picture {
  int height = 0;
  int width = 0;
  int channels = 1;
  std::vector<uint8_t> pixels;  // [H, W, C]
};

/// Decodes PNG, JPEG and what else OpenCV reads, upright as EXIF says. Throws ductus::Error with the path
/// when there is no picture in it.
Picture read_picture(const std::filesystem::path& path);

/// The same from a file's bytes; `where` stands in errors where the path would.
Picture decode_picture(std::string_view bytes, const std::string& where);

/// One channel: colour by ITU-R BT.601, alpha laid on white. Throws ductus::Error unless the picture has
/// pixels, and as many as its size says.
Picture to_grey(const Picture& picture);

}  // namespace ductus::data
