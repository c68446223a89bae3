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
using Indices = std::vector<int64_t>;

std::string iam(const std::filesystem::path& path) {
  return fmt::format("{{iam: {{path: \"{}\", view: {{contrast: none}}}}}}", path.string());
}

std::string line_of(const std::string& id, const std::string& text, const std::string& components = "") {
  return fmt::format("<line id=\"{}\" text=\"{}\"><word id=\"{}-00\">{}</word></line>", id, text, id,
                     components);
}

std::string form_of(const std::string& id, const std::string& writer, const std::string& lines) {
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><form id=\"{}\" "
      "writer-id=\"{}\"><machine-printed-part/>"
      "<handwritten-part>{}</handwritten-part></form>",
      id, writer, lines);
}

Indices part(const data::LineSet& set, const std::string& name) {
  const auto& indices = set.splits.at(name);
  return {indices.begin(), indices.end()};
}

/// Four forms of three writers, lines with pictures of their own, and the lists of the split.
void write_database(const TempDir& dir) {
  dir.write("xml/a01-000u.xml",
            form_of("a01-000u", "000", line_of("a01-000u-00", "A MOVE") + line_of("a01-000u-01", "to stop")));
  dir.write("xml/a01-003.xml", form_of("a01-003", "002", line_of("a01-003-00", "Mr.")));
  dir.write("xml/b01-000.xml", form_of("b01-000", "000", line_of("b01-000-00", "Gaitskell")));
  dir.write("xml/c01-000.xml", form_of("c01-000", "003", line_of("c01-000-00", "from")));
  for (const char* name : {"a01/a01-000u/a01-000u-00", "a01/a01-000u/a01-000u-01", "a01/a01-003/a01-003-00",
                           "b01/b01-000/b01-000-00", "c01/c01-000/c01-000-00"})
    test::write_line(dir, fmt::format("lines/{}.png", name));
}

}  // namespace

TEST_CASE("iam: lines, their writers, and the split that the lists say") {
  const TempDir dir;
  write_database(dir);
  CHECK(read_lines(iam(dir.path())).splits.empty());
  dir.write("task/trainset.txt", "a01-000u-00\na01-000u-01 \n");
  dir.write("task/validationset1.txt", "a01-003-00\r\n");
  dir.write("task/validationset2.txt", "\n");
  dir.write("task/testset.txt", "c01-000\n");  // a whole form
  const data::LineSet set = read_lines(iam(dir.path()));
  CHECK(set.names == Names{"a01-000u-00", "a01-000u-01", "a01-003-00", "b01-000-00", "c01-000-00"});
  CHECK(set.texts == Names{"A MOVE", "to stop", "Mr.", "Gaitskell", "from"});
  CHECK(set.groups == Names{"000", "002", "003"});
  CHECK(set.group[0] == set.group[3]);  // two forms of one writer
  CHECK(part(set, "train") == Indices{0, 1});
  CHECK(part(set, "validation") == Indices{2});
  CHECK(part(set, "test") == Indices{4});
}

TEST_CASE("iam: a line without a picture is cut out of its form, around its components") {
  const TempDir dir;
  data::Picture form = test::blank_page(100, 200);
  test::fill(form, 20, 30, 16, 8, 0);
  test::fill(form, 30, 50, 22, 10, 0);
  test::write_picture(dir, "forms/a01-000u.png", form);
  dir.write("xml/a01-000u.xml", form_of("a01-000u", "000",
                                        line_of("a01-000u-00", "ab",
                                                "<cmp x=\"30\" y=\"20\" width=\"8\" height=\"16\"/><cmp "
                                                "x=\"50\" y=\"30\" width=\"10\" height=\"22\"/>") +
                                            line_of("a01-000u-01", "nothing")));
  const data::LineSet set = read_lines(iam(dir.path()));
  REQUIRE(set.size() == 1);
  CHECK(set.width[0] == 30);  // columns 30 to 60, rows 20 to 52
  CHECK(set.image(0)[0] == 255);
  CHECK(set.image(0)[7] == 255);
  CHECK(set.image(0)[8] == 0);
  CHECK(set.image(0)[31 * 30 + 29] == 255);
  CHECK(dropped_ids(set, "no outline") == Names{"a01-000u-01"});
}

TEST_CASE("iam: entities that were escaped twice are characters") {
  const TempDir dir;
  dir.write("xml/a01-000u.xml",
            form_of("a01-000u", "000",
                    line_of("a01-000u-00", "&quot;He said &amp;quot;no&amp;quot; &amp;amp; left") +
                        line_of("a01-000u-01", "&amp;quotwithout&amp;quot") +
                        line_of("a01-000u-02", "caf\xE9 &amp;lt;")));
  for (int i = 0; i < 3; ++i) test::write_line(dir, fmt::format("lines/a01-000u-0{}.png", i));
  CHECK(read_lines(iam(dir.path())).texts == Names{"\"He said \"no\" & left", "\"without\"", "caf\u00E9 <"});
}

TEST_CASE("iam: pictures that are not there are missing") {
  const TempDir dir;
  write_database(dir);
  std::filesystem::remove(dir / "lines/a01/a01-003/a01-003-00.png");
  const data::LineSet set = read_lines(iam(dir.path()));
  CHECK(set.size() == 4);
  CHECK(dropped_ids(set, "missing") == Names{"a01-003-00"});
}

TEST_CASE("iam: errors say where") {
  const TempDir dir;
  const auto error = [&] { return error_of([&] { read_lines(iam(dir.path())); }); };
  const std::string path = dir.path().string();
  CHECK(error() == path + ": expected IAM's xml/*.xml with the root element form, found none");
  write_database(dir);
  dir.write("trainset.txt", "a01-003-00\n");
  dir.write("testset.txt", "a01-003-00\n");
  CHECK(error() == path + "/testset.txt: a01-003-00 is in the parts train and test, expected it in one");
  std::filesystem::remove(dir / "testset.txt");
  dir.write("xml/c01-000.xml", "<form><line></form>");
  CHECK(error() == path + "/xml/c01-000.xml: byte 14: malformed XML (Start-end tags mismatch)");
  dir.write("xml/c01-000.xml",
            form_of("c01-000", "003", line_of("c01-000-09", "x", "<cmp x=\"1\" y=\"2\" width=\"w\"/>")));
  CHECK(error().find(path + "/xml/c01-000.xml: line c01-000-09: expected points") == 0);
}
