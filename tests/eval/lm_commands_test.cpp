// `ductus lm` as a user runs it.
#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/support/process.h"

using namespace ductus;
using nlohmann::json;

namespace {

/// A folder with some text, in which `ductus lm` runs.
struct Folder : test::TempDir {
  Folder() {
    write("train.txt", "TOTAL 12.50\nCASH 15.00\nCHANGE 2.50\nTOTAL 3.00\n");
    write("lines.tsv", "id\ttext\nl1\tTOTAL 12.50\nl2\tCASH 15.00\n");
    write("read.tsv", "id\ttext\nl2\tCASH15.00\nl1\tT0TAL 12.50\n");
  }

  test::Outcome run(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), DUCTUS_BIN_DIR "/ductus-lm");
    test::ProcessOptions options;
    options.folder = path();
    return test::Process(arguments, options).wait();
  }

  std::string succeeds(const std::vector<std::string>& arguments) const {
    const test::Outcome outcome = run(arguments);
    CAPTURE(outcome.err);
    CHECK(outcome.status == 0);
    CHECK(outcome.err == "");
    return outcome.out;
  }

  void fails(const std::vector<std::string>& arguments, int status, const std::string& error) const {
    const test::Outcome outcome = run(arguments);
    CHECK(outcome.status == status);
    CHECK(outcome.out == "");
    CHECK(outcome.err == "ductus lm: error: " + error + "\n");
  }
};

}  // namespace

TEST_CASE("ductus lm: a path that is no UTF-8 does not cost the answer") {
  const Folder folder;
  CHECK(json::parse(folder.succeeds({"train", "train.txt", "--out", "a-\xFF.arpa", "--json"}))["file"] ==
        "a-\xEF\xBF\xBD.arpa");
}

TEST_CASE("ductus lm: a model that was trained foretells its own text well") {
  const Folder folder;
  CHECK(folder.succeeds({"train", "train.txt", "--order", "4", "--out", "a.arpa"})
            .find("wrote a.arpa: order 4, 17 symbols") == 0);
  const json same = json::parse(folder.succeeds({"score", "a.arpa", "train.txt", "--json"}));
  CHECK(same["lines"] == 4);
  CHECK(same["symbols"] == 46);
  CHECK(same["unknown"] == 0);
  CHECK(same["bits_per_symbol"] < 2);
  folder.write("other.txt", "xyz LATOT\n");
  const json other = json::parse(folder.succeeds({"score", "a.arpa", "other.txt", "--json"}));
  CHECK(other["unknown"] == 3);
  CHECK(other["perplexity"] > 2 * same["perplexity"].get<double>());
}

TEST_CASE("ductus lm: text may be a column of a table") {
  const Folder folder;
  folder.succeeds({"train", "lines.tsv", "--column", "text", "--out", "a.arpa"});
  const json score =
      json::parse(folder.succeeds({"score", "a.arpa", "lines.tsv", "--column", "text", "--json"}));
  CHECK(score["lines"] == 2);
}

TEST_CASE("ductus lm: edit costs are learned from two tables, joined by id") {
  const Folder folder;
  CHECK(folder.succeeds({"costs", "lines.tsv", "read.tsv", "--out", "costs.tsv"}) ==
        "wrote costs.tsv: 2 kinds of edits in 2 lines\n");
  CHECK(test::read_file(folder / "costs.tsv") == "read\ttruth\tcount\n<none>\t<sp>\t1\n0\tO\t1\n");
}

TEST_CASE("ductus lm: edit costs are learned from what `ductus eval` writes, whose ids are called file") {
  const Folder folder;
  folder.write("read.tsv", "file\ttext\nl2\tCASH15.00\nl1\tT0TAL 12.50\n");
  folder.succeeds({"costs", "lines.tsv", "read.tsv", "--out", "costs.tsv"});
  CHECK(test::read_file(folder / "costs.tsv") == "read\ttruth\tcount\n<none>\t<sp>\t1\n0\tO\t1\n");
  folder.write("read.tsv", "name\ttext\nl2\tCASH15.00\n");
  folder.fails({"costs", "lines.tsv", "read.tsv", "--out", "more.tsv"}, 1,
               "read.tsv:1: no column 'id', found: name, text");
}

TEST_CASE("ductus lm: what is wrong is one line, and no file is left") {
  const Folder folder;
  folder.write("bad.txt", "a\n\xFF\n");
  folder.write("empty.txt", "\n\n");
  folder.write("less.tsv", "id\ttext\nl1\tTOTAL\n");
  folder.write("twice.tsv", "id\ttext\nl1\tA\nl1\tB\n");
  folder.fails({"train", "bad.txt", "--out", "a.arpa"}, 1, "bad.txt:2: invalid UTF-8 at byte 2");
  folder.fails({"train", "empty.txt", "--out", "a.arpa"}, 1,
               "empty.txt: no text, expected at least one line that is not empty");
  folder.fails({"train", "train.txt", "--order", "17", "--out", "a.arpa"}, 2,
               "--order 17: expected from 1 to 16");
  folder.fails({"train", "train.txt", "--out", "bad.txt"}, 2,
               "bad.txt: exists already (--overwrite replaces it)");
  folder.fails({"train", "lines.tsv", "--column", "words", "--out", "a.arpa"}, 1,
               "lines.tsv:1: no column 'words', found: id, text");
  folder.fails({"score", "train.txt", "train.txt"}, 1,
               "train.txt:5: the file ends here, expected \\data\\ (cut short?)");
  folder.succeeds({"train", "train.txt", "--order", "3", "--out", "whole.arpa"});
  const std::string whole = test::read_file(folder / "whole.arpa");
  const std::string cut = whole.substr(0, whole.find("\\3-grams:"));
  folder.write("cut.arpa", cut);
  folder.fails({"score", "cut.arpa", "train.txt"}, 1,
               "cut.arpa:" + std::to_string(1 + std::count(cut.begin(), cut.end(), '\n')) +
                   ": the file ends here, expected \\3-grams: (cut short?)");
  folder.fails({"costs", "lines.tsv", "less.tsv", "--out", "c.tsv"}, 1,
               "less.tsv: nothing was read for id 'l2' of lines.tsv");
  folder.fails({"costs", "lines.tsv", "twice.tsv", "--out", "c.tsv"}, 1,
               "twice.tsv:3: id 'l1' was there already");
  CHECK_FALSE(std::filesystem::exists(folder / "a.arpa"));
  CHECK_FALSE(std::filesystem::exists(folder / "c.tsv"));
}
