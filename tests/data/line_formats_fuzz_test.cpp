// Readers of lines: whatever is done to a sound file, they read what is left of it or throw Error; nothing
// else happens.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/data/fuzz.h"
#include "tests/data/line_files.h"

using namespace ductus;
using test::fuzz;
using test::FuzzOutcome;
using test::read_lines;
using test::source;
using test::TempDir;

namespace {

/// Puts mutations of `bytes` where `name` is in the folder, and reads `source` each time.
FuzzOutcome fuzz_file(const TempDir& dir, const std::string& name, const std::string& bytes, int cases,
                      uint32_t seed, const std::string& source) {
  dir.write(name, "");
  return fuzz(bytes, cases, seed, [&](const std::filesystem::path& path) {
    std::filesystem::rename(path, dir / name);
    read_lines(source);
  });
}

void write_page(const TempDir& dir, const std::string& name) {
  data::Picture page = test::blank_page(60, 90);
  test::fill(page, 18, 24, 16, 8, 0);
  test::write_picture(dir, name, page);
}

void check_both(const FuzzOutcome& outcome) {
  CHECK(outcome.read > 5);
  CHECK(outcome.refused > 5);
}

}  // namespace

TEST_CASE("fuzz: tables of lines") {
  const TempDir dir;
  std::string list;
  for (int i = 0; i < 6; ++i) {
    test::write_line(dir, fmt::format("{}.png", i), 20);
    list += fmt::format("{}.png\tcaf\u00E9 {}\tpage {}\n", i, i, i / 2);
  }
  check_both(fuzz_file(dir, "l.tsv", list, 300, 1, source("tsv", dir / "l.tsv")));
  check_both(fuzz_file(dir, "l.tsv", "image\ttext\tpage\n" + list, 300, 2,
                       source("tsv", dir / "l.tsv", ", image: image, text: text, group: page")));
}

TEST_CASE("fuzz: archives, plain and with pictures broken in them") {
  const TempDir dir;
  test::write_line(dir, "p/a.png");
  test::write_line(dir, "p/b.png");
  dir.write("l.tsv", "a.png\ta\nb.png\tb\n");
  check_both(fuzz_file(dir, "p.tar", test::tar_of(test::entries_of(dir / "p")), 300, 3,
                       source("tsv", dir / "l.tsv", ", root: p.tar")));
}

TEST_CASE("fuzz: boxes of receipts") {
  const TempDir dir;
  write_page(dir, "img/1.png");
  check_both(fuzz_file(
      dir, "box/1.csv",
      "20,10,60,10,60,42,20,42,TOTAL, 9.00\n2,20,60,22,61,48,1,47,two\n-5,3,30,3,30,30,-5,30,three\n", 400, 4,
      source("sroie", dir.path())));
}

TEST_CASE("fuzz: PAGE XML") {
  const TempDir dir;
  write_page(dir, "1.png");
  const std::string line =
      "<TextLine id=\"{}\"><Coords points=\"20,10 60,10 60,42 20,42\"/><Baseline points=\"20,38 60,{}\"/>"
      "<TextEquiv index=\"0\"><Unicode>caf\u00E9 &amp; {}</Unicode></TextEquiv></TextLine>";
  const std::string xml =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?><PcGts><Page imageFilename=\"1.png\"><TextRegion>" +
      fmt::format(line, "a", 38, 1) + fmt::format(line, "b", 20, 2) + "</TextRegion></Page></PcGts>";
  check_both(fuzz_file(dir, "1.xml", xml, 400, 5, source("page_xml", dir / "1.xml")));
}

TEST_CASE("fuzz: ALTO") {
  const TempDir dir;
  write_page(dir, "1.png");
  const std::string xml =
      "<alto><Description><MeasurementUnit>pixel</MeasurementUnit></Description><Layout>"
      "<TextLine ID=\"a\" HPOS=\"20\" VPOS=\"10\" WIDTH=\"40\" HEIGHT=\"32\"><String CONTENT=\"one\"/><SP/>"
      "<String CONTENT=\"two\"/></TextLine><TextLine ID=\"b\" BASELINE=\"1,40 70,45\"><Shape><Polygon "
      "POINTS=\"1 9 "
      "70 12 70 44 1 40\"/></Shape><String CONTENT=\"x\"/></TextLine></Layout></alto>";
  check_both(fuzz_file(dir, "1.xml", xml, 400, 6, source("alto", dir / "1.xml")));
}

TEST_CASE("fuzz: IAM's forms") {
  const TempDir dir;
  write_page(dir, "forms/a.png");
  test::write_line(dir, "lines/a-00.png");
  const std::string xml =
      "<form id=\"a\" writer-id=\"7\"><line id=\"a-00\" text=\"&amp;quot;b\"/><line id=\"a-01\" "
      "text=\"c\"><cmp x=\"3\" "
      "y=\"4\" width=\"40\" height=\"20\"/><cmp x=\"43\" y=\"6\" width=\"30\" height=\"20\"/></line></form>";
  check_both(fuzz_file(dir, "xml/a.xml", xml, 400, 7, source("iam", dir.path())));
}
