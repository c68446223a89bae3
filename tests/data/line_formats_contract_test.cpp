// What every line format promises, asked of all that are registered.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "data/dataset_file.h"
#include "data/line_text.h"
#include "tests/data/line_files.h"
#include "tests/support/errors.h"

using namespace ductus;
using test::error_of;
using test::kind_and_error_of;
using test::read_lines;
using test::source;
using test::TempDir;

namespace {

namespace fs = std::filesystem;

/// Two sound pages and one that is broken.
void write_pages(const TempDir& dir, const std::string& folder) {
  for (const char* name : {"1.png", "2.png"}) {
    data::Picture page = test::blank_page(100, 200);
    test::fill(page, 18, 24, 16, 8, 0);
    test::write_picture(dir, folder + name, page);
  }
  dir.write(folder + "3.png", "broken");
}

void write_page_xml(const TempDir& dir) {
  write_pages(dir, "");
  for (const char* name : {"1", "2", "3"}) {
    dir.write(
        fmt::format("{}.xml", name),
        fmt::format("<PcGts><Page imageFilename=\"{}.png\"><TextLine id=\"l\"><Coords points=\"20,10 60,10 "
                    "60,42 20,42\"/><TextEquiv><Unicode>cafe\u0301 {}</Unicode></TextEquiv></TextLine>"
                    "</Page></PcGts>",
                    name, name));
  }
}

void write_alto(const TempDir& dir) {
  write_pages(dir, "");
  for (const char* name : {"1", "2", "3"}) {
    dir.write(fmt::format("{}.xml", name),
              "<alto><Layout><TextLine ID=\"l\" HPOS=\"20\" VPOS=\"10\" WIDTH=\"40\" HEIGHT=\"32\"><String "
              "CONTENT=\"cafe\u0301\"/></TextLine></Layout></alto>");
  }
}

void write_iam(const TempDir& dir) {
  dir.write(
      "xml/a.xml",
      "<form id=\"a\" writer-id=\"7\"><line id=\"a-00\" text=\"cafe\u0301\"/><line id=\"a-01\" text=\"b\"/>"
      "<line id=\"a-02\" text=\"c\"/></form>");
  test::write_line(dir, "lines/a-00.png");
  test::write_line(dir, "lines/a-01.png", 50);
  dir.write("lines/a-02.png", "broken");
}

/// Three lines in `list`, of which one is broken; returns where it is.
fs::path write_listed(const TempDir& dir, const std::string& list, char separator) {
  test::write_line(dir, "a.png");
  test::write_line(dir, "b.png", 50);
  dir.write("c.png", "broken");
  return dir.write(list, fmt::format("a.png{0}cafe\u0301\nb.png{0}b\nc.png{0}c\n", separator));
}

/// A small sample of each format: at least two sound lines, one with an accent apart, and one broken picture.
/// A new format adds itself here.
const std::map<std::string, std::function<fs::path(const TempDir&)>>& samples() {
  static const std::map<std::string, std::function<fs::path(const TempDir&)>> all = {
      {"tsv", [](const TempDir& dir) { return write_listed(dir, "list.tsv", '\t'); }},
      {"sample_txt", [](const TempDir& dir) { return write_listed(dir, "sample.txt", ' ').parent_path(); }},
      {"gt_txt",
       [](const TempDir& dir) {
         write_listed(dir, "unused.tsv", '\t');
         dir.write("a.gt.txt", "cafe\u0301");
         dir.write("b.gt.txt", "b");
         dir.write("c.gt.txt", "c");
         return dir.path();
       }},
      {"sroie",
       [](const TempDir& dir) {
         write_pages(dir, "img/");
         for (const char* name : {"box/1.csv", "box/2.csv", "box/3.csv"})
           dir.write(name, "20,10,60,10,60,42,20,42,cafe\u0301\n");
         return dir.path();
       }},
      {"page_xml", [](const TempDir& dir) { return write_page_xml(dir), dir.path(); }},
      {"alto", [](const TempDir& dir) { return write_alto(dir), dir.path(); }},
      {"iam", [](const TempDir& dir) { return write_iam(dir), dir.path(); }},
      {"ductus_lines",
       [](const TempDir& dir) {
         const fs::path list = write_listed(dir, "list.tsv", '\t');
         data::write_dataset(dir / "set.h5", read_lines(source("tsv", list)));
         return dir / "set.h5";
       }},
  };
  return all;
}

/// Runs the check with every format and a sample of it.
template <typename Check>
void for_all_line_formats(Check check) {
  for (const auto& [name, reader] : data::line_formats()) {
    CAPTURE(name);
    REQUIRE(samples().count(name) == 1);
    const TempDir dir;
    check(name, samples().at(name)(dir));
  }
}

}  // namespace

TEST_CASE("line formats: every format reads its sample, and every line is accounted for") {
  for_all_line_formats([](const std::string& name, const fs::path& path) {
    const data::LineSet set = read_lines(source(name, path));
    CHECK(set.size() == 2);
    int64_t dropped = 0;
    for (const auto& [reason, drops] : set.ledger.dropped()) dropped += drops.count;
    CHECK(set.ledger.used() == set.size());
    CHECK(set.ledger.seen() == set.size() + dropped);
    CHECK(test::dropped_ids(set, "unreadable").size() == 1);
  });
}

TEST_CASE("line formats: ids are there and tell lines apart") {
  for_all_line_formats([](const std::string& name, const fs::path& path) {
    const data::LineSet set = read_lines(source(name, path));
    std::set<std::string> ids;
    for (int64_t i = 0; i < set.size(); ++i) ids.insert(set.id(i));
    CHECK(static_cast<int64_t>(ids.size()) == set.size());
    CHECK(ids.count("") == 0);
  });
}

TEST_CASE("line formats: texts are NFC, and the alphabet is what occurs, in order") {
  for_all_line_formats([](const std::string& name, const fs::path& path) {
    const data::LineSet set = read_lines(source(name, path));
    CHECK(set.texts[0].find("caf\u00E9") == 0);
    CHECK(set.alphabet.symbols() == data::code_points_of(set.texts));
    for (const int64_t count : set.symbol_counts()) CHECK(count > 0);
  });
}

TEST_CASE("line formats: threads do not matter") {
  for_all_line_formats([](const std::string& name, const fs::path& path) {
    const data::LineSet one = read_lines(source(name, path)), three = read_lines(source(name, path), 3);
    CHECK(one.content_hash() == three.content_hash());
    CHECK(one.names == three.names);
    CHECK(one.ledger.to_json() == three.ledger.to_json());
  });
}

TEST_CASE("line formats: the view and the text's options are everyone's") {
  for_all_line_formats([](const std::string& name, const fs::path& path) {
    CHECK(data::has_view(name) == (name != "ductus_lines"));  // whose lines are made already
    if (!data::has_view(name)) return;
    const data::LineSet set =
        read_lines(source(name, path, ", view: {height_px: 16}, upper_case: true, squeeze_spaces: false"));
    CHECK(set.height == 16);
    CHECK(set.width[0] == 20);
    CHECK(set.texts[0].find("CAF\u00C9") == 0);
    CHECK(set.preprocessing.find("\"height_px\":16") != std::string::npos);
  });
}

TEST_CASE("line formats: a missing path is an error that names it") {
  for_all_line_formats([](const std::string& name, const fs::path&) {
    CHECK(error_of([&] {
            read_lines(source(name, "not/there.x"));
          }).find("not/there.x: no such file or folder") == 0);
  });
}

TEST_CASE("line formats: an unknown option and no path are usage errors that name it") {
  for_all_line_formats([](const std::string& name, const fs::path& path) {
    const std::string unknown = kind_and_error_of([&] { read_lines(source(name, path, ", pat: 1")); });
    CHECK(unknown.find("usage: ") == 0);
    CHECK(unknown.find("pat") != std::string::npos);
    const std::string none = kind_and_error_of([&] { read_lines(fmt::format("{{{}: {{}}}}", name)); });
    CHECK(none.find("usage: ") == 0);
    CHECK(none.find("path") != std::string::npos);
  });
}

TEST_CASE(
    "line formats: a file where a folder belongs, or a folder where a file does, is an error that names it") {
  const TempDir other;
  other.write("file", "x");
  fs::create_directories(other / "folder");
  for_all_line_formats([&](const std::string& name, const fs::path& path) {
    const fs::path wrong = other / (fs::is_directory(path) ? "file" : "folder");
    CHECK(error_of([&] { read_lines(source(name, wrong)); }).find(wrong.string()) != std::string::npos);
  });
}

TEST_CASE("line formats: no name is also a format of characters") {
  for (const auto& [name, reader] : data::line_formats()) CHECK_FALSE(data::formats().contains(name));
}
