#include "data/export_lines.h"

#include <doctest/doctest.h>

#include <fstream>
#include <functional>
#include <iterator>

#include "data/source.h"
#include "tests/support/errors.h"
#include "tests/support/line_set.h"
#include "tests/support/temp_dir.h"

using namespace ductus;
using data::export_lines;
using data::LineExport;
using data::LineSet;
using test::error_of;
namespace fs = std::filesystem;

namespace {

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

LineSet named_lines() {
  LineSet set = test::make_lines(4, 1);
  set.names = {"000/001.jpg", "000/001.png", "b.c/no. 7", "d"};
  return set;
}

/// The exported lines as ductus reads them again, without its own stretching of contrast.
LineSet read_again(const std::string& data) {
  config::NullReporter quiet;
  return data::read_lines(data, {"", quiet, 1}, {{"view.contrast=none", "view.polarity=dark_ink"}, false});
}

}  // namespace

TEST_CASE("export_lines: a table of pictures and texts, which reads as it was") {
  const test::TempDir dir;
  const LineSet set = named_lines();
  config::NullReporter quiet;
  export_lines(set, dir / "out", LineExport::kTsv, quiet);
  CHECK(text_of(dir / "out/lines.tsv") == "000/001.png\t" + set.texts[0] + "\n000/001(2).png\t" +
                                              set.texts[1] + "\nb.c/no. 7.png\t" + set.texts[2] +
                                              "\nd.png\t" + set.texts[3] + "\n");
  const LineSet again = read_again("tsv:" + (dir / "out/lines.tsv").string());
  CHECK(again.texts == set.texts);
  CHECK(std::equal(again.pixels.begin(), again.pixels.end(), set.pixels.begin(), set.pixels.end()));
}

TEST_CASE("export_lines: pairs of picture and text, which read as they were") {
  const test::TempDir dir;
  const LineSet set = test::make_lines(5, 1, "aé€");  // ids lines#0, lines#1, ...
  config::NullReporter quiet;
  export_lines(set, dir / "out", LineExport::kGtTxt, quiet);
  CHECK(text_of(dir / "out/lines#3.gt.txt") == set.texts[3] + "\n");
  const LineSet again = read_again("gt_txt:" + (dir / "out").string());
  CHECK(again.texts == set.texts);
  CHECK(std::equal(again.pixels.begin(), again.pixels.end(), set.pixels.begin(), set.pixels.end()));
}

TEST_CASE("export_lines: what cannot be written is an error before anything is") {
  const test::TempDir dir;
  config::NullReporter quiet;
  const auto error_after = [&](const std::function<void(LineSet&)>& change) {
    LineSet set = named_lines();
    change(set);
    return error_of([&] { export_lines(set, dir / "out", LineExport::kTsv, quiet); });
  };
  CHECK(error_after([](LineSet& set) { set.texts[3] = "1\t2"; }) ==
        "export: the text of d has a tab or a line end, which these files cannot hold");
  CHECK(error_after([](LineSet& set) { set.names[3] = "../d.png"; }) ==
        "export: ../d.png leads out of the folder");
  CHECK(error_after([](LineSet& set) { set.names[3] = "a/../../d.png"; }) ==
        "export: a/../../d.png leads out of the folder");
  CHECK(error_after([](LineSet& set) { set.names[3] = "/d.png"; }) ==
        "export: /d.png leads out of the folder");
  CHECK_FALSE(fs::exists(dir / "out"));
  dir.write("out/old.txt", "x");
  CHECK(error_after([](LineSet&) {}) == (dir / "out").string() + ": expected a new or an empty folder");
}
