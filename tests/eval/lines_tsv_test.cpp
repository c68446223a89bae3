#include "eval/lines_tsv.h"

#include <doctest/doctest.h>

#include "configs/schema/error.h"
#include "data/rng.h"
#include "tests/support/errors.h"
#include "tests/support/temp_dir.h"

using namespace ductus;
using eval::LinePredictions;

namespace {

using Texts = std::vector<std::string>;

struct Files {
  Files(const std::string& truth_text, const std::string& predicted_text)
      : truth(dir.write("truth.tsv", truth_text)), predicted(dir.write("pred.tsv", predicted_text)) {}

  LinePredictions read(const std::optional<std::string>& group = {}) {
    missing.clear();
    return eval::read_line_predictions(truth, predicted, missing, group);
  }

  /// The message, with the folder taken out.
  std::string error() {
    std::string text = test::error_of([&] { read(); });
    for (std::size_t at = 0; (at = text.find(dir.path().string() + "/")) != std::string::npos;) {
      text.erase(at, dir.path().string().size() + 1);
    }
    return text;
  }

  test::TempDir dir;
  std::filesystem::path truth;
  std::filesystem::path predicted;
  Texts missing;
};

}  // namespace

TEST_CASE("lines tsv: rows are joined by id, in the order of the truth") {
  Files files("a\tTOTAL DUE\nb\t12.50\n", "b\t12.5O\na\tTOTAL DUE\n");
  const LinePredictions lines = files.read();
  CHECK(lines.ids == Texts{"a", "b"});
  CHECK(lines.truth == Texts{"TOTAL DUE", "12.50"});
  CHECK(lines.predicted == Texts{"TOTAL DUE", "12.5O"});
  CHECK(lines.confidence.empty());
  CHECK(lines.group.empty());
  CHECK(files.missing.empty());
}

TEST_CASE("lines tsv: a header names more columns, in any order, and unknown ones are left alone") {
  Files files(
      "file\treceipt\tgroup\twidth\timage\ttext\n0/1.png\tx\tr0\t128\tp.png\tA\n0/"
      "2.png\tx\tr1\t64\tq.png\tB\n",
      "text\tconfidence\tid\nA\t0.9\t0/1.png\n C\t1\t0/2.png\n");
  const LinePredictions lines = files.read();
  CHECK(lines.ids == Texts{"0/1.png", "0/2.png"});
  CHECK(lines.predicted == Texts{"A", " C"});
  CHECK(lines.confidence == std::vector<double>{0.9, 1});
  CHECK(lines.group == Texts{"r0", "r1"});
  CHECK(lines.source == Texts{"p.png", "q.png"});
  CHECK(lines.width_px == std::vector<int32_t>{128, 64});
  CHECK(files.read("receipt").group == Texts{"x", "x"});
}

TEST_CASE("lines tsv: nothing is quoted, a text may be empty, and Windows' line ends and mark are taken") {
  Files files("\xEF\xBB\xBFid\ttext\r\n1\t\"2\" x 4\\\r\n2\t'\r\n", "1\t\"2\r\n2\t\r\n");
  const LinePredictions lines = files.read();
  CHECK(lines.truth == Texts{"\"2\" x 4\\", "'"});
  CHECK(lines.predicted == Texts{"\"2", ""});
  CHECK(files.missing.empty());
}

TEST_CASE("lines tsv: a line without a prediction has an empty one, and is named") {
  Files files("a\tA\nb\tB\nc\tC\n", "id\ttext\tconfidence\nb\tB\t0.5\n");
  const LinePredictions lines = files.read();
  CHECK(lines.predicted == Texts{"", "B", ""});
  CHECK(lines.confidence == std::vector<double>{0, 0.5, 0});
  CHECK(files.missing == Texts{"a", "c"});
  Files silent("a\tA\n", "");
  CHECK(silent.read().predicted == Texts{""});
}

TEST_CASE("lines tsv: an id of the predictions alone, or one that repeats, is an error with file and line") {
  CHECK(Files("a\tA\n", "a\tA\nz\tZ\n").error() == "pred.tsv:2: id 'z' is not in truth.tsv");
  CHECK(Files("a\tA\n", "a\tA\na\tB\n").error() == "pred.tsv:2: id 'a' was there already, in line 1");
  CHECK(Files("id\ttext\na\tA\nb\tB\na\tC\n", "a\tA\n").error() ==
        "truth.tsv:4: id 'a' was there already, in line 2");
}

TEST_CASE("lines tsv: a bad row is named with its file and line") {
  CHECK(Files("a\tA\nb\n", "").error() ==
        "truth.tsv:2: expected 2 columns, id and text, separated by a tab, found 1");
  CHECK(Files("a\tA\tx\n", "").error() ==
        "truth.tsv:1: expected 2 columns, id and text, separated by a tab, found 3 (more columns need a "
        "first line "
        "that names them: id, text, ...)");
  CHECK(Files("id\ttext\twidth\na\tA\n", "").error() ==
        "truth.tsv:2: expected 3 columns as in the header, found 2");
  CHECK(Files("\tA\n", "").error() == "truth.tsv:1: empty id");
  CHECK(Files("id\ttext\twidth\na\tA\t12.5\n", "").error() ==
        "truth.tsv:2: width '12.5', expected a whole number of pixels from 1");
  CHECK(Files("a\tA\n", "id\ttext\tconfidence\na\tA\t1.5\n").error() ==
        "pred.tsv:2: confidence '1.5', expected a number from 0 to 1");
  CHECK(Files("id\tlabel\na\tA\n", "").error() ==
        "truth.tsv:1: header without a column 'text', found id, label");
  CHECK(Files("id\ttext\ttext\na\tA\tA\n", "").error() == "truth.tsv:1: header names column 'text' twice");
  CHECK(Files("", "").error() == "truth.tsv: no lines, expected id and text in each");
  CHECK(Files("id\ttext\n", "").error() == "truth.tsv: no lines, expected id and text in each");
}

TEST_CASE("lines tsv: bytes that are not UTF-8 are named with file, line and offset") {
  CHECK(Files("a\tA\n", "a\tA\nb\t\xC3(\n").error() == "pred.tsv:2: invalid UTF-8 at byte 6");
}

TEST_CASE("lines tsv: a group column that is asked for must be there, else the error names those that are") {
  Files files("id\ttext\treceipt\na\tA\tr1\n", "a\tA\n");
  const std::string where = files.truth.string();
  CHECK(test::error_of([&] { files.read("recept"); }) ==
        where + ":1: no column 'recept' to group by, found: id, text, receipt (did you mean 'receipt'?)");
  CHECK(test::error_of([&] { files.read("letter"); }) ==
        where + ":1: no column 'letter' to group by, found: id, text, receipt");
  CHECK(test::error_of([&] { files.read("group"); }) ==
        where + ":1: no column 'group' to group by, found: id, text, receipt");
  CHECK(files.read().group.empty());
  CHECK(files.read("receipt").group == std::vector<std::string>{"r1"});
}

TEST_CASE("lines tsv: a line without a group is one of its own, and where no line has any there are none") {
  const std::string predicted = "a\tA\nb\tB\nc\tC\nd\tD\n";
  Files some("id\ttext\tgroup\na\tA\t\nb\tB\tr1\nc\tC\t\nd\tD\tr1\n", predicted);
  CHECK(some.read().group == std::vector<std::string>{"a", "r1", "c", "r1"});
  Files none("id\ttext\tgroup\na\tA\t\nb\tB\t\nc\tC\t\nd\tD\t\n", predicted);
  CHECK(none.read().group.empty());
}

TEST_CASE("lines tsv: a truth whose first line names no columns has no group column") {
  Files files("a\tA\n", "a\tA\n");
  CHECK(
      test::error_of([&] { files.read("letter"); }) ==
      files.truth.string() +
          ": no column 'letter' to group by: its first line names no columns, expected id, text and letter");
}

TEST_CASE("lines tsv: what is written is read back") {
  const test::TempDir dir;
  LinePredictions lines;
  lines.ids = {"0/1.png", "0/2.png"};
  lines.truth = {"A", "B"};
  lines.predicted = {"\"A\"", ""};
  lines.confidence = {0.25, 1};
  const auto truth = dir.write("truth.tsv", "0/1.png\tA\n0/2.png\tB\n");
  Texts missing;
  eval::write_line_predictions(dir / "pred.tsv", lines);
  CHECK(test::read_file(dir / "pred.tsv") ==
        "file\ttext\tconfidence\n0/1.png\t\"A\"\t0.250000\n0/2.png\t\t1.000000\n");
  const LinePredictions read = eval::read_line_predictions(truth, dir / "pred.tsv", missing);
  CHECK(read.predicted == lines.predicted);
  CHECK(read.confidence == lines.confidence);
  lines.predicted[0] = "A\tB";
  CHECK(test::error_of([&] { eval::write_line_predictions(dir / "x.tsv", lines); }) ==
        (dir / "x.tsv").string() +
            ": id '0/1.png' or its text has a tab or line end, which the format cannot hold");
  lines.ids[1] = lines.ids[0];
  CHECK(test::error_of([&] {
          eval::write_line_predictions(dir / "x.tsv", lines);
        }).find("x.tsv: two samples are called '0/1.png', expected an id each") != std::string::npos);
}

TEST_CASE("lines tsv: any bytes are read or refused with a message") {
  data::Rng rng(6, 0, 0, data::Purpose::kSynth);
  const std::string symbols = "\t\t\n\nab1\r\xC3\xA9\"";
  int read = 0;
  for (int round = 0; round < 400; ++round) {
    std::string text[2];
    for (std::string& file : text) {
      for (uint32_t i = rng.below(16); i > 0; --i)
        file += symbols[rng.below(static_cast<uint32_t>(symbols.size()))];
    }
    Files files("a\tA\n" + text[0], text[1]);
    read += files.error() == "no error";
  }
  CHECK(read > 0);
  CHECK(read < 400);
}
