#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/data/line_files.h"
#include "tests/support/errors.h"

using namespace ductus;
using test::dropped_ids;
using test::error_of;
using test::read_lines;
using test::TempDir;

namespace {

using Names = std::vector<std::string>;

std::string sroie(const std::filesystem::path& path, const std::string& more = ", view: {contrast: none}") {
  return fmt::format("{{sroie: {{path: \"{}\"{}}}}}", path.string(), more);
}

/// A page of 100 x 200 with a bar of ink, 32 x 40 with its paper around it, from (20, 10).
void write_receipt(const TempDir& dir, const std::string& name) {
  data::Picture page = test::blank_page(100, 200, 230);
  test::fill(page, 18, 24, 16, 8, 30);
  test::write_picture(dir, name, page);
}

}  // namespace

TEST_CASE("sroie: boxes are cut out of receipts, and their receipt is the group") {
  const TempDir dir;
  write_receipt(dir, "img/000.png");
  write_receipt(dir, "img/001.png");
  dir.write("box/000.csv", "20,10,60,10,60,42,20,42,TOTAL, RM 9.00\n0,60,64,60,64,92,0,92,\n");
  dir.write("box/001.csv", "0,60,64,60,64,92,0,92,SECOND\r\n");
  dir.write("key/000.json", "{}");
  const data::LineSet set = read_lines(sroie(dir.path()));
  CHECK(set.texts == Names{"TOTAL, RM 9.00", "SECOND"});
  CHECK(set.names == Names{"img/000.png#0", "img/001.png#0"});
  CHECK(set.groups == Names{"000", "001"});
  CHECK(dropped_ids(set, "empty text") == Names{"img/000.png#1"});
  CHECK(set.width[0] == 40);
  const uint8_t* line = set.image(0);
  CHECK(line[10 * 40 + 3] == 25);  // paper 230, inverted
  CHECK(line[10 * 40 + 4] == 225);
  CHECK(line[10 * 40 + 11] == 225);
  CHECK(line[10 * 40 + 12] == 25);
  CHECK(line[7 * 40 + 5] == 25);
  CHECK(line[8 * 40 + 5] == 225);
}

TEST_CASE("sroie: archives, and boxes in .txt beside their pictures") {
  const TempDir dir;
  write_receipt(dir, "task1/X5.png");
  dir.write("task1/X5.txt", "20,10,60,10,60,42,20,42,TOTAL\n");
  dir.write("t.tar", test::tar_of(test::entries_of(dir.path())));
  const data::LineSet folder = read_lines(sroie(dir / "task1")), tar = read_lines(sroie(dir / "t.tar"), 3);
  CHECK(folder.names == Names{"X5.png#0"});
  CHECK(tar.names == Names{"task1/X5.png#0"});
  CHECK(std::equal(tar.pixels.begin(), tar.pixels.end(), folder.pixels.begin(), folder.pixels.end()));
}

TEST_CASE("sroie: receipts of two folders are told apart, though their names are the same") {
  const TempDir dir;
  const std::string box = "20,10,60,10,60,42,20,42,";
  for (const std::string part : {"test", "train"}) {
    write_receipt(dir, part + "/img/000.png");
    dir.write(part + "/box/000.csv", box + part + "\n");
  }
  dir.write("train/box/000.txt", box + "again\n");
  dir.write("box/000.csv", box + "of no picture\n");
  const data::LineSet set = read_lines(sroie(dir.path()));
  CHECK(set.names == Names{"test/img/000.png#0", "train/img/000.png#0"});
  CHECK(set.texts == Names{"test", "train"});
  CHECK(set.groups == Names{"test/000", "train/000"});
  CHECK(dropped_ids(set, "listed twice") == Names{"train/box/000.txt"});
  CHECK(dropped_ids(set, "no image") == Names{"box/000.csv"});
}

TEST_CASE("sroie: a slanted box is cut along its own axes") {
  const TempDir dir;
  data::Picture page = test::blank_page(100, 100);
  for (int i = 0; i < 60; ++i) test::fill(page, 20 + i, 20 + i, 3, 3, 0);  // a stroke at 45 degrees
  test::write_picture(dir, "img/1.png", page);
  dir.write("box/1.csv", "30,10,90,70,70,90,10,30,x\n");
  const data::LineSet set = read_lines(sroie(dir.path(), ", view: {height_px: 28, contrast: none}"));
  CHECK(set.width[0] == 85);  // 60 times the root of 2; the height is 28.3
  for (int x = 10; x < 74; ++x) {
    CHECK(set.image(0)[14 * 85 + x] > 100);
    CHECK(set.image(0)[8 * 85 + x] == 0);
    CHECK(set.image(0)[20 * 85 + x] == 0);
  }
}

TEST_CASE("sroie: what has no partner or place is in the ledger") {
  const TempDir dir;
  for (const char* name : {"img/0.png", "img/1.png"}) write_receipt(dir, name);
  dir.write("img/3.png", "broken");
  dir.write("box/0.csv",
            "20,10,60,10,60,42,20,42,good\n"
            "200,10,240,10,240,42,200,42,right of the page\n"
            "20,-40,60,-40,60,-8,20,-8,above it\n"
            "180,10,220,10,220,42,180,42,half on it\n"
            "20,10,20,10,20,42,20,42,no width\n"
            "20,10,60,42,60,10,20,60,its sides cross\n"
            "0,0,900000,0,900000,900000,0,900000,larger than the page\n");
  dir.write("box/2.csv", "20,10,60,10,60,42,20,42,no picture\n");
  dir.write("box/3.csv", "20,10,60,10,60,42,20,42,broken\n");
  const data::LineSet set = read_lines(sroie(dir.path()));
  CHECK(set.texts == Names{"good", "half on it"});
  CHECK(dropped_ids(set, "off the page") == Names{"img/0.png#1", "img/0.png#2"});
  CHECK(dropped_ids(set, "zero or absurd size") == Names{"img/0.png#4", "img/0.png#5", "img/0.png#6"});
  CHECK(dropped_ids(set, "no text") == Names{"img/1.png"});
  CHECK(dropped_ids(set, "no image") == Names{"box/2.csv"});
  CHECK(dropped_ids(set, "unreadable") == Names{"img/3.png#0"});
}

TEST_CASE("sroie: a row that is no box, and text that is no UTF-8, are errors with their place") {
  const TempDir dir;
  write_receipt(dir, "img/0.png");
  const auto error = [&](const std::string& boxes) {
    dir.write("box/0.csv", boxes);
    return error_of([&] { read_lines(sroie(dir.path())); });
  };
  const std::string path = (dir / "box/0.csv").string();
  const std::string good = "20,10,60,10,60,42,20,42,good\n";
  for (const char* row :
       {"TOTAL", "20,10,60,10,60,42,20,TOTAL", "20,10,60,10,60,42,20,42", "1e99,0,0,0,0,0,0,0,x"}) {
    CAPTURE(row);
    CHECK(error(good + row) == path + ":2: expected x1,y1,x2,y2,x3,y3,x4,y4,text");
  }
  CHECK(error("20,10,60,10,60,42,20,42,caf\xE9\n") == path + ":1: invalid UTF-8 at byte 27");
}

namespace {

std::filesystem::path shared_data(const std::string& name) {
  return std::filesystem::path(DUCTUS_TESTS_DIR) / "../../shared/data/sroie" / name;
}

}  // namespace

TEST_CASE("sroie: real receipts give the lines of the table" *
          doctest::skip(!std::filesystem::exists(shared_data("receipts-w1000.tar")))) {
  const data::LineSet set = read_lines(sroie(shared_data("receipts-w1000.tar"), ""), 2);
  const data::LineSet table = read_lines(
      fmt::format("{{tsv: {{path: \"{}\", image: file, text: text, group: receipt, root: lines-h32.tar}}}}",
                  shared_data("lines.tsv").string()),
      2);
  std::map<std::string, Names> expected;
  for (int64_t i = 0; i < table.size(); ++i)
    expected[table.groups[static_cast<std::size_t>(table.group[i])]].push_back(table.texts[i]);
  std::map<std::string, Names> found;
  for (int64_t i = 0; i < set.size(); ++i)
    found[set.groups[static_cast<std::size_t>(set.group[i])]].push_back(set.texts[i]);
  CHECK(found.size() == 121);
  for (const auto& [receipt, texts] : found) {
    CAPTURE(receipt);
    const bool same = texts == expected[receipt];
    CHECK(same);
  }
}
