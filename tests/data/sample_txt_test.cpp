#include <doctest/doctest.h>

#include "tests/data/line_files.h"
#include "tests/support/errors.h"

using namespace ductus;
using test::error_of;
using test::read_lines;
using test::source;
using test::TempDir;

namespace {

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("sample_txt: a name, a space, and all the rest is text") {
  const TempDir dir;
  for (const char* name : {"7.png", "8.png", "9.png"}) test::write_line(dir, name);
  dir.write("sample.txt", "7.png TOTAL  $ 4.50\n9.png x\n8.png \n6.png lost\n7.png again\n");
  const data::LineSet set = read_lines(source("sample_txt", dir.path()));
  CHECK(set.names == Names{"7.png", "9.png"});
  CHECK(set.texts == Names{"TOTAL $ 4.50", "x"});
  CHECK(set.sources == Names{"sample.txt"});
  CHECK(set.ledger.summary() ==
        "seen 5, used 2, dropped 3: empty text 1 (8.png), listed twice 1 (7.png), missing 1 (6.png)");
}

TEST_CASE("sample_txt: the list must be there, and text") {
  const TempDir dir;
  const auto error = [&] { return error_of([&] { read_lines(source("sample_txt", dir.path())); }); };
  const std::string list = (dir / "sample.txt").string();
  CHECK(error() == list + ": cannot open the file (No such file or directory)");
  dir.write("sample.txt", "7.png a\n8.png \x80\n");
  CHECK(error() == list + ":2: invalid UTF-8 at byte 14");
}
