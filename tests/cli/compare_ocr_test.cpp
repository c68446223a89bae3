// scripts/compare_ocr.sh, with what the network and the other engines read made up.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/support/process.h"
#include "tests/support/script_tree.h"

using namespace ductus::test;

namespace {

/// Its `ductus eval` and its Python read every line as a fixed text.
class Tree {
 public:
  Tree() {
    dir_.add_program("build/bin/ductus", "[ $1 = eval ] || exec " DUCTUS_BIN_DIR
                                         "/ductus \"$@\"\n"
                                         "while [ $1 != --predictions ]; do shift; done\n"
                                         "printf 'file\\ttext\\na\\tTOTAL\\nb\\tCASH\\nc\\tDUE\\n' > $2\n");
    dir_.add_program(
        "python",
        "printf 'file\\ttext\\na\\tT0TAL\\nb\\tCASH\\nc\\tDUE\\n' > $5\n");  // SCRIPT ENGINE IMAGES IDS OUT
    dir_.write("model", "");
    dir_.write("images/a", "");
  }

  Outcome compare(const std::string& lines, const std::vector<std::string>& more = {}) const {
    dir_.write("lines.tsv", lines);
    std::vector<std::string> command = {
        "/usr/bin/env", "bash", "scripts/compare_ocr.sh", "model", "lines.tsv", "images", "out"};
    command.insert(command.end(), more.begin(), more.end());
    return Process(command, {dir_.path(), {{"PYTHON", (dir_ / "python").string()}}, {}}).wait();
  }

  std::string read(const char* name) const { return read_file(dir_ / name); }

 private:
  ScriptTree dir_{"compare_ocr.sh"};
};

}  // namespace

TEST_CASE("compare_ocr: the lines that were judged keep their receipts, and intervals are over these") {
  const Tree tree;
  const Outcome outcome = tree.compare(
      "file\tduplicate_"
      "group\twidth\ttext\na\t000\t9\tTotal\nb\t001\t9\tCash\nc\t000\t9\tDue\nd\t002\t9\tGone\n");
  INFO(outcome.err);
  REQUIRE(outcome.status == 0);
  CHECK(tree.read("out/truth.tsv") == "file\ttext\tgroup\na\tTOTAL\t000\nb\tCASH\t001\nc\tDUE\t000\n");
  CHECK(tree.read("out/ppocrv6-2-0.txt").find("2 groups") != std::string::npos);
  CHECK(tree.read("out/ductus/report.txt").find("2 groups") != std::string::npos);
}

TEST_CASE(
    "compare_ocr: receipts come from the column that is named, and one that is not there is an error at "
    "once") {
  const Tree tree;
  const std::string lines = "file\tpage\ttext\na\tx\tTotal\nb\ty\tCash\nc\tz\tDue\n";
  CHECK(tree.compare(lines, {"page"}).status == 0);
  CHECK(tree.read("out/truth.tsv").find("b\tCASH\ty\n") != std::string::npos);
  const Outcome outcome = tree.compare(lines);
  CHECK(outcome.status == 1);
  CHECK(outcome.err.find("lines.tsv: no column 'duplicate_group'\n") != std::string::npos);
}
