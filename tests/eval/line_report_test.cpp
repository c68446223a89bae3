#include "eval/line_report.h"

#include <doctest/doctest.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <sstream>

#include "configs/schema/error.h"
#include "data/utf8.h"
#include "tests/support/errors.h"
#include "tests/support/temp_dir.h"

using namespace ductus;
using namespace ductus::eval;

namespace {

/// 40 characters of truth; errors: one substitution, one deletion of a space, one insertion.
LinePredictions receipt() {
  LinePredictions lines;
  lines.truth = {"12.50", "TOTAL DUE", "03/04/2018", "BL0ODY MARY", "-----"};
  lines.predicted = {"12.5O", "TOTALDUE", "03/04/2018", "BL0ODY MARYY", "-----"};
  lines.ids = {"0.png", "1.png", "2.png", "3.png", "4.png"};
  lines.confidence = {0.5, 0.6, 0.95, 0.7, 0.99};
  lines.group = {"a", "a", "b", "b", "b"};
  lines.source = {"x", "x", "x", "y", "y"};
  lines.width_px = {60, 100, 120, 130, 70};
  return lines;
}

Provenance provenance() {
  Provenance p;
  p.model = "runs/receipts-1/model.safetensors";
  p.data = "receipts.h5";
  p.data_use = DataUse::kHeldOut;
  return p;
}

bool has(const std::string& text, const std::string& piece) { return text.find(piece) != std::string::npos; }

}  // namespace

TEST_CASE(
    "line report: lines that the data lost are told on the first screen, in the provenance and in JSON") {
  Provenance lossy = provenance();
  lossy.left_out = {{"out of alphabet", 1200}, {"unreadable", 2}};
  const LineReport report = make_line_report(receipt(), {}, lossy);
  CHECK(has(
      summary_text(report),
      "\nNot judged, lines of the data that were left out: 1,202: out of alphabet 1,200, unreadable 2.\n"));
  CHECK(has(to_text(report), "\nleft out      1,202: out of alphabet 1,200, unreadable 2\n"));
  const auto json = nlohmann::json::parse(to_json(report));
  CHECK(json["provenance"]["left_out"] == nlohmann::json({{"out of alphabet", 1200}, {"unreadable", 2}}));
  const LineReport whole = make_line_report(receipt(), {}, provenance());
  CHECK_FALSE(has(to_text(whole), "left out"));
  CHECK_FALSE(has(to_json(whole), "left_out"));
}

TEST_CASE("line report: the summary has rates in percent, the edits, and what a character is") {
  const std::string text = summary_text(make_line_report(receipt()));
  CHECK(has(text, "lines                                5   3 with errors\n"));
  CHECK(has(text, "\nCER                             7.50 %   95 % interval "));  // 3 of 40
  CHECK(has(text, "\nWER                            57.14 %   95 % interval "));  // 4 of 7
  CHECK(has(text, "\nexact lines                    40.00 %   95 % interval 11.76 - 76.93 %\n"));
  CHECK(has(text, "\ncharacters             40           38            1            1            1\n"));
  CHECK(has(text, "\nCharacters are code points after NFC, spaces counted.\n"));
  CHECK(has(text,
            "Intervals of CER and WER: 2 groups drawn 1,000 times; of exact lines: Wilson's.\n"
            "So few groups make these intervals too narrow.\n"));
  CHECK(has(text, "\nwithout spaces                  5.26 %           -     60.00 %\n"));  // 2 of 38
  LineReportOptions options;
  options.rules = {ScoringRules::Normalisation::kNone, ScoringRules::Unit::kGraphemes};
  CHECK(has(summary_text(make_line_report(receipt(), options)),
            "\nCharacters are grapheme clusters, not normalised, spaces counted.\n"));
}

TEST_CASE("line report: the whole text has slices, confusions, worst lines, calibration and provenance") {
  const std::string text = to_text(make_line_report(receipt(), {}, provenance()));
  CHECK(has(text, "\nBy type\n"));
  CHECK(has(text, "\namount                           1    20.00 %      33.3 %   100.00 %      0.0 %\n"));
  CHECK(has(text, "\nBy source, most errors first\n"));
  CHECK(has(text, "\n     space -> nothing           1      33.3 %       2.500 %\n"));
  CHECK(has(text, "\n0.png: 1 error of 5\n  truth      12.50\n  predicted  12.5O\n"));
  CHECK(has(text, "\nCalibration: are confidences right as often as they say?\n"));
  CHECK(has(text, "\ndata use      held out: used neither for training nor for selection\n"));
}

TEST_CASE("line report: no line is wider than 80 columns, however long texts and names are") {
  LinePredictions lines = receipt();
  lines.truth[0] = std::string(300, 'W');
  lines.ids[0] = std::string(100, 'i') + ".png";
  lines.source[0] = std::string(90, 's');
  std::istringstream text(to_text(make_line_report(lines, {}, provenance())));
  for (std::string line; std::getline(text, line);) {
    CAPTURE(line);
    CHECK(data::count_code_points(line) <= 80);
  }
}

TEST_CASE("line report: what was not measured is not spoken of") {
  LinePredictions lines;
  lines.truth = {"a"};
  lines.predicted = {"a"};
  const std::string text = to_text(make_line_report(lines));
  for (const char* const piece :
       {"alibration", "By source", "By group", "By width", "Worst", "Side by side"}) {
    CHECK_FALSE(has(text, piece));
  }
  CHECK(has(text, "none: every line is exact\n"));
}

TEST_CASE("line report: symbols without a shape are named") {
  LinePredictions lines;
  lines.truth = {"a b", "e"};
  lines.predicted = {
      "a\xC2\xA0"
      "b",
      "q\xCC\xA3"};
  LineReportOptions options;
  options.rules.unit = ScoringRules::Unit::kCodePoints;
  const std::string text = to_text(make_line_report(lines, options));
  CHECK(has(text, "space -> U+00A0 "));
  CHECK(has(text, " -> U+0323 "));
}

TEST_CASE("line report: JSON has all of it, rates as fractions") {
  LineReport report = make_line_report(receipt(), {}, provenance());
  LinePredictions better = receipt();
  better.predicted = better.truth;
  compare_with(report, receipt(), better, "ours", "theirs");
  const auto json = nlohmann::json::parse(to_json(report));
  CHECK(json["format"] == "ductus line report 1");
  CHECK(json["units"] == "code_points");
  CHECK(json["normalise"] == "nfc");
  CHECK(json["lines"] == 5);
  CHECK(json["cer"]["rate"].get<double>() == doctest::Approx(0.075));
  CHECK(json["cer"]["truth"] == 40);
  CHECK(json["cer"]["substitutions"] == 1);
  CHECK(json["cer"]["interval_95"].size() == 2);
  CHECK(json["exact"]["value"] == 0.4);
  CHECK(json["exact"]["count"] == 2);
  CHECK(json["bootstrap"]["units"] == "groups");
  CHECK(json["bootstrap"]["count"] == 2);
  CHECK(json["variants"]["space_free"]["cer"]["truth"] == 38);
  CHECK_FALSE(json["variants"]["space_free"].contains("wer"));
  CHECK(json["slices"]["type"][0]["name"] == "amount");
  CHECK(json["slices"]["group"].size() == 2);
  CHECK(json["confusions"].size() == 3);
  CHECK(json["confusions"][0]["share_of_errors"].get<double>() == doctest::Approx(1.0 / 3));
  CHECK(json["worst_lines"].size() == 3);
  CHECK(json["worst_lines"][0]["id"] == "0.png");
  CHECK(json["calibration"]["bins"].size() == 15);
  CHECK(json["comparison"]["cer"]["difference"].get<double>() == doctest::Approx(-0.075));
  CHECK(json["comparison"]["second"] == "theirs");
  CHECK(json["comparison"]["only_second_exact"] == 3);
  CHECK(json["provenance"]["data_use"] == "held_out");
}

TEST_CASE("line report: likelihood is a mean over the lines whose truth can be said") {
  LinePredictions lines = receipt();
  lines.nll = {1, 1.8, 5, INFINITY, 0};  // of 5, 9, 10, 11 and 5 symbols
  const LineReport report = make_line_report(lines);
  const auto json = nlohmann::json::parse(to_json(report));
  CHECK(json["mean_nll"].get<double>() == doctest::Approx(7.8 / 4));
  CHECK(json["mean_nll_per_symbol"].get<double>() == doctest::Approx((0.2 + 0.2 + 0.5 + 0) / 4));
  CHECK(json["nll_lines"] == 4);
  CHECK(has(summary_text(report),
            "\nmean NLL of a line              1.9500   loss: -log p(truth)\n"
            "mean NLL of a symbol            0.2250   without 1 that it cannot say\n"));
  lines.nll.assign(5, INFINITY);
  CHECK_FALSE(has(to_text(make_line_report(lines)), "NLL"));
  CHECK_FALSE(has(to_json(make_line_report(receipt())), "nll"));
  lines.nll.pop_back();
  CHECK(test::error_of([&] { make_line_report(lines); }).find("4 likelihoods for 5 lines") !=
        std::string::npos);
}

TEST_CASE("line report: two predictions stand side by side, with the interval of their difference") {
  LineReport report = make_line_report(receipt());
  compare_with(report, receipt(), receipt(), "a.tsv", "b.tsv");
  CHECK(has(summary_text(report),
            "\nCER             7.50 %     7.50 %       +0.00   +0.00 to +0.00  (may be 0)\n"));
  CHECK(has(summary_text(report), "\nfirst         a.tsv\nsecond        b.tsv\n"));
  LinePredictions others = receipt();
  others.truth[2] = "else";
  CHECK(test::error_of([&] { compare_with(report, receipt(), others, "a.tsv", "b.tsv"); }) ==
        "comparison: a.tsv and b.tsv are not of the same lines in the same order");
}

TEST_CASE("line report: lines that two readers read alike against the truth are told, listed and filed") {
  const test::TempDir dir;
  LineReport report = make_line_report(receipt());
  LinePredictions others = receipt();
  others.predicted = {"12.50", "TOTALDUE", "03/04/201", "BL0ODY MARYY", "-----"};  // 1 and 3 as the first
  compare_with(report, receipt(), others, "a.tsv", "b.tsv");
  CHECK(has(summary_text(report),
            "\nLabel issues, read alike by both against the truth: 2 lines,\n"
            "2 character errors, 66.7 % of the first's and 66.7 % of the second's.\n"));
  const auto json = nlohmann::json::parse(to_json(report))["comparison"]["label_issues"];
  CHECK(json["count"] == 2);
  CHECK(json["errors"] == 2);
  CHECK(json["share_of_errors_first"].get<double>() == doctest::Approx(2.0 / 3));
  CHECK(json["share_of_errors_second"].get<double>() == doctest::Approx(2.0 / 3));
  CHECK(json["lines"][0] ==
        nlohmann::json({{"id", "1.png"}, {"errors", 1}, {"truth", "TOTAL DUE"}, {"reading", "TOTALDUE"}}));
  CHECK(json["lines"][1]["id"] == "3.png");
  write_files(dir.path(), report, receipt());
  CHECK(test::read_file(dir / "label_issues.tsv") ==
        "id\terrors\ttruth\treading\tgroup\tsource\n"
        "1.png\t1\tTOTAL DUE\tTOTALDUE\ta\tx\n"
        "3.png\t1\tBL0ODY MARY\tBL0ODY MARYY\tb\ty\n");
  others.predicted = others.truth;
  compare_with(report, receipt(), others, "a.tsv", "b.tsv");
  CHECK(has(summary_text(report), "\nLabel issues, read alike by both against the truth: 0 lines.\n"));
}

TEST_CASE("line report: the files are written, with pictures of the lines where there are any") {
  const test::TempDir dir;
  const LinePredictions lines = receipt();
  const LineReport report = make_line_report(lines, {}, provenance());
  const std::vector<uint8_t> pixels(32 * 200, 90);
  const LineImages images = [&](int64_t) { return LinePixels{pixels.data(), 32, 200}; };
  std::vector<std::string> names;
  for (const auto& path : write_files(dir / "report", report, lines, images)) {
    names.push_back(path.filename().string());
    if (path.extension() == ".png") CHECK(test::read_file(path).compare(1, 3, "PNG") == 0);
  }
  CHECK(names == std::vector<std::string>{"report.txt", "report.json", "confusions.csv", "worst_lines.tsv",
                                          "by_length.png", "reliability.png", "montage.png"});
  CHECK(test::read_file(dir / "report" / "report.txt") == to_text(report));
  CHECK(test::read_file(dir / "report" / "report.json") == to_json(report));
  CHECK(test::read_file(dir / "report" / "confusions.csv") ==
        "truth,predicted,count,share_of_errors\n,Y,1,0.333333\n ,,1,0.333333\n0,O,1,0.333333\n");
  CHECK(test::read_file(dir / "report" / "worst_lines.tsv") ==
        "id\terrors\tcer\ttype\ttruth\tpredicted\tgroup\tsource\tconfidence\n"
        "0.png\t1\t0.200000\tamount\t12.50\t12.5O\ta\tx\t0.500000\n"
        "1.png\t1\t0.111111\ttext\tTOTAL DUE\tTOTALDUE\ta\tx\t0.600000\n"
        "3.png\t1\t0.090909\tmixed\tBL0ODY MARY\tBL0ODY MARYY\tb\ty\t0.700000\n");
}

TEST_CASE("line report: commas and quotes of confusions are quoted as CSV has it") {
  const test::TempDir dir;
  LinePredictions lines;
  lines.truth = {"1,50", "\""};
  lines.predicted = {"1.50", "'"};
  write_files(dir.path(), make_line_report(lines), lines);
  CHECK(test::read_file(dir / "confusions.csv") ==
        "truth,predicted,count,share_of_errors\n\"\"\"\",',1,0.500000\n\",\",.,1,0.500000\n");
}

TEST_CASE("line report: a path that is no UTF-8 does not cost the report") {
  const test::TempDir dir;
  Provenance p = provenance();
  p.model = p.data = "receipts-\xFF.h5";
  const LinePredictions lines = receipt();
  write_files(dir.path(), make_line_report(lines, {}, p), lines);
  const auto json = nlohmann::json::parse(test::read_file(dir / "report.json"));
  CHECK(json["provenance"]["data"] == "receipts-\xEF\xBF\xBD.h5");
}

TEST_CASE("line report: what cannot be said is an error before any file is there") {
  const test::TempDir dir;
  Provenance p = provenance();
  p.more = {{"decoder", "greedy"}, {"decoder", "beam"}};  // no JSON has two of a name
  const LinePredictions lines = receipt();
  CHECK_THROWS_AS(write_files(dir.path(), make_line_report(lines, {}, p), lines), Error);
  CHECK(std::filesystem::is_empty(dir.path()));
}

TEST_CASE("line report: the same lines give the same bytes") {
  const test::TempDir dir;
  const LinePredictions lines = receipt();
  const auto first = write_files(dir / "a", make_line_report(lines, {}, provenance()), lines);
  const auto second = write_files(dir / "b", make_line_report(lines, {}, provenance()), lines);
  REQUIRE(first.size() == second.size());
  for (std::size_t i = 0; i < first.size(); ++i)
    CHECK(test::read_file(first[i]) == test::read_file(second[i]));
}

TEST_CASE("line report: a line without a picture is an error of the montage") {
  const LineImages none = [](int64_t) { return LinePixels{}; };
  CHECK(test::error_of([&] {
          plot_line_montage(none, {{7, "a", "b", "", false}}, "t");
        }) == "montage: line 7 has no picture");
}
