#include "data/picture.h"

#include <doctest/doctest.h>

#include "data/png.h"
#include "tests/support/errors.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

using namespace ductus;
using data::Picture;
using test::error_of;

namespace {

std::string bytes_of(std::initializer_list<int> values) {
  std::string bytes;
  for (const int value : values) bytes += static_cast<char>(value);
  return bytes;
}

/// 64 x 64 of the middle grey: 64 blocks of two zero bits each, in Huffman codes with one symbol (ITU-T
/// T.81).
std::string grey_jpeg() {
  const std::string one_code = bytes_of({1}) + std::string(16, '\0');     // of one bit, for the symbol 0
  return bytes_of({0xFF, 0xD8}) +                                         // SOI
         bytes_of({0xFF, 0xDB, 0, 67, 0}) + std::string(64, '\1') +       // DQT
         bytes_of({0xFF, 0xC0, 0, 11, 8, 0, 64, 0, 64, 1, 1, 0x11, 0}) +  // SOF0
         bytes_of({0xFF, 0xC4, 0, 20, 0x00}) + one_code +                 // DHT, DC
         bytes_of({0xFF, 0xC4, 0, 20, 0x10}) + one_code +                 // DHT, AC
         bytes_of({0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0}) + std::string(16, '\0') +  // SOS and the blocks
         bytes_of({0xFF, 0xD9});                                                    // EOI
}

}  // namespace

TEST_CASE("read_picture: decodes what was encoded, and names what it cannot read") {
  const test::TempDir dir;
  const Picture picture{2, 3, 1, {0, 10, 20, 235, 245, 255}};
  data::write_png(dir / "a.png", picture);
  const Picture again = data::read_picture(dir / "a.png");
  CHECK(again.height == 2);
  CHECK(again.width == 3);
  CHECK(again.channels == 1);
  CHECK(again.pixels == picture.pixels);
  const auto text = dir.write("b.png", "no picture");
  CHECK(error_of([&] { data::read_picture(text); }) ==
        text.string() + ": expected a picture (PNG, JPEG, ...), found something else or a broken one");
  const auto empty = dir.write("c.png", "");
  CHECK(error_of([&] { data::read_picture(empty); }) ==
        empty.string() + ": expected a picture, found a file of 0 bytes");
  CHECK(error_of([&] { data::read_picture(dir / "none.png"); }) ==
        (dir / "none.png").string() + ": cannot open the file (No such file or directory)");
}

TEST_CASE("decode_picture: bytes are as good as a file") {
  const test::TempDir dir;
  data::write_png(dir / "a.png", {1, 2, 3, {1, 2, 3, 4, 5, 6}});
  const std::string bytes = test::read_file(dir / "a.png");
  const Picture picture = data::decode_picture(bytes, "a.tar: a.png");
  CHECK(picture.channels == 3);
  CHECK(picture.pixels == data::read_picture(dir / "a.png").pixels);
  CHECK(error_of([&] {
          data::decode_picture(bytes.substr(0, 20), "a.tar: a.png");
        }).find("a.tar: a.png: expected a picture") == 0);
}

TEST_CASE("decode_picture: a JPEG that is cut short is an error, wherever it is cut") {
  const std::string jpeg = grey_jpeg();
  CHECK(data::decode_picture(jpeg, "a.jpg").pixels == std::vector<uint8_t>(64 * 64 * 3, 128));
  CHECK(data::decode_picture(jpeg + "what a camera adds", "a.jpg").width == 64);
  for (const std::size_t size : {jpeg.size() - 2, jpeg.size() - 10, std::size_t{4}}) {
    CAPTURE(size);
    CHECK(error_of([&] { data::decode_picture(jpeg.substr(0, size), "a.jpg"); }) ==
          "a.jpg: the JPEG is cut short");
  }
}

TEST_CASE("decode_picture: markers before and after a JPEG's own do not count") {
  const std::string jpeg = grey_jpeg(), end = bytes_of({0xFF, 0xD9}), scan = bytes_of({0xFF, 0xDA});
  // phones append films, in which any bytes may be
  CHECK(data::decode_picture(jpeg + "film" + scan + "film", "a.jpg").width == 64);
  CHECK(data::decode_picture(jpeg + jpeg.substr(0, jpeg.size() - 2), "a.jpg").width == 64);
  // EXIF has a whole JPEG in it, the thumbnail
  const std::string exif = bytes_of({0xFF, 0xE1, 0, static_cast<int>(jpeg.size()) + 2}) + jpeg;
  const std::string with_thumbnail = jpeg.substr(0, 2) + exif + jpeg.substr(2);
  CHECK(data::decode_picture(with_thumbnail, "a.jpg").width == 64);
  // fill bytes and restart markers may stand where markers do, and FF 00 is data (B.1.1.2, B.1.1.5)
  const std::string filled = jpeg.substr(0, jpeg.size() - 2) + bytes_of({0xFF, 0xFF, 0xD9});
  CHECK(data::decode_picture(filled, "a.jpg").width == 64);
  for (const std::size_t size : {with_thumbnail.size() - 2, 2 + exif.size(), exif.size(), exif.size() - 20}) {
    CAPTURE(size);
    CHECK(error_of([&] { data::decode_picture(with_thumbnail.substr(0, size), "a.jpg"); }) ==
          "a.jpg: the JPEG is cut short");
  }
}

TEST_CASE("to_grey: BT.601, alpha on white") {
  const Picture grey = data::to_grey({1, 3, 3, {255, 0, 0, 0, 255, 0, 0, 0, 255}});
  CHECK(grey.channels == 1);
  CHECK(grey.pixels == std::vector<uint8_t>{29, 150, 76});  // 0.114, 0.587, 0.299
  CHECK(data::to_grey({1, 2, 4, {0, 0, 0, 0, 0, 0, 0, 255}}).pixels == std::vector<uint8_t>{255, 0});
  CHECK(data::to_grey({1, 2, 1, {7, 9}}).pixels == std::vector<uint8_t>{7, 9});
  CHECK(error_of([] {
          data::to_grey({2, 2, 1, {7, 9}});
        }).find("picture: expected 2 x 2 x 1 = 4 bytes") == 0);
}
