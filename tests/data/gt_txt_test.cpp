#include <doctest/doctest.h>

#include "tests/data/line_files.h"
#include "tests/support/errors.h"

using namespace ductus;
using test::dropped_ids;
using test::error_of;
using test::read_lines;
using test::source;
using test::TempDir;

namespace {

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("gt_txt: kraken's names share all up to the last dot, Calamari's up to the first") {
  const TempDir dir;
  for (const char* name : {"0001.png", "0002.bin.png", "0003.nrm.JPG", "v1.2/x.png"})
    test::write_line(dir, name);
  dir.write("0001.gt.txt", "one\n");
  dir.write("0002.gt.txt", "two");
  dir.write("0003.nrm.gt.txt", "\xEF\xBB\xBFthree\r\n");
  dir.write("v1.2/x.gt.txt", "four");
  const data::LineSet set = read_lines(source("gt_txt", dir.path()));
  CHECK(set.names == Names{"0001.png", "0002.bin.png", "0003.nrm.JPG", "v1.2/x.png"});
  CHECK(set.texts == Names{"one", "two", "three", "four"});
  CHECK(set.group.empty());
  CHECK(set.sources == Names{dir.path().filename().string()});
}

TEST_CASE("gt_txt: of two pictures of one text, the one with the text's own name is taken") {
  const TempDir dir;
  for (const char* name : {"1.bin.png", "1.png", "2.bin.png", "2.nrm.png"}) test::write_line(dir, name);
  dir.write("1.gt.txt", "one");
  dir.write("2.gt.txt", "two");
  const data::LineSet set = read_lines(source("gt_txt", dir.path()));
  CHECK(set.names == Names{"1.png", "2.bin.png"});
  CHECK(dropped_ids(set, "no text") == Names{"1.bin.png", "2.nrm.png"});
}

TEST_CASE("gt_txt: what has no partner is in the ledger") {
  const TempDir dir;
  for (const char* name : {"1.png", "2.png", "3.png"}) test::write_line(dir, name);
  dir.write("1.gt.txt", "one");
  dir.write("3.gt.txt", " \n");
  dir.write("4.gt.txt", "four");
  dir.write("README.txt", "no line");
  const data::LineSet set = read_lines(source("gt_txt", dir.path()));
  CHECK(set.names == Names{"1.png"});
  CHECK(dropped_ids(set, "no text") == Names{"2.png"});
  CHECK(dropped_ids(set, "empty text") == Names{"3.png"});
  CHECK(dropped_ids(set, "no image") == Names{"4.gt.txt"});
  CHECK(set.ledger.seen() == 4);
}

TEST_CASE("gt_txt: a picture has one line of text, and empty lines around it do not count") {
  const TempDir dir;
  for (const char* name : {"1.png", "2.png", "3.png"}) test::write_line(dir, name);
  dir.write("1.gt.txt", "\n\none\r\n \n");
  dir.write("2.gt.txt", "first\nsecond\n");
  dir.write("3.gt.txt", "first\r\n\r\nthird");
  const data::LineSet set = read_lines(source("gt_txt", dir.path()));
  CHECK(set.texts == Names{"one"});
  CHECK(dropped_ids(set, "several lines of text") == Names{"2.png", "3.png"});
}

TEST_CASE("gt_txt: folders can be groups, and an archive is as good as a folder") {
  const TempDir dir;
  for (const char* name : {"d/a/1.png", "d/b/1.png", "d/2.png"}) test::write_line(dir, name);
  for (const char* name : {"d/a/1.gt.txt", "d/b/1.gt.txt", "d/2.gt.txt"}) dir.write(name, "text");
  dir.write("d.tar", test::tar_of(test::entries_of(dir / "d")));
  for (const char* path : {"d", "d.tar"}) {
    const data::LineSet set = read_lines(source("gt_txt", dir / path, ", group: folder"));
    CHECK(set.names == Names{"2.png", "a/1.png", "b/1.png"});
    CHECK(set.groups == Names{".", "a", "b"});
  }
}

TEST_CASE("gt_txt: invalid UTF-8 is an error with file and byte") {
  const TempDir dir;
  test::write_line(dir, "1.png");
  dir.write("1.gt.txt", "on\xE9 and more");
  CHECK(error_of([&] { read_lines(source("gt_txt", dir.path())); }) ==
        (dir / "1.gt.txt").string() + ":1: invalid UTF-8 at byte 2");
}

TEST_CASE("gt_txt: a folder without lines is an error") {
  const TempDir dir;
  CHECK(error_of([&] { read_lines(source("gt_txt", dir.path())); }) ==
        dir.path().string() +
            ": expected lines of text, found none that can be used (seen 0, used 0, dropped 0)");
}
