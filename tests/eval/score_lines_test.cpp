#include "eval/score_lines.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/eval/jiwer_golden.h"
#include "tests/support/errors.h"
#include "tests/support/process.h"

using namespace ductus;
using eval::ScoreLinesOptions;

namespace {

const std::string kProgram = DUCTUS_BIN_DIR "/ductus-score";

/// A golden file as what `ductus score --lines` takes; predictions in the other order. A tab becomes U+0009's
/// stand-in for white space that is no space, which files can hold.
struct GoldenFiles {
  explicit GoldenFiles(const test::JiwerGolden& golden) {
    std::string truth = "id\ttext\n";
    std::string predicted;
    for (const auto& pair : golden.pairs) {
      const std::string id = "line " + pair["id"].dump();
      truth += id + "\t" + without_tabs(pair["ref"]) + "\n";
      predicted = id + "\t" + without_tabs(pair["hyp"]) + "\n" + predicted;
    }
    dir.write("truth.tsv", truth);
    dir.write("pred.tsv", predicted);
  }

  static std::string without_tabs(std::string text) {
    for (char& c : text) c = c == '\t' ? '\f' : c;  // white space that splits no words either
    return text;
  }

  test::TempDir dir;
};

struct Files {
  Files() {
    options.truth =
        dir.write("truth.tsv", "id\ttext\treceipt\na\tTOTAL 12.50\tr1\nb\tCaf\xC3\xA9\tr1\nc\tDUE\tr2\n");
    options.predicted = dir.write("pred.tsv", "a\tTOTAL 12.5O\nb\tCafe\xCC\x81\n");
  }

  test::TempDir dir;
  ScoreLinesOptions options;
};

test::Outcome run(const std::filesystem::path& folder, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), kProgram);
  test::ProcessOptions options;
  options.folder = folder;
  return test::Process(arguments, options).wait();
}

}  // namespace

TEST_CASE("score --lines: without normalisation the program prints jiwer's corpus numbers") {
  for (const char* const name : test::kJiwerFiles) {
    const test::JiwerGolden golden = test::read_jiwer_golden(name);
    const GoldenFiles files(golden);
    const test::Outcome outcome =
        run(files.dir.path(), {"--lines", "truth.tsv", "pred.tsv", "--normalise", "none", "--json"});
    REQUIRE(outcome.status == 0);
    const auto json = nlohmann::json::parse(outcome.out);
    for (const auto& [ours, theirs, rate] :
         {std::tuple("cer", "chars", "cer"), std::tuple("wer", "words", "wer")}) {
      CAPTURE(ours);
      CHECK(json[ours]["rate"] == golden.corpus[theirs][rate]);
      CHECK(json[ours]["hits"] == golden.corpus[theirs]["H"]);
      CHECK(json[ours]["substitutions"] == golden.corpus[theirs]["S"]);
      CHECK(json[ours]["deletions"] == golden.corpus[theirs]["D"]);
      CHECK(json[ours]["insertions"] == golden.corpus[theirs]["I"]);
    }
  }
}

TEST_CASE(
    "score --lines: a line without prediction counts as empty and is told, or is an error when strict") {
  Files files;
  const eval::LinesScore score = eval::score_lines(files.options);
  CHECK(score.report.scores.all.characters == eval::EditCounts{14, 1, 3, 0});
  REQUIRE(score.notes.size() == 1);
  CHECK(score.notes[0] ==
        files.options.predicted.string() + ": no prediction for 1 of 3 lines, counted as empty: c");
  files.options.strict = true;
  CHECK(test::error_of([&] { eval::score_lines(files.options); }) ==
        files.options.predicted.string() +
            ": no prediction for id 'c' (without --strict it counts as empty)");
}

TEST_CASE("score --lines: normalisation and units are as asked for") {
  Files files;
  CHECK(eval::score_lines(files.options).report.scores.lines[1].exact());
  files.options.rules.normalise = "none";
  CHECK(eval::score_lines(files.options).report.scores.lines[1].characters == eval::EditCounts{3, 1, 0, 1});
  files.options.rules.units = "graphemes";
  CHECK(eval::score_lines(files.options).report.scores.lines[1].characters == eval::EditCounts{3, 1, 0, 0});
  files.options.rules.units = "bytes";
  CHECK(test::kind_and_error_of([&] { eval::score_lines(files.options); }) ==
        "usage: --units: expected code_points or graphemes, found 'bytes'");
  files.options.rules.normalise = "nfkc";
  CHECK(test::kind_and_error_of([&] { eval::score_lines(files.options); }) ==
        "usage: --normalise: expected nfc or none, found 'nfkc'");
}

TEST_CASE("score --lines: groups come from the column that is named, and a second file is set beside") {
  Files files;
  files.options.group_column = "receipt";
  files.options.other = files.dir.write("other.tsv", "a\tTOTAL 12.50\nb\tCaf\xC3\xA9\nc\tDUE\n");
  const eval::LinesScore score = eval::score_lines(files.options);
  CHECK(score.report.intervals.units.grouped);
  CHECK(score.report.intervals.units.count == 2);
  REQUIRE(score.report.compared.has_value());
  CHECK(score.report.compared->result.exact.second == 1);
  CHECK(score.report.compared->result.only_second_exact == 2);
}

TEST_CASE("score --lines: lines that the second file lacks are in the report, too") {
  Files files;
  files.options.other = files.dir.write("short.tsv", "a\tTOTAL 12.50\n");
  const eval::LineReport report = eval::score_lines(files.options).report;
  const auto has = [](const std::string& text, const char* part) {
    return text.find(part) != std::string::npos;
  };
  const auto told = nlohmann::json::parse(to_json(report))["provenance"];
  CHECK(has(told["missing"], "pred.tsv: no prediction for 1 of 3 lines"));
  CHECK(has(told["missing_other"], "short.tsv: no prediction for 2 of 3 lines"));
  CHECK(has(to_text(report), "\nmissing       "));
  CHECK(has(to_text(report), "\nmissing_other "));
}

TEST_CASE("score --lines: a group column that is asked for must be there, be it called `group`") {
  Files files;
  files.options.group_column = "group";
  CHECK(test::error_of([&] {
          eval::score_lines(files.options);
        }).find("truth.tsv:1: no column 'group' to group by, found: id, text, receipt") != std::string::npos);
}

TEST_CASE("ductus-score --lines: the summary goes to stdout, notes to stderr, files to the folder") {
  const Files files;
  const test::Outcome outcome =
      run(files.dir.path(), {"--lines", "truth.tsv", "pred.tsv", "--out", "report", "--quiet"});
  CHECK(outcome.status == 0);
  CHECK(outcome.out.find("lines                                3   2 with errors\n") == 0);
  CHECK(outcome.out.find("By type") == std::string::npos);
  CHECK(outcome.err.find("pred.tsv: no prediction for 1 of 3 lines") != std::string::npos);
  for (const char* const name :
       {"report.txt", "report.json", "confusions.csv", "worst_lines.tsv", "by_length.png"}) {
    CAPTURE(name);
    CHECK(std::filesystem::file_size(files.dir / "report" / name) > 50);
  }
  CHECK(run(files.dir.path(), {"--lines", "truth.tsv", "pred.tsv", "--full"}).out.find("\nBy type\n") !=
        std::string::npos);
}

TEST_CASE(
    "ductus-score --lines: with a second file the lines that both read alike against the truth are told") {
  const Files files;
  files.dir.write("other.tsv", "a\tTOTAL 12.5O\nb\tCaf\xC3\xA9\nc\tDUE\n");
  const test::Outcome outcome =
      run(files.dir.path(), {"--lines", "truth.tsv", "pred.tsv", "other.tsv", "--out", "report", "--quiet"});
  CHECK(outcome.status == 0);
  CHECK(outcome.out.find("Label issues, read alike by both against the truth: 1 lines,\n"
                         "1 character errors, 25.0 % of the first's and 100.0 % of the second's.\n") !=
        std::string::npos);
  CHECK(test::read_file(files.dir / "report" / "label_issues.tsv") ==
        "id\terrors\ttruth\treading\na\t1\tTOTAL 12.50\tTOTAL 12.5O\n");
}

TEST_CASE("ductus-score --lines: what is for the other kind of data is a usage error, not silently ignored") {
  const Files files;
  const auto err = [&](const std::vector<std::string>& arguments) {
    const test::Outcome outcome = run(files.dir.path(), arguments);
    CHECK(outcome.status == 2);
    return outcome.err;
  };
  CHECK(err({"--lines", "truth.tsv", "pred.tsv", "--digits", "4"}).find("--digits is for classes") !=
        std::string::npos);
  CHECK(err({"truth.tsv", "pred.tsv", "--normalise", "none"}).find("--normalise is for text lines") !=
        std::string::npos);
  CHECK(err({"truth.tsv", "pred.tsv", "--units", "code_points"}).find("--units is for text lines") !=
        std::string::npos);
  CHECK(err({"truth.tsv", "pred.tsv", "pred.tsv"}).find("OTHER is for text lines") != std::string::npos);
  CHECK(run(files.dir.path(), {"--lines", "truth.tsv", "nowhere.tsv"}).status == 1);
}
