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

std::string page_xml(const std::filesystem::path& path, const std::string& more = "") {
  return fmt::format("{{page_xml: {{path: \"{}\", view: {{contrast: none}}{}}}}}", path.string(), more);
}

std::string page_of(const std::string& lines, const std::string& picture = "1.png") {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<PcGts xmlns=\"http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15\">"
         "<Page imageFilename=\"" +
         picture +
         "\" imageWidth=\"200\" imageHeight=\"100\">"
         "<TextRegion id=\"r\">" +
         lines + "</TextRegion></Page></PcGts>";
}

std::string line_of(const std::string& id, const std::string& points, const std::string& inner) {
  return fmt::format("<TextLine id=\"{}\"><Coords points=\"{}\"/>{}</TextLine>", id, points, inner);
}

std::string unicode(const std::string& text) {
  return "<TextEquiv><Unicode>" + text + "</Unicode></TextEquiv>";
}

constexpr const char* kBox = "20,10 60,10 60,42 20,42";

void write_page(const TempDir& dir, const std::string& name) {
  data::Picture page = test::blank_page(100, 200);
  test::fill(page, 18, 24, 16, 8, 0);
  test::write_picture(dir, name, page);
}

}  // namespace

TEST_CASE("page_xml: lines with outline, baseline and text. The page is the group") {
  const TempDir dir;
  write_page(dir, "1.png");
  const auto xml = dir.write(
      "1.xml", page_of(line_of("l1", kBox, "<Baseline points=\"20,38 60,38\"/>" + unicode("A &amp; B")) +
                       line_of("l2", "0,50 50,50 50,82 0,82", unicode("two"))));
  for (const auto& path : {xml, dir.path()}) {
    const data::LineSet set = read_lines(page_xml(path));
    CHECK(set.texts == Names{"A & B", "two"});
    CHECK(set.names == Names{"1.xml#l1", "1.xml#l2"});
    CHECK(set.groups == Names{"1"});
    CHECK(set.width[0] == 40);
    CHECK(set.image(0)[10 * 40 + 4] == 255);
    CHECK(set.image(0)[10 * 40 + 3] == 0);
  }
}

TEST_CASE("page_xml: a picture's name may be a Windows path, and have blanks around it") {
  const TempDir dir;
  write_page(dir, "scans/other.png");  // not the XML file's own name, by which a picture is found too
  for (const char* name : {"scans\\other.png", " scans/other.png\t", "C:\\Users\\x\\scans\\other.png"}) {
    CAPTURE(name);
    const auto xml = dir.write("scans/1.xml", page_of(line_of("l", kBox, unicode("one")), name));
    const auto moved = dir.write("1.xml", page_of(line_of("l", kBox, unicode("one")), name));
    CHECK(read_lines(page_xml(xml)).texts == Names{"one"});
    if (name[0] != 'C') CHECK(read_lines(page_xml(moved)).texts == Names{"one"});
  }
}

TEST_CASE("page_xml: of several transcripts the one with the lowest index, else the words'") {
  const TempDir dir;
  write_page(dir, "1.png");
  const std::string several =
      "<TextEquiv index=\"2\"><Unicode>worst</Unicode></TextEquiv><TextEquiv "
      "index=\"0\"><Unicode>best</Unicode>"
      "</TextEquiv><TextEquiv index=\"1\"><Unicode>second</Unicode></TextEquiv>";
  const std::string words =
      "<Word id=\"a\">" + unicode("two") + "</Word><Word id=\"b\">" + unicode("words") + "</Word>";
  dir.write("1.xml", page_of(line_of("l1", kBox, words + several) + line_of("l2", kBox, words)));
  CHECK(read_lines(page_xml(dir.path())).texts == Names{"best", "two words"});
}

TEST_CASE("page_xml: what cannot be a line is in the ledger") {
  const TempDir dir;
  write_page(dir, "1.png");
  dir.write("1.xml", page_of(line_of("good", kBox, unicode("good")) + line_of("silent", kBox, "") +
                             line_of("empty", kBox, unicode(" ")) + line_of("point", "3,4", unicode("a")) +
                             line_of("flat", "0,0 10,0 20,0", unicode("a")) +
                             line_of("right", "200,10 240,10 240,42 200,42", unicode("a")) +
                             line_of("half", "180,10 240,10 240,42 180,42", unicode("half")) +
                             line_of("good", kBox, unicode("again"))));
  dir.write("2.xml", page_of(line_of("l", kBox, unicode("no picture")), "2.png"));
  const data::LineSet set = read_lines(page_xml(dir.path()));
  CHECK(set.texts == Names{"good", "half"});
  CHECK(set.width[1] == 20);
  CHECK(dropped_ids(set, "no text") == Names{"1.xml#silent"});
  CHECK(dropped_ids(set, "empty text") == Names{"1.xml#empty"});
  CHECK(dropped_ids(set, "no outline") == Names{"1.xml#point"});
  CHECK(dropped_ids(set, "zero or absurd size") == Names{"1.xml#flat"});
  CHECK(dropped_ids(set, "off the page") == Names{"1.xml#right"});
  CHECK(dropped_ids(set, "listed twice") == Names{"1.xml#good"});
  CHECK(dropped_ids(set, "missing") == Names{"2.xml#l"});
  CHECK(set.ledger.seen() == 9);
}

TEST_CASE("page_xml: the picture lies beside its XML, above it, or where `root` says") {
  const std::string xml = page_of(line_of("l", kBox, unicode("x")), "C:/scans/1.png");
  for (const char* picture : {"1.png", "page/1.png", "1.JPG"}) {
    CAPTURE(picture);
    const TempDir dir;
    write_page(dir, picture);
    dir.write("page/1.xml", xml);
    CHECK(read_lines(page_xml(dir.path())).size() == 1);
  }
  const TempDir pictures, dir;
  write_page(pictures, "1.png");
  dir.write("page/1.xml", xml);
  CHECK(read_lines(page_xml(dir.path(), ", root: \"" + pictures.path().string() + "\"")).size() == 1);
}

TEST_CASE("page_xml: archives, and files of another kind beside the pages") {
  const TempDir dir;
  write_page(dir, "d/1.png");
  dir.write("d/page/1.xml", page_of(line_of("l", kBox, unicode("x"))));
  dir.write("d/mets.xml", "<mets/>");
  dir.write("d.tar", test::tar_of(test::entries_of(dir / "d")));
  CHECK(read_lines(page_xml(dir / "d")).names == Names{"page/1.xml#l"});
  CHECK(read_lines(page_xml(dir / "d.tar")).names == Names{"page/1.xml#l"});
}

TEST_CASE("page_xml: what is wrong with a file is said with its place") {
  const TempDir dir;
  write_page(dir, "1.png");
  const std::string path = (dir / "1.xml").string();
  const auto error = [&](const std::string& xml) {
    return error_of([&] { read_lines(page_xml(dir.write("1.xml", xml))); });
  };
  CHECK(error("<PcGts><Page></PcGts>") == path + ": byte 15: malformed XML (Start-end tags mismatch)");
  CHECK(error("").find(path + ": byte 0: malformed XML (") == 0);
  CHECK(error("<PcGts>caf\xE9 \xE9</PcGts>") == path + ": invalid UTF-8 at byte 10");
  CHECK(error("<alto/>") == path + ": expected PAGE XML with the root element PcGts, found alto");
  CHECK(error(page_of(line_of("l7", "1,2 3", unicode("x")))) ==
        path + ": line l7: expected points as 'x,y x,y', found 3 numbers in '1,2 3'");
  CHECK(error(page_of(line_of("l7", "1,2 3,z", unicode("x")))) ==
        path + ": line l7: expected points as 'x,y x,y', found '1,2 3,z'");
  CHECK(error(page_of(line_of("l7", "1,2 nan,4", unicode("x")))).find("found '1,2 nan,4'") !=
        std::string::npos);
  const TempDir none;
  CHECK(error_of([&] { read_lines(page_xml(none.path())); }) ==
        none.path().string() + ": expected PAGE XML files, found none");
}

TEST_CASE("page_xml: another encoding is read as it is declared") {
  const TempDir dir;
  write_page(dir, "1.png");
  std::string xml = page_of(line_of("l", kBox, unicode("caf\xE9")));
  xml.replace(xml.find("UTF-8"), 5, "ISO-8859-1");
  CHECK(read_lines(page_xml(dir.write("1.xml", xml))).texts == Names{"caf\u00E9"});
  const auto error = [&](const std::string& encoding, const std::string& text) {
    std::string page = page_of(line_of("l", kBox, unicode(text)));
    page.replace(page.find("UTF-8"), 5, encoding);
    return error_of([&] { read_lines(page_xml(dir.write("1.xml", page))); });
  };
  const std::string path = (dir / "1.xml").string();
  CHECK(error("Latin1", "caf\xE9") == "no error");
  for (const char* name : {"UTF-8", "Utf-8", "US-ASCII"}) {
    CAPTURE(name);
    CHECK(error(name, "caf\u00E9") == "no error");
    CHECK(error(name, "caf\xE9").find(path + ": invalid UTF-8 at byte ") == 0);
  }
  CHECK(error("windows-1252", "caf\xE9") ==
        path + ": expected XML in UTF-8, UTF-16 or ISO-8859-1, found the encoding 'windows-1252'");
  CHECK(error("koi8-r\n", "x").find("found the encoding 'koi8-r'") != std::string::npos);  // still one line
}

TEST_CASE("page_xml: coordinates beyond any page are errors") {
  const TempDir dir;
  write_page(dir, "1.png");
  const auto xml = dir.write("1.xml", page_of(line_of("l", "0,0 1e10,0 1e10,9", unicode("x"))));
  CHECK(error_of([&] { read_lines(page_xml(xml)); }).find("found '0,0 1e10,0 1e10,9'") != std::string::npos);
}
