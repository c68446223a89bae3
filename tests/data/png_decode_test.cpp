#include "data/png_decode.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <png.h>
#include <unistd.h>

#include <algorithm>
#include <opencv2/imgcodecs.hpp>
#include <random>
#include <string>
#include <vector>

#include "tests/data/fuzz.h"
#include "tests/support/errors.h"
#include "tests/support/temp_dir.h"

using namespace ductus;
using data::decode_png;
using data::Picture;
using test::error_of;

namespace {

/// What this process writes to stderr while it lives, whoever does it.
class CapturedStderr {
 public:
  CapturedStderr() : saved_(dup(2)), file_(open((dir_ / "err").c_str(), O_WRONLY | O_CREAT, 0600)) {
    dup2(file_, 2);
  }
  ~CapturedStderr() {
    dup2(saved_, 2);
    close(saved_);
    close(file_);
  }

  std::string text() const { return test::read_file(dir_ / "err"); }

 private:
  test::TempDir dir_;
  int saved_, file_;
};

/// What a PNG file may be: the specification's table 11.1.
struct Kind {
  int type, depth;
  bool interlaced, transparent;
};

std::vector<Kind> all_kinds() {
  std::vector<Kind> kinds;
  for (const bool interlaced : {false, true}) {
    for (const bool transparent : {false, true}) {
      for (const int depth : {1, 2, 4, 8, 16}) {
        kinds.push_back({PNG_COLOR_TYPE_GRAY, depth, interlaced, transparent});
        if (depth <= 8) kinds.push_back({PNG_COLOR_TYPE_PALETTE, depth, interlaced, transparent});
        if (depth >= 8) kinds.push_back({PNG_COLOR_TYPE_RGB, depth, interlaced, transparent});
        if (depth < 8 || transparent) continue;
        kinds.push_back({PNG_COLOR_TYPE_GRAY_ALPHA, depth, interlaced, false});
        kinds.push_back({PNG_COLOR_TYPE_RGB_ALPHA, depth, interlaced, false});
      }
    }
  }
  return kinds;
}

void append(png_structp png, png_bytep bytes, png_size_t size) {
  static_cast<std::string*>(png_get_io_ptr(png))->append(reinterpret_cast<const char*>(bytes), size);
}

/// Every second entry of the palette, or one value of the others, is transparent.
void set_transparency(png_structp png, png_infop info, const Kind& kind) {
  std::vector<png_byte> alpha(std::size_t{1} << std::min(kind.depth, 8));
  for (std::size_t i = 0; i < alpha.size(); ++i) alpha[i] = i % 2 == 0 ? 255 : 7;
  const png_color_16 value{0, 1, 1, 1, 1};
  const bool palette = kind.type == PNG_COLOR_TYPE_PALETTE;
  png_set_tRNS(png, info, palette ? alpha.data() : nullptr, palette ? static_cast<int>(alpha.size()) : 0,
               palette ? nullptr : &value);
}

/// A PNG file whose rows have the given bytes, over and over.
std::string png_of(const Kind& kind, png_uint_32 height, png_uint_32 width, std::string content) {
  std::string bytes;
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
  png_infop info = png_create_info_struct(png);
  png_set_write_fn(png, &bytes, append, nullptr);
  png_set_IHDR(png, info, width, height, kind.depth, kind.type,
               kind.interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
               PNG_FILTER_TYPE_DEFAULT);
  std::vector<png_color> palette(std::size_t{1} << std::min(kind.depth, 8));
  for (std::size_t i = 0; i < palette.size(); ++i) {
    const auto level = static_cast<png_byte>(i);
    palette[i] = {level, static_cast<png_byte>(3 * level), static_cast<png_byte>(255 - level)};
  }
  if (kind.type == PNG_COLOR_TYPE_PALETTE)
    png_set_PLTE(png, info, palette.data(), static_cast<int>(palette.size()));
  if (kind.transparent) set_transparency(png, info, kind);
  png_set_gAMA(png, info, 1.8);  // which is not to change a thing
  png_write_info(png, info);
  std::vector<png_bytep> rows;
  const std::size_t row = png_get_rowbytes(png, info);
  while (content.size() < row * height) content += content;
  for (png_uint_32 y = 0; y < height; ++y)
    rows.push_back(reinterpret_cast<png_bytep>(content.data()) + row * y);
  png_write_image(png, rows.data());
  png_write_end(png, info);
  png_destroy_write_struct(&png, &info);
  return bytes;
}

std::string noise(std::size_t size, uint32_t seed) {
  std::mt19937 random(seed);
  std::string bytes(size, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random() % 5 == 0 ? 1 : random());
  return bytes;
}

/// The picture as OpenCV decodes it, 16 bits taken to 8; without pixels where it does not.
Picture by_opencv(const std::string& bytes) {
  const cv::Mat file(1, static_cast<int>(bytes.size()), CV_8U, const_cast<char*>(bytes.data()));
  cv::Mat mat;
  try {
    mat = cv::imdecode(file, cv::IMREAD_UNCHANGED);
  } catch (const cv::Exception&) {
  }
  if (mat.depth() == CV_16U) mat.convertTo(mat, CV_8U, 1.0 / 257);
  return {mat.rows, mat.cols, mat.channels(), {mat.datastart, mat.dataend}};
}

void check_equal(const Picture& found, const Picture& expected) {
  CHECK(found.height == expected.height);
  CHECK(found.width == expected.width);
  CHECK(found.channels == expected.channels);
  CHECK(found.pixels == expected.pixels);
}

}  // namespace

TEST_CASE("decode_png: every kind of PNG is the picture that OpenCV makes of it") {
  for (const Kind& kind : all_kinds()) {
    CAPTURE(kind.type);
    CAPTURE(kind.depth);
    CAPTURE(kind.interlaced);
    CAPTURE(kind.transparent);
    const std::string bytes = png_of(kind, 9, 13, noise(9 * 13 * 8, 3));
    const Picture picture = decode_png(bytes, "a.png");
    check_equal(picture, by_opencv(bytes));
    check_equal(data::decode_picture(bytes, "a.png"), picture);
  }
}

TEST_CASE("decode_png: 16 bits become the nearest of 8") {
  std::string values;
  for (int value = 0; value < 65536; ++value) {
    values += static_cast<char>(value >> 8);
    values += static_cast<char>(value & 255);
  }
  const Picture picture =
      decode_png(png_of({PNG_COLOR_TYPE_GRAY, 16, false, false}, 256, 256, values), "a.png");
  for (int value = 0; value < 65536; ++value)
    REQUIRE(picture.pixels[static_cast<std::size_t>(value)] == (value + 128) / 257);
}

TEST_CASE("decode_png: a file that is cut short is an error, wherever it is cut, and nothing is printed") {
  const std::string bytes = png_of({PNG_COLOR_TYPE_RGB, 8, false, false}, 9, 13, noise(500, 4));
  const CapturedStderr printed;
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    CAPTURE(size);
    const std::string error = error_of([&] { data::decode_picture(bytes.substr(0, size), "a.png"); });
    CHECK(error.find("a.png: expected a picture") == 0);
    if (size >= 8) CHECK(error == "a.png: expected a picture, found a broken PNG (it ends early)");
  }
  CHECK(printed.text() == "");
}

TEST_CASE("decode_png: a picture larger than any is an error before there is room for it") {
  std::string bytes = png_of({PNG_COLOR_TYPE_GRAY, 1, false, false}, 1, 1 << 15, "\1");
  const std::string wide = png_of({PNG_COLOR_TYPE_GRAY, 1, false, false}, 1, 999999, "\1");
  CHECK(decode_png(wide, "a.png").width == 999999);
  // the height and the header's CRC of a picture of 32769 rows
  std::string header = {'I', 'H', 'D', 'R', 0, 0, '\x80', 0, 0, 0, '\x80', 1, 1, 0, 0, 0, 0};
  uint32_t crc = 0xFFFFFFFF;
  for (const char c : header) {
    crc ^= static_cast<uint8_t>(c);
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ ((crc & 1) != 0 ? 0xEDB88320 : 0);
  }
  for (int shift = 24; shift >= 0; shift -= 8) header += static_cast<char>(~crc >> shift);
  bytes.replace(12, header.size(), header);
  CHECK(error_of([&] { decode_png(bytes, "a.png"); }) ==
        "a.png: 32769 x 32768 pixels, expected at most 1073741824");
}

TEST_CASE("fuzz: PNG, which is read where OpenCV reads it, as it does, in silence") {
  std::mt19937 random(8);
  std::vector<std::string> files;
  for (const Kind& kind : all_kinds()) {
    const std::string sound = png_of(kind, 5, 6, noise(5 * 6 * 8, 5));
    for (int i = 0; i < 40; ++i) files.push_back(test::mutated(sound, random));
  }
  const auto is_other = [](const std::string& bytes) { return !data::is_png(bytes); };
  files.erase(std::remove_if(files.begin(), files.end(), is_other), files.end());
  std::vector<Picture> expected;
  {
    const CapturedStderr ignored;
    for (const std::string& bytes : files) expected.push_back(by_opencv(bytes));
  }
  const CapturedStderr printed;
  int read = 0, refused = 0;
  for (std::size_t i = 0; i < files.size(); ++i) {
    CAPTURE(i);
    Picture found;
    const std::string error = error_of([&] { found = decode_png(files[i], "a.png"); });
    REQUIRE((error == "no error") == !expected[i].pixels.empty());
    if (error == "no error") check_equal(found, expected[i]);
    ++(error == "no error" ? read : refused);
  }
  CHECK(printed.text() == "");
  CHECK(read > 20);
  CHECK(refused > 200);
}
