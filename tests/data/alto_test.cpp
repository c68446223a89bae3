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

std::string alto(const std::filesystem::path& path) {
  return fmt::format("{{alto: {{path: \"{}\", view: {{contrast: none}}}}}}", path.string());
}

std::string alto_of(const std::string& lines, const std::string& unit = "pixel",
                    const std::string& picture = "1.png") {
  return "<?xml version=\"1.0\"?><alto xmlns=\"http://www.loc.gov/standards/alto/ns-v4#\"><Description>"
         "<MeasurementUnit>" +
         unit + "</MeasurementUnit><sourceImageInformation><fileName>" + picture +
         "</fileName></sourceImageInformation></Description><Layout><Page><PrintSpace><TextBlock>" + lines +
         "</TextBlock></PrintSpace></Page></Layout></alto>";
}

constexpr const char* kBox = "HPOS=\"20\" VPOS=\"10\" WIDTH=\"40\" HEIGHT=\"32\"";

std::string line_of(const std::string& attributes, const std::string& inner) {
  return "<TextLine " + attributes + ">" + inner + "</TextLine>";
}

void write_page(const TempDir& dir) {
  data::Picture page = test::blank_page(100, 200);
  test::fill(page, 18, 24, 16, 8, 0);
  test::write_picture(dir, "1.png", page);
}

}  // namespace

TEST_CASE("alto: a picture's name may be a Windows path, and have blanks around it") {
  const TempDir dir;
  test::write_picture(dir, "a  b/other.png", test::blank_page(100, 200));
  dir.write("1.xml", alto_of(line_of(kBox, "<String CONTENT=\"one\"/>"), "pixel", "\n a  b\\other.png\n"));
  CHECK(read_lines(alto(dir.path())).texts == Names{"one"});
}

TEST_CASE("alto: words are joined by their spaces") {
  const TempDir dir;
  write_page(dir);
  const std::string box = kBox;
  dir.write(
      "1.xml",
      alto_of(line_of("ID=\"a\" " + box,
                      "<String CONTENT=\"TOTAL\"/><SP/><String CONTENT=\"9\"/><String CONTENT=\".00\"/>") +
              line_of("ID=\"b\" " + box, "<String CONTENT=\"no\"/><String CONTENT=\"spaces\"/>") +
              line_of("ID=\"c\" " + box,
                      "<String CONTENT=\"a\"/><SP/><String CONTENT=\"hyphen\"/><HYP CONTENT=\"-\"/>") +
              line_of("ID=\"d\" " + box, "")));
  const data::LineSet set = read_lines(alto(dir.path()));
  CHECK(set.texts == Names{"TOTAL 9.00", "no spaces", "a hyphen-"});
  CHECK(set.names == Names{"1.xml#a", "1.xml#b", "1.xml#c"});
  CHECK(set.groups == Names{"1"});
  CHECK(dropped_ids(set, "no text") == Names{"1.xml#d"});
  CHECK(set.width[0] == 40);
  CHECK(set.image(0)[10 * 40 + 4] == 255);
  CHECK(set.image(0)[10 * 40 + 3] == 0);
}

TEST_CASE("alto: a polygon counts before the box, with commas or without") {
  const TempDir dir;
  write_page(dir);
  const std::string text = "<String CONTENT=\"x\"/>", box = kBox;
  dir.write("1.xml", alto_of(line_of("ID=\"a\" BASELINE=\"20,40 70,40\" " + box,
                                     "<Shape><Polygon POINTS=\"20,10 70,10 70,42 20,42\"/></Shape>" + text) +
                             line_of("ID=\"b\" BASELINE=\"40\" " + box,
                                     "<Shape><Polygon POINTS=\"20 10 80 10 80 42 20 42\"/></Shape>" + text) +
                             line_of("ID=\"c\"", text)));
  const data::LineSet set = read_lines(alto(dir / "1.xml"));
  REQUIRE(set.size() == 2);
  CHECK(set.width[0] == 50);
  CHECK(set.width[1] == 60);
  CHECK(dropped_ids(set, "no outline") == Names{"1.xml#c"});
}

TEST_CASE("alto: lines that were marked on a page of another size are dropped") {
  const TempDir dir;
  write_page(dir);
  const std::string line = line_of("ID=\"a\" " + std::string(kBox), "<String CONTENT=\"x\"/>");
  const auto with_size = [&](const std::string& size) {
    std::string xml = alto_of(line);
    return xml.replace(xml.find("<Page>"), 6, "<Page " + size + ">");
  };
  dir.write("1.xml", with_size("WIDTH=\"200\" HEIGHT=\"100\""));
  dir.write("twice/1.xml", with_size("WIDTH=\"400\" HEIGHT=\"200\""));
  test::write_picture(dir, "twice/1.png", test::blank_page(100, 200));
  const data::LineSet set = read_lines(alto(dir.path()));
  CHECK(set.names == Names{"1.xml#a"});
  CHECK(dropped_ids(set, "page of another size") == Names{"twice/1.xml#a"});
}

TEST_CASE("alto: several pages in a file are an error, as their lines are on one picture") {
  const TempDir dir;
  write_page(dir);
  std::string xml = alto_of("");
  xml.replace(xml.find("<Page>"), 6, "<Page></Page><Page>");
  const auto path = dir.write("1.xml", xml);
  CHECK(error_of([&] { read_lines(alto(path)); }) ==
        path.string() + ": expected one Page, as there is one picture, found 2");
}

TEST_CASE("alto: a unit other than pixels, and numbers that are none, are errors") {
  const TempDir dir;
  write_page(dir);
  const auto error = [&](const std::string& xml) {
    return error_of([&] { read_lines(alto(dir.write("1.xml", xml))); });
  };
  const std::string path = (dir / "1.xml").string();
  CHECK(error(alto_of("", "mm10")) == path + ": expected the MeasurementUnit pixel, found mm10");
  CHECK(error(alto_of(line_of("ID=\"a\" HPOS=\"left\" VPOS=\"1\" WIDTH=\"1\" HEIGHT=\"1\"", ""))) ==
        path + ": line a: expected HPOS to be a number, found 'left'");
  CHECK(error(alto_of("<TextLine>")).find(": malformed XML (") != std::string::npos);
}
