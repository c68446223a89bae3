// Lines that are not what they should be: in the ledger and left out, or one clear line and no file of it.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/support/bad_input.h"

using namespace ductus::test;
using nlohmann::json;

namespace {

/// A grey picture (portable graymap) of paper with a bar of ink.
std::string line_picture(int width = 60, int height = 32) {
  std::string pixels(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), '\xFF');
  for (int y = height / 4; y < height * 3 / 4; ++y)
    pixels.replace(static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + 4, 8, 8, '\0');
  return "P5\n" + std::to_string(width) + " " + std::to_string(height) + "\n255\n" + pixels;
}

/// A sound line, a.pgm, and what is wrong beside it.
struct Lines : Workplace {
  Lines() { write("a.pgm", line_picture()); }

  std::vector<std::string> import(const std::string& data) const {
    return {"data", "import", data, "--out", "lines.h5"};
  }

  /// One line is used, and one left out for this reason; --strict makes that an error, and no file.
  void check_dropped(std::vector<std::string> arguments, const std::string& reason,
                     const std::string& id) const {
    arguments.emplace_back("--strict");
    check_fails(*this, arguments, 1, {"strict: seen 2, used 1, dropped 1: " + reason + " 1 (" + id + ")"});
    arguments.back() = "--json";
    const Outcome outcome = run(arguments);
    CAPTURE(outcome.err);
    REQUIRE(outcome.status == 0);
    const json written = json::parse(outcome.out);
    CHECK(written["lines"] == 1);
    CHECK(written["ledger"]["dropped"][reason]["count"] == 1);
    std::filesystem::remove(*this / "lines.h5");
  }
};

/// A tar (ustar) of one file.
std::string tar_of(const std::string& name, const std::string& content) {
  std::string header(512, '\0');
  const auto put = [&](std::size_t at, const std::string& field) { header.replace(at, field.size(), field); };
  char size[12];
  std::snprintf(size, sizeof size, "%011zo", content.size());
  put(0, name), put(100, "0000644"), put(108, "0000000"), put(116, "0000000"), put(124, size);
  put(136, "00000000000"), put(148, "        "), put(156, "0"), put(257, "ustar"), put(263, "00");
  unsigned sum = 0;
  for (const char c : header) sum += static_cast<unsigned char>(c);
  char checksum[8];
  std::snprintf(checksum, sizeof checksum, "%06o", sum);
  put(148, checksum), put(154, std::string("\0 ", 2));
  return header + content + std::string((512 - content.size() % 512) % 512 + 1024, '\0');
}

}  // namespace

TEST_CASE_FIXTURE(Lines, "ductus data: a line of zero or absurd size is in the ledger, and --strict fails") {
  write("lines.tsv", "a.pgm\tone\nb.pgm\ttwo\n");
  write("b.pgm", line_picture(60, 2));
  check_dropped(import("tsv:lines.tsv"), "zero or absurd size", "b.pgm");
  write("b.pgm", "P5\n0 0\n255\n");
  check_dropped(import("tsv:lines.tsv"), "unreadable", "b.pgm");
  write("b.pgm", "");
  check_dropped(import("tsv:lines.tsv"), "unreadable", "b.pgm");
}

TEST_CASE_FIXTURE(Lines, "ductus data: a text with symbols outside the alphabet is in the ledger") {
  write("b.pgm", line_picture());
  write("lines.tsv", "a.pgm\tone\nb.pgm\ttwo\n");
  std::vector<std::string> arguments = import("tsv:lines.tsv");
  arguments.insert(arguments.end(), {"--alphabet", "eno"});
  check_dropped(arguments, "out of alphabet", "b.pgm");
}

TEST_CASE_FIXTURE(Lines, "ductus data: an empty text is in the ledger, and a file that is not there") {
  write("b.pgm", line_picture());
  write("lines.tsv", "a.pgm\tone\nb.pgm\t \n");
  check_dropped(import("tsv:lines.tsv"), "empty text", "b.pgm");
  write("lines.tsv", "a.pgm\tone\ngone.pgm\ttwo\n");
  check_dropped(import("tsv:lines.tsv"), "missing", "gone.pgm");
  write("lines.tsv", "gone.pgm\tone\ngone too.pgm\ttwo\n");
  check_fails(*this, import("tsv:lines.tsv"), 1,
              {"lines.tsv", "expected lines of text, found none that can be used", "missing 2 (gone.pgm, "});
}

TEST_CASE_FIXTURE(Lines, "ductus data: a .gt.txt of several lines is in the ledger") {
  write("pairs/a.pgm", line_picture());
  write("pairs/a.gt.txt", "one\n");
  write("pairs/b.pgm", line_picture());
  write("pairs/b.gt.txt", "one\ntwo\n");
  check_dropped(import("gt_txt:pairs"), "several lines of text", "b.pgm");
}

TEST_CASE_FIXTURE(Lines, "ductus data: a polygon off the page is in the ledger") {
  write("page.pgm", line_picture(200, 100));
  const auto line = [](const std::string& id, const std::string& points) {
    return "<TextLine id=\"" + id + "\"><Coords points=\"" + points +
           "\"/><TextEquiv><Unicode>one</Unicode></TextEquiv></TextLine>";
  };
  write("page.xml", "<PcGts><Page imageFilename=\"page.pgm\"><TextRegion>" +
                        line("on", "0,0 60,0 60,32 0,32") + line("off", "300,0 360,0 360,32 300,32") +
                        "</TextRegion></Page></PcGts>");
  check_dropped(import("page_xml:page.xml"), "off the page", "page.xml#off");
}

TEST_CASE_FIXTURE(Lines, "ductus data: invalid UTF-8 is an error with file and byte") {
  write("lines.tsv", "a.pgm\tone\nb.pgm\tcaf\xE9\n");
  check_fails(*this, import("tsv:lines.tsv"), 1, {"lines.tsv:2: invalid UTF-8 at byte 19"});
  write("a.gt.txt", "caf\xE9\n");
  check_fails(*this, import("gt_txt:."), 1, {"a.gt.txt:1: invalid UTF-8 at byte 3"});
  write("page.xml", "<PcGts><Page>caf\xE9</Page></PcGts>");
  check_fails(*this, import("page_xml:page.xml"), 1, {"page.xml: invalid UTF-8 at byte 16"});
}

TEST_CASE_FIXTURE(Lines, "ductus data: a tar entry that leads out of it is an error") {
  write("lines.tsv", "a.pgm\tone\n");
  for (const char* name : {"../a.pgm", "in/../../a.pgm", "/a.pgm"}) {
    CAPTURE(name);
    write("lines.tar", tar_of(name, line_picture()));
    check_fails(*this, import("{tsv: {path: lines.tsv, root: lines.tar}}"), 1,
                {"lines.tar: entry '" + std::string(name) + "' leads out of the archive"});
  }
  write("lines.tar", tar_of("a.pgm", line_picture()));  // the same tar, but for the name
  CHECK(run(import("{tsv: {path: lines.tsv, root: lines.tar}}")).status == 0);
}

TEST_CASE_FIXTURE(Lines, "ductus data: an alphabet with duplicates is wrong use") {
  write("lines.tsv", "a.pgm\tone\n");
  std::vector<std::string> arguments = import("tsv:lines.tsv");
  arguments.insert(arguments.end(), {"--alphabet", "oneo"});
  check_fails(*this, arguments, 2, {"--alphabet: alphabet: 'o' occurs twice, as symbol 0 and symbol 3"});
}

TEST_CASE_FIXTURE(Lines, "ductus data: a file without its format is told the formats of both kinds") {
  write("lines.tsv", "a.pgm\tone\n");
  check_fails(*this, import("lines.tsv"), 1,
              {"not an HDF5 file, expected a data set file", "letters_csv:lines.tsv or tsv:lines.tsv"});
  check_fails(*this, {"data", "export", "lines.tsv", "--out", "out"}, 1, {"as in letters_csv:lines.tsv or tsv:lines.tsv)"});
  check_fails(*this, {"data", "export", "tsv:lines.tsv", "--out", "out", "--as", "idx"}, 2,
              {"--as idx: tsv:lines.tsv holds lines, expected one of: tsv, gt_txt, sample_txt"});
}

TEST_CASE_FIXTURE(Lines, "ductus data: export says what it wrote, in machine form with --json") {
  write("lines.tsv", "a.pgm\tone\n");
  const Outcome outcome =
      run({"data", "export", "tsv:lines.tsv", "--out", "out", "--as", "gt_txt", "--json"});
  CAPTURE(outcome.err);
  REQUIRE(outcome.status == 0);
  CHECK(json::parse(outcome.out) == json{{"path", "out"}, {"as", "gt_txt"}, {"lines", 1}});
  CHECK(read("out/a.gt.txt") == "one\n");
}
