#include <doctest/doctest.h>
#include <fmt/format.h>

#include "data/character_view.h"
#include "data/formats/formats.h"
#include "data/png.h"
#include "tests/data/read_source.h"
#include "tests/support/errors.h"
#include "tests/support/temp_dir.h"

using namespace ductus;
using test::error_of;
using test::TempDir;

namespace {

data::ImageSet read(const TempDir& dir, const std::string& options = "", int threads = 1) {
  return test::read_source(fmt::format("{{image_folder: {{path: {}{}}}}}", dir.path().string(), options),
                           threads);
}

/// A picture of dark ink whose stroke begins at column `at`.
void write_picture(const TempDir& dir, const std::string& name, int at = 10) {
  data::Picture picture{40, 30, 1, std::vector<uint8_t>(1200, 240)};
  for (int y = 8; y < 32; ++y) {
    for (int x = at; x < at + 5; ++x) picture.pixels[static_cast<std::size_t>(30 * y + x)] = 20;
  }
  std::filesystem::create_directories((dir / name).parent_path());
  data::write_png(dir / name, picture);
}

}  // namespace

TEST_CASE("image_folder: a sub-folder is a class, sorted by name, and files are ids") {
  const TempDir dir;
  write_picture(dir, "B/2.png", 4);
  write_picture(dir, "B/1.png", 12);
  write_picture(dir, "A/more/x.png");
  write_picture(dir, ".hidden/x.png");
  write_picture(dir, "A/.thumbnails/x.png");
  write_picture(dir, "A/.x.png");
  const data::ImageSet set = read(dir);
  REQUIRE(set.size() == 3);
  CHECK(set.alphabet == data::Alphabet({"A", "B"}));
  CHECK(set.id(0) == "A/more/x.png");
  CHECK(set.id(1) == "B/1.png");
  CHECK(set.labels[2] == 1);
  CHECK(set.ledger.seen() == 3);
  const data::CharacterView view;
  const std::vector<uint8_t> expected = view.apply(data::read_picture(dir / "B/2.png"));
  CHECK(std::equal(expected.begin(), expected.end(), set.image(2)));
  CHECK(set.preprocessing == view.to_json());
}

TEST_CASE("image_folder: how a picture becomes a character is an option and travels with the set") {
  const TempDir dir;
  write_picture(dir, "A/1.png");
  const data::ImageSet set =
      read(dir, ", view: {mode: mnist, threshold: otsu, polarity: dark_ink, size_px: 32}");
  CHECK(set.height == 32);
  CHECK(set.width == 32);
  CHECK(data::CharacterView::from_json(set.preprocessing).mode == data::CharacterView::Mode::kMnist);
}

TEST_CASE("image_folder: folders may be named otherwise, and share a class") {
  const TempDir dir;
  for (const char* name : {"000/1.png", "001/1.png", "zero/1.png"}) write_picture(dir, name);
  const data::ImageSet set = read(dir, ", names: {'000': '0', 'zero': '0'}");
  CHECK(set.alphabet == data::Alphabet({"0", "001"}));
  CHECK(set.class_counts() == std::vector<int64_t>{2, 1});
  CHECK(error_of([&] { read(dir, ", names: {'00': '0'}"); }).find("'00'") != std::string::npos);
}

TEST_CASE("image_folder: unreadable files go to the ledger, or are fatal when strict") {
  const TempDir dir;
  write_picture(dir, "A/1.png");
  dir.write("A/2.png", "broken");
  dir.write("A/notes.txt", "");
  const data::ImageSet set = read(dir);
  CHECK(set.size() == 1);
  CHECK(set.ledger.summary() == "seen 3, used 1, dropped 2: unreadable 2 (A/2.png, A/notes.txt)");
  CHECK(error_of([&] { read(dir, ", strict: true"); }) ==
        (dir / "A/2.png").string() +
            ": expected a picture (PNG, JPEG, ...), found something else or a broken one (strict: true makes "
            "an unreadable picture fatal)");
}

TEST_CASE("image_folder: no classes, or a class without files, is an error") {
  const TempDir dir;
  CHECK(error_of([&] { read(dir); }) ==
        dir.path().string() + ": expected one sub-folder a class, found none");
  std::filesystem::create_directories(dir / "A");
  CHECK(error_of([&] { read(dir); }) ==
        (dir / "A").string() + ": expected pictures of the class, found no file");
}

TEST_CASE("image_folder: any number of threads reads the same set") {
  const TempDir dir;
  for (int i = 0; i < 20; ++i) write_picture(dir, fmt::format("A/{:02}.png", i), i);
  CHECK(read(dir, "", 3).content_hash() == read(dir).content_hash());
}
