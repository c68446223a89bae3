#include "data/picture.h"

#include <doctest/doctest.h>

#include "data/png.h"
#include "tests/support/errors.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

using namespace ductus;
using data::Picture;
using test::error_of;

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
