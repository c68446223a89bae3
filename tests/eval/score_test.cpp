#include "eval/score.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "configs/schema/error.h"
#include "tests/support/process.h"

using ductus::eval::score;
using ductus::eval::ScoreOptions;
using namespace ductus::test;

namespace {

const std::filesystem::path kGolden = std::filesystem::path(DUCTUS_TESTS_DIR) / "golden" / "sklearn";

/// A golden case's y.tsv as the two files of ductus score.
struct Files {
  explicit Files(const std::string& golden) {
    std::ifstream file(kGolden / golden / "y.tsv");
    std::string line;
    std::getline(file, line);
    std::string truth_text;
    std::string predicted_text;
    for (int i = 0; std::getline(file, line); ++i) {
      const std::size_t tab = line.find('\t');
      truth_text += "s" + std::to_string(i) + "\t" + line.substr(0, tab) + "\n";
      predicted_text = "s" + std::to_string(i) + "\t" + line.substr(tab + 1) + "\n" + predicted_text;
    }
    options.truth = dir.write("truth.tsv", truth_text);
    options.predicted = dir.write("pred.tsv", predicted_text);
  }

  TempDir dir;
  ScoreOptions options;
};

/// `ductus-score TRUTH PREDICTED` with more arguments.
Outcome run(const Files& files, const std::vector<std::string>& more) {
  std::vector<std::string> command = {DUCTUS_BIN_DIR "/ductus-score", files.options.truth.string(),
                                      files.options.predicted.string()};
  command.insert(command.end(), more.begin(), more.end());
  return Process(command, {}).wait();
}

void check_usage_error(const ScoreOptions& options, const std::string& message) {
  try {
    score(options);
    FAIL("accepted: " << message);
  } catch (const ductus::Error& error) {
    CHECK(error.kind() == ductus::Error::Kind::kUsage);
    CHECK(std::string(error.what()) == message);
  }
}

}  // namespace

TEST_CASE("score: text labels are sorted as scikit-learn sorts them") {
  const Files files("string-labels");
  CHECK(score(files.options).report.table.text() == read_file(kGolden / "string-labels" / "report.txt"));
}

TEST_CASE("score: labels, digits and the value of 0/0 give scikit-learn's text") {
  Files files("labels-leave-out-classes");
  files.options.labels = "3,0,2";
  files.options.digits = 3;
  CHECK(score(files.options).report.table.text() ==
        read_file(kGolden / "labels-leave-out-classes" / "report.txt"));
  Files zero("zero-division-nan-subset");
  zero.options.labels = "1,2,5";
  zero.options.digits = 6;
  zero.options.zero_division = "nan";
  CHECK(score(zero.options).report.table.text() ==
        read_file(kGolden / "zero-division-nan-subset" / "report.txt"));
}

TEST_CASE("score: names replace the labels, in their order") {
  Files files("names-unicode");
  files.options.names = "Grüße,日本語のラベル,e\u0301 (two code points),😀";
  CHECK(score(files.options).report.table.text() == read_file(kGolden / "names-unicode" / "report.txt"));
}

TEST_CASE("score: options that make no sense are usage errors") {
  const Files files("single-class");
  ScoreOptions options = files.options;
  options.digits = -1;
  check_usage_error(options, "--digits: expected 0 to 30, found -1");
  options = files.options;
  options.labels = "7,,8";
  check_usage_error(options, "--labels: an empty entry in '7,,8'");
  options.labels = "7,";
  check_usage_error(options, "--labels: an empty entry in '7,'");
  options = files.options;
  options.names = "a,b";
  check_usage_error(options, "classification report: 2 names for 1 labels, expected one each (labels: 7)");
  options = files.options;
  options.zero_division = "2";
  check_usage_error(options, "--zero-division: expected warn, 0, 1 or nan, found '2'");
}

TEST_CASE("ductus-score: prints scikit-learn's text alone, warnings apart, and exits 0") {
  const Files files("zero-division-warn");
  const Outcome table = run(files, {"--labels", "0,1,2,3,4,5"});
  CHECK(table.status == 0);
  CHECK(table.out == read_file(kGolden / "zero-division-warn" / "report.txt"));
  CHECK(table.err.find("for a class without predictions: 1") == std::string::npos);
  CHECK(table.err.find("for classes without predictions: 1, 5") != std::string::npos);
  const Outcome full = run(files, {"--labels", "0,1,2,3,4,5", "--full"});
  CHECK(full.out.compare(0, table.out.size(), table.out) == 0);
  CHECK(full.out.find("CNN error ") != std::string::npos);
}

TEST_CASE("ductus-score: --json has scikit-learn's numbers, --out writes the report's files") {
  const Files files("string-labels");
  const std::string out = (files.dir / "report").string();
  const Outcome result = run(files, {"--json", "--out", out});
  CHECK(result.status == 0);
  const auto json = nlohmann::ordered_json::parse(result.out);
  CHECK(json["classification_report"] ==
        nlohmann::ordered_json::parse(read_file(kGolden / "string-labels" / "report.json")));
  for (const char* name : {"report.txt", "report.json", "confusion.csv", "confusion.png", "per_class.png"}) {
    CAPTURE(name);
    CHECK(std::filesystem::file_size(files.dir / "report" / name) > 100);
  }
  CHECK(read_file(files.dir / "report" / "report.json") == result.out);
}

TEST_CASE("ductus-score: a report that is there is kept, unless --overwrite") {
  Files files("string-labels");
  files.dir.write("report/report.json", "mine");
  const std::string out = (files.dir / "report").string();
  const Outcome kept = run(files, {"--out", out});
  CHECK(kept.status == 2);
  CHECK(kept.out == "");
  CHECK(kept.err.find("report.json: exists already (--overwrite replaces it)") != std::string::npos);
  CHECK(read_file(files.dir / "report" / "report.json") == "mine");
  CHECK_FALSE(std::filesystem::exists(files.dir / "report" / "report.txt"));
  CHECK(run(files, {"--out", out, "--overwrite"}).status == 0);
  CHECK(read_file(files.dir / "report" / "report.json") != "mine");
}

TEST_CASE("ductus-score: bad input exits 1 with one line, bad usage exits 2") {
  Files files("single-class");
  CHECK(run(files, {"--digits", "-1"}).status == 2);
  files.options.predicted = "/nowhere/pred.tsv";
  const Outcome missing = run(files, {});
  CHECK(missing.status == 1);
  CHECK(missing.out == "");
  CHECK(std::count(missing.err.begin(), missing.err.end(), '\n') == 1);
  CHECK(missing.err.find("/nowhere/pred.tsv") != std::string::npos);
  files.options.predicted = "--full";  // no PRED
  CHECK(run(files, {}).status == 2);
}
