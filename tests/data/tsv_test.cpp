#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/data/line_files.h"
#include "tests/support/errors.h"

using namespace ductus;
using test::dropped_ids;
using test::error_of;
using test::kind_and_error_of;
using test::read_lines;
using test::TempDir;

namespace {

using Names = std::vector<std::string>;

std::string tsv(const std::filesystem::path& path, const std::string& more = "") {
  return fmt::format("{{tsv: {{path: \"{}\"{}}}}}", path.string(), more);
}

}  // namespace

TEST_CASE("tsv: a list of pictures and texts") {
  const TempDir dir;
  test::write_line(dir, "a.png", 40);
  test::write_line(dir, "more/b.png", 64);
  const auto list = dir.write("list.tsv", "a.png\tTOTAL  9.00\r\nmore/b.png\tcafe\u0301\n");
  const data::LineSet set = read_lines(tsv(list));
  CHECK(set.texts == Names{"TOTAL 9.00", "caf\u00E9"});
  CHECK(set.names == Names{"a.png", "more/b.png"});
  CHECK(set.sources == Names{"list.tsv"});
  CHECK(set.height == 32);
  CHECK(set.width[0] == 40);
  CHECK(set.width[1] == 64);
  CHECK(set.offset[1] == 32 * 40);
  CHECK(set.number[1] == 1);
  CHECK(set.group.empty());
  CHECK(set.alphabet == data::Alphabet::from_characters(" .09ALOTacf\u00E9"));
  CHECK(set.preprocessing == R"({"contrast":"stretch","height_px":32,"polarity":"auto"})");
  const uint8_t* line = set.image(0) + 10 * 40;
  CHECK(line[3] == 0);
  CHECK(line[4] == 255);
  CHECK(line[11] == 255);
  CHECK(line[12] == 0);
}

TEST_CASE("tsv: columns by name, with groups, and a folder of pictures elsewhere") {
  const TempDir dir;
  for (const char* name : {"p/1.png", "p/2.png", "p/3.png"}) test::write_line(dir, name);
  const auto table = dir.write(
      "t/lines.tsv", "page\tfile\tskip\twords\nA\t1.png\t\tone\nB\t2.png\tx\ttwo\n\t3.png\ty\tthree\n");
  const std::string columns =
      ", image: file, text: words, group: page, root: \"" + (dir / "p").string() + "\"";
  const data::LineSet set = read_lines(tsv(table, columns));
  CHECK(set.texts == Names{"one", "two", "three"});
  CHECK(set.groups == Names{"A", "B", "3.png"});  // a line without a group is one of its own
  CHECK(set.group[0] == 0);
  CHECK(set.group[2] == 2);
  std::filesystem::rename(dir / "p", dir / "t/p");
  CHECK(read_lines(tsv(table, ", image: file, text: words, root: p")).size() == 3);  // beside the table
}

TEST_CASE("tsv: a group may be a part of its column, and the table be named by `file`") {
  const TempDir dir;
  for (const char* name : {"1.png", "2.png", "3.png"}) test::write_line(dir, name);
  const auto table = dir.write(
      "lines.tsv", "page\tfile\ttext\nL_16_1\t1.png\tone\nL_16_2\t2.png\ttwo\nL_17_1\t3.png\tthree\n");
  const auto with = [&](const char* match) {
    return fmt::format("{{tsv: {{file: \"{}\", image: file, text: text, group: page, group_match: '{}'}}}}",
                       table.string(), match);
  };
  CHECK(read_lines(with("L_(\\d+)_")).groups == Names{"16", "17"});
  CHECK(read_lines(with("L_1\\d")).groups == Names{"L_16", "L_17"});
  CHECK(error_of([&] { read_lines(with("M_")); }).find("lines.tsv:2: the group 'L_16_1'") !=
        std::string::npos);
  CHECK(error_of([&] { read_lines(with("(")); }).find("regular expression") != std::string::npos);
}

TEST_CASE("tsv: a group whose lines are all left out keeps its name, for lists of test groups") {
  const TempDir dir;
  test::write_line(dir, "a.png");
  const auto table = dir.write("t.tsv", "file\ttext\tpage\nmissing.png\tx\tp7\na.png\ty\tp8\n");
  const data::LineSet set = read_lines(
      fmt::format("{{tsv: {{path: \"{}\", image: file, text: text, group: page}}}}", table.string()));
  CHECK(set.groups == std::vector<std::string>{"p7", "p8"});
  CHECK(set.group[0] == 1);
}

TEST_CASE("tsv: pictures in a tar are those in a folder, in the order of the list") {
  const TempDir dir;
  for (int i = 0; i < 5; ++i) test::write_line(dir, fmt::format("p/{}.png", i), 30 + i);
  const auto list = dir.write("list.tsv", "4.png\tdog\n./2.png\tcat\n0.png\tant\nnone.png\tgnu\n");
  auto entries = test::entries_of(dir / "p");
  entries.emplace_back("notes.txt", "no picture");
  dir.write("p.tar", test::tar_of(entries));
  const data::LineSet folder = read_lines(tsv(list, ", root: p"));
  for (const int threads : {1, 3}) {
    const data::LineSet tar = read_lines(tsv(list, ", root: p.tar"), threads);
    CHECK(tar.names == Names{"4.png", "./2.png", "0.png"});
    CHECK(tar.texts == folder.texts);
    CHECK(std::equal(tar.pixels.begin(), tar.pixels.end(), folder.pixels.begin(), folder.pixels.end()));
    CHECK(tar.ledger.summary() == "seen 4, used 3, dropped 1: missing 1 (none.png)");
  }
}

TEST_CASE("tsv: what cannot be a line is in the ledger, by reason") {
  const TempDir dir;
  test::write_line(dir, "good.png");
  test::write_line(dir, "good2.png");
  dir.write("broken.png", "broken");
  test::write_picture(dir, "thin.png", test::blank_page(2, 50));
  test::write_picture(dir, "wide.png", test::blank_page(4, 2000));
  const auto list =
      dir.write("list.tsv",
                "good.png\ta\nbroken.png\tb\nthin.png\tc\nwide.png\td\nnone.png\te\ngood2.png\t \t\n"
                "good.png\tagain\n");
  const data::LineSet set = read_lines(tsv(list));
  CHECK(set.texts == Names{"a"});
  CHECK(dropped_ids(set, "unreadable") == Names{"broken.png"});
  CHECK(dropped_ids(set, "zero or absurd size") == Names{"thin.png", "wide.png"});
  CHECK(dropped_ids(set, "missing") == Names{"none.png"});
  CHECK(dropped_ids(set, "empty text") == Names{"good2.png"});
  CHECK(dropped_ids(set, "listed twice") == Names{"good.png"});
  CHECK(set.ledger.seen() == 7);
}

TEST_CASE("tsv: options of all line formats") {
  const TempDir dir;
  test::write_line(dir, "a.png");
  const auto list = dir.write("list.tsv", "a.png\tTax  \u00E9\n");
  const data::LineSet set = read_lines(
      tsv(list, ", squeeze_spaces: false, upper_case: true, view: {height_px: 16, contrast: none}"));
  CHECK(set.texts == Names{"TAX  \u00C9"});
  CHECK(set.height == 16);
  CHECK(set.width[0] == 20);
  CHECK(set.preprocessing == R"({"contrast":"none","height_px":16,"polarity":"auto"})");
}

TEST_CASE("tsv: names have no blanks around them, those within stay") {
  const TempDir dir;
  for (const char* name : {"a.png", "b  1.png"}) test::write_line(dir, name);
  CHECK(read_lines(tsv(dir.write("list.tsv", "a.png \tone\r\n b  1.png\r\ttwo\r\n"))).names ==
        Names{"a.png", "b  1.png"});
  const auto table = dir.write("table.tsv", "file\ttext\tpage\na.png \tone\tA \nb  1.png\ttwo\tA\n");
  const data::LineSet set = read_lines(tsv(table, ", image: file, text: text, group: page"));
  CHECK(set.names == Names{"a.png", "b  1.png"});
  CHECK(set.groups == Names{"A"});
}

TEST_CASE("tsv: what is wrong with a table is said with its line") {
  const TempDir dir;
  const auto error = [&](const std::string& text, const std::string& more = "") {
    return error_of([&] { read_lines(tsv(dir.write("l.tsv", text), more)); });
  };
  const std::string path = (dir / "l.tsv").string(), columns = ", image: file, text: text";
  CHECK(error("a.png\ta\nb.png b\n") ==
        path + ":2: expected a picture's name, a tab and its text, found no tab");
  CHECK(error("a.png\ta\xFF\n") == path + ":1: invalid UTF-8 at byte 7");
  CHECK(error("image\ttext\na.png\ta\n", columns) ==
        path + ":1: expected a column 'file', found image, text");
  CHECK(error("file\ttext\na.png\ta\tb\n", columns) ==
        path + ":2: expected 2 columns as in the header, found 3");
  CHECK(error("", columns) == path + ": expected a table with a header, found no line");
  CHECK(error("a.png\ta\nb.png\tb\n") == path + ", pictures in " + dir.path().string() +
                                             ": expected lines of text, found none that can be used (seen 2, "
                                             "used 0, dropped 2: missing 2 (a.png, "
                                             "b.png))");
}

TEST_CASE("tsv: options that do not go together are usage errors") {
  const TempDir dir;
  const auto list = dir.write("l.tsv", "a.png\ta\n");
  for (const char* more : {", image: file", ", text: text", ", group: page"}) {
    CAPTURE(more);
    CHECK(kind_and_error_of([&] { read_lines(tsv(list, more)); }).find("usage: source:1:") == 0);
  }
}

TEST_CASE("tsv: an archive that leads out, is cut short or is none is an error that names it") {
  const TempDir dir;
  test::write_line(dir, "p/a.png");
  const auto list = dir.write("l.tsv", "a.png\ta\n");
  const auto error = [&](const std::string& bytes) {
    dir.write("p.tar", bytes);
    return error_of([&] { read_lines(tsv(list, ", root: p.tar")); });
  };
  const std::string picture = test::read_file(dir / "p/a.png"), path = (dir / "p.tar").string();
  CHECK(error(test::tar_of({{"../a.png", picture}})) ==
        path + ": entry '../a.png' leads out of the archive, expected a relative name without '..'");
  CHECK(error(test::tar_of({{"x/../../a.png", picture}})).find("leads out") != std::string::npos);
  CHECK(error(test::tar_of({{"/tmp/a.png", picture}})).find("'/tmp/a.png' leads out") != std::string::npos);
  CHECK(error(test::tar_of({{"a.png", picture}}).substr(0, 700)).find(path + ": cannot read the archive (") ==
        0);
  CHECK(error("no tar").find(path + ": cannot read the archive (") == 0);
  CHECK(error("").find(path + ": cannot read the archive (") == 0);
}

TEST_CASE("tsv: names beyond ASCII are found in archives too") {
  const TempDir dir;
  test::write_line(dir, "a.png");
  const auto list = dir.write("l.tsv", "caf\u00E9.png\ta\n");
  dir.write("p.tar", test::tar_of({{"caf\u00E9.png", test::read_file(dir / "a.png")}}));
  CHECK(read_lines(tsv(list, ", root: p.tar")).size() == 1);
}

namespace {

std::filesystem::path shared_data(const std::string& folder) {
  return std::filesystem::path(DUCTUS_TESTS_DIR) / "../../shared/data" / folder;
}

}  // namespace

TEST_CASE("tsv: receipts, if they are here" * doctest::skip(!std::filesystem::exists(shared_data("sroie")))) {
  const data::LineSet set =
      read_lines(tsv(shared_data("sroie") / "lines.tsv",
                     ", image: file, text: text, group: duplicate_group, root: lines-h32.tar"),
                 2);
  CHECK(set.size() == 26953);
  CHECK(set.ledger.dropped().empty());
  CHECK(set.groups.size() == 497);  // 502 receipts, of which five are another once more
  CHECK(set.alphabet.size() == 69);
  CHECK(set.id(0) == "000/000.jpg");
  CHECK(set.texts[0] == "TAN WOON YANN");
  CHECK(set.width[0] == 208);
}

TEST_CASE("tsv: letters, if they are here" * doctest::skip(!std::filesystem::exists(shared_data("hooker")))) {
  const data::LineSet set = read_lines(
      tsv(shared_data("hooker") / "lines.tsv", ", image: file, text: text, group: page, root: lines-h64.tar"),
      2);
  CHECK(set.size() == 5424);
  CHECK(set.ledger.dropped().empty());
  CHECK(set.texts[1] == "THE CAMP.");
}
