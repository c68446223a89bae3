#include "data/export_lines.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <set>

#include "data/source.h"
#include "tests/support/errors.h"
#include "tests/support/line_set.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

using namespace ductus;
using data::export_lines;
using data::LineExport;
using data::LineSet;
using test::error_of;
namespace fs = std::filesystem;

namespace {

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
  CHECK(test::read_file(dir / "out/lines.tsv") == "000/001.png\t" + set.texts[0] + "\n000/001(2).png\t" +
                                                      set.texts[1] + "\nb.c/no_ 7.png\t" + set.texts[2] +
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
  CHECK(test::read_file(dir / "out/lines#3.gt.txt") == set.texts[3] + "\n");
  const LineSet again = read_again("gt_txt:" + (dir / "out").string());
  CHECK(again.texts == set.texts);
  CHECK(std::equal(again.pixels.begin(), again.pixels.end(), set.pixels.begin(), set.pixels.end()));
}

TEST_CASE("export_lines: whatever the ids are, every line is a file of its own below the folder") {
  const std::vector<std::string> ids = {
      "",           ".",           "..",          "/",           "../../d.png", "/d.png",
      "a/../d.png", "a\\d.png",    "a.b.png",     "a.c.png",     "a_b",         "1.5",
      "1.6",        ".hidden.png", "x\ty\nz.png", "e.png/1.png", "e.jpg",       "d.gt.txt/1.png",
      "no. 7.png",  "no_ 7"};
  LineSet set = test::make_lines(static_cast<int64_t>(ids.size()), 1);
  set.names = ids;
  for (const LineExport as : {LineExport::kTsv, LineExport::kGtTxt, LineExport::kSampleTxt}) {
    const test::TempDir dir;
    config::NullReporter quiet;
    export_lines(set, dir / "deep/in/out", as, quiet);
    std::vector<std::string> names;
    for (const auto& entry : fs::recursive_directory_iterator(dir.path())) {
      if (entry.path().extension() == ".png" && entry.is_regular_file())
        names.push_back(entry.path().lexically_relative(dir / "deep/in/out").generic_string());
    }
    std::sort(names.begin(), names.end());
    const std::string spaced =
        as == LineExport::kSampleTxt ? "no__7" : "no_ 7";  // there, a name ends at a space
    CHECK(names == std::vector<std::string>{
                       "1_5.png",        "1_6.png",  "_hidden.png",      "a/d(2).png",    "a/d.png",
                       "a_b(2).png",     "a_b.png",  "a_c.png",          "d(2).png",      "d(3).png",
                       "d.gt.txt/1.png", "e(2).png", "e.png/1.png",      "line(2).png",   "line(3).png",
                       "line(4).png",    "line.png", spaced + "(2).png", spaced + ".png", "x_y_z.png"});
    const LineSet again = read_again(data::line_exports().name(as) + ":" + (dir / "deep/in/out").string() +
                                     (as == LineExport::kTsv ? "/lines.tsv" : ""));
    CHECK(std::multiset<std::string>(again.texts.begin(), again.texts.end()) ==
          std::multiset<std::string>(set.texts.begin(), set.texts.end()));
  }
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
  CHECK_FALSE(fs::exists(dir / "out"));
  dir.write("out/old.txt", "x");
  CHECK(error_after([](LineSet&) {}) == (dir / "out").string() + ": expected a new or an empty folder");
}

TEST_CASE("export_lines: of a drawn set, the folder says how it was drawn") {
  const test::TempDir dir;
  LineSet set = test::make_lines(2, 1);
  set.origin = "{\"drawn_by\": \"test\"}";
  config::NullReporter quiet;
  export_lines(set, dir / "out", LineExport::kTsv, quiet);
  CHECK(test::read_file(dir / "out" / data::kOriginFile) == set.origin + "\n");
}
