// OpenCV would do, but for its libpng's errors and warnings, which go to stderr, without a name, from any
// thread.
#include "data/png_decode.h"

#include <png.h>

#include <csetjmp>
#include <cstring>
#include <vector>

#include "configs/schema/error.h"

namespace ductus::data {
namespace {

constexpr std::string_view kSignature = "\x89PNG\r\n\x1A\n";
constexpr int64_t kMostPixels = int64_t{1} << 30;

void keep_problem(png_structp png, png_const_charp message) {
  *static_cast<std::string*>(png_get_error_ptr(png)) = message;
  png_longjmp(png, 1);
}

void ignore_warning(png_structp, png_const_charp) {}

void read_bytes(png_structp png, png_bytep to, png_size_t size) {
  auto& rest = *static_cast<std::string_view*>(png_get_io_ptr(png));
  if (size > rest.size()) png_error(png, "it ends early");
  std::memcpy(to, rest.data(), size);
  rest.remove_prefix(size);
}

/// A libpng reader, freed however it ends. The functions below return false where libpng fails: it then jumps
/// back to them, over nothing that has a destructor, and `problem` says why.
struct Reader {
  std::string_view rest;
  std::string problem;
  png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &problem, keep_problem, ignore_warning);
  png_infop info = png != nullptr ? png_create_info_struct(png) : nullptr;

  explicit Reader(std::string_view bytes) : rest(bytes) {}
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  ~Reader() { png_destroy_read_struct(&png, &info, nullptr); }
};

/// Asks for 8 bits, and one, three or four channels.
void ask_for_bytes(png_structp png, png_infop info) {
  const int type = png_get_color_type(png, info);
  const bool coloured = (type & PNG_COLOR_MASK_COLOR) != 0;
  png_set_scale_16(png);
  if (type == PNG_COLOR_TYPE_PALETTE) png_set_palette_to_rgb(png);
  if (coloured && png_get_valid(png, info, PNG_INFO_tRNS) != 0) png_set_tRNS_to_alpha(png);
  if (!coloured && png_get_bit_depth(png, info) < 8) png_set_expand_gray_1_2_4_to_8(png);
  if (type == PNG_COLOR_TYPE_GRAY_ALPHA) png_set_gray_to_rgb(png);
  if (coloured) png_set_bgr(png);
  png_set_interlace_handling(png);
}

bool read_header(Reader& reader) {
  if (reader.info == nullptr || setjmp(png_jmpbuf(reader.png)) != 0) return false;
  png_set_read_fn(reader.png, &reader.rest, read_bytes);
  png_read_info(reader.png, reader.info);
  ask_for_bytes(reader.png, reader.info);
  png_read_update_info(reader.png, reader.info);
  return true;
}

bool read_rows(Reader& reader, std::vector<png_bytep>& rows) {
  if (setjmp(png_jmpbuf(reader.png)) != 0) return false;
  png_read_image(reader.png, rows.data());
  png_read_end(reader.png, reader.info);
  return true;
}

}  // namespace

bool is_png(std::string_view bytes) { return bytes.substr(0, kSignature.size()) == kSignature; }

Picture decode_png(std::string_view bytes, const std::string& where) {
  Reader reader(bytes);
  const auto check = [&](bool sound) {
    DUCTUS_CHECK(sound, "{}: expected a picture, found a broken PNG ({})", where, reader.problem);
  };
  check(read_header(reader));
  const int64_t height = png_get_image_height(reader.png, reader.info);
  const int64_t width = png_get_image_width(reader.png, reader.info);
  DUCTUS_CHECK(height * width <= kMostPixels, "{}: {} x {} pixels, expected at most {}", where, height, width,
               kMostPixels);
  const std::size_t row = png_get_rowbytes(reader.png, reader.info);
  Picture picture{
      static_cast<int>(height), static_cast<int>(width), png_get_channels(reader.png, reader.info), {}};
  picture.pixels.resize(static_cast<std::size_t>(height) * row);
  std::vector<png_bytep> rows;
  for (int64_t y = 0; y < height; ++y)
    rows.push_back(picture.pixels.data() + static_cast<std::size_t>(y) * row);
  check(read_rows(reader, rows));
  return picture;
}

}  // namespace ductus::data
