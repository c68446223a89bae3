#include "data/png.h"

#include <doctest/doctest.h>
#include <png.h>

#include <fstream>
#include <iterator>

#include "configs/schema/error.h"
#include "tests/support/temp_dir.h"

using namespace ductus;
using data::Picture;

namespace {

/// Decodes to grey or BGR with libpng itself.
std::vector<uint8_t> decode(const std::string& bytes, png_uint_32 format, int height, int width) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  REQUIRE(png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) != 0);
  CHECK(static_cast<int>(image.height) == height);
  CHECK(static_cast<int>(image.width) == width);
  image.format = format;
  std::vector<uint8_t> pixels(PNG_IMAGE_SIZE(image));
  REQUIRE(png_image_finish_read(&image, nullptr, pixels.data(), 0, nullptr) != 0);
  return pixels;
}

}  // namespace

TEST_CASE("png: a grey picture comes back as it was") {
  const Picture picture{2, 3, 1, {0, 1, 2, 253, 254, 255}};
  CHECK(decode(data::encode_png(picture), PNG_FORMAT_GRAY, 2, 3) == picture.pixels);
}

TEST_CASE("png: colour is blue, green, red in memory and right in the file") {
  const Picture blue{1, 2, 3, {255, 0, 0, 10, 20, 30}};
  CHECK(decode(data::encode_png(blue), PNG_FORMAT_RGB, 1, 2) == std::vector<uint8_t>{0, 0, 255, 30, 20, 10});
}

TEST_CASE("png: pictures of cameras come back as they were too, grey, coloured and with alpha") {
  Picture picture{5, 7, 3, {}};
  for (int i = 0; i < 5 * 7 * 3; ++i) picture.pixels.push_back(static_cast<uint8_t>(i * 37));
  CHECK(decode(data::encode_photo_png(picture), PNG_FORMAT_BGR, 5, 7) == picture.pixels);
  const Picture grey{3, 35, 1, picture.pixels}, alpha{1, 2, 4, {1, 2, 3, 255, 9, 8, 7, 100}};
  CHECK(decode(data::encode_photo_png(grey), PNG_FORMAT_GRAY, 3, 35) == grey.pixels);
  CHECK(decode(data::encode_photo_png(alpha), PNG_FORMAT_BGRA, 1, 2) == alpha.pixels);
  CHECK_THROWS_AS(data::encode_photo_png({2, 2, 1, {1, 2, 3}}), Error);
}

TEST_CASE("png: alpha is kept") {
  const Picture picture{1, 1, 4, {1, 2, 3, 128}};
  CHECK(decode(data::encode_png(picture), PNG_FORMAT_BGRA, 1, 1) == picture.pixels);
}

TEST_CASE("png: a file holds the encoded bytes") {
  const test::TempDir dir;
  const Picture picture{1, 1, 1, {7}};
  data::write_png(dir / "a/b.png", picture);
  std::ifstream file(dir / "a/b.png", std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  CHECK(bytes == data::encode_png(picture));
  CHECK(bytes.substr(1, 3) == "PNG");
}

TEST_CASE("png: pixels that do not fill the picture are an error") {
  CHECK_THROWS_WITH_AS(data::encode_png({2, 2, 1, {1, 2, 3}}),
                       "PNG: cannot encode a picture of 2 x 2 pixels and 1 channels with 3 values", Error);
  CHECK_THROWS_AS(data::encode_png({1, 1, 2, {1, 2}}), Error);
  CHECK_THROWS_AS(data::encode_png({0, 0, 1, {}}), Error);
}
