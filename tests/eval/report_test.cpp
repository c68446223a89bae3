#include "eval/report.h"

#include <doctest/doctest.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <sstream>

#include "configs/schema/error.h"
#include "eval/report_folder.h"
#include "tests/support/errors.h"
#include "tests/support/temp_dir.h"

using namespace ductus::eval;
using ductus::test::read_file;

namespace {

/// 0 0 O O x, of which one 0 is read as O and one O as 0.
Predictions letters() {
  Predictions p;
  p.alphabet = ductus::data::Alphabet::from_characters("0Ox");
  p.truth = {0, 0, 1, 1, 2};
  p.predicted = {0, 1, 0, 1, 2};
  const float sure = std::log(0.9F);
  const float rest = std::log(0.05F);
  for (const int32_t label : p.predicted) {
    for (int32_t c = 0; c < 3; ++c) p.log_probs.push_back(c == label ? sure : rest);
  }
  return p;
}

Provenance provenance() {
  Provenance p;
  p.model = "runs/a/best.safetensors";
  p.model_hash = "00ff";
  p.checkpoint = "best by val_loss, epoch 17";
  p.data = "letters.h5";
  p.split = "test";
  p.data_use = DataUse::kSelection;
  p.temperature = 1.25;
  p.more = {{"libtorch", "2.11.0"}};
  return p;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("make_report: every number of a hand example") {
  const ReleaseReport report = make_report(letters());
  CHECK(report.accuracy.value == 0.6);
  CHECK(report.balanced_accuracy == doctest::Approx((0.5 + 0.5 + 1) / 3));
  CHECK(report.merged.accuracy.value == 1);
  CHECK(report.merged.macro_recall == 1);
  REQUIRE(report.top_k.size() == 1);  // of 2, 3, 5 only 2 is below 3 classes
  // truth of the two errors ties with x at 0.05, and is the smaller label
  CHECK(report.top_k[0].second.count == 5);
  CHECK(*report.nll == doctest::Approx(-(3 * std::log(0.9) + 2 * std::log(0.05)) / 5).epsilon(1e-6));
  CHECK(report.calibrated->expected_error == doctest::Approx(0.3));
  CHECK(report.classes.size() == 3);
  CHECK(report.classes[2].accuracy.interval.high == 1);
}

TEST_CASE("to_text: scikit-learn's table comes first, then all that decides on a release") {
  const ReleaseReport report = make_report(letters(), {}, provenance());
  const std::string text = to_text(report);
  CHECK(text.compare(0, report.table.text().size(), report.table.text()) == 0);
  CHECK(has(text, "CNN error 40.00 %\n"));
  CHECK(has(text, "\naccuracy                       60.00 %   95 % interval 23.07 - 88.24 %\n"));
  CHECK(has(text, "\nconfusables merged            100.00 %   95 % interval 56.55 - 100.00 %\n"));
  CHECK(has(text, "{0,O}"));
  CHECK(has(text, "\n    0 -> O                 1      50.0 %      50.0 %\n"));
  CHECK(has(text, "\ncheckpoint    best by val_loss, epoch 17\n"));
  CHECK(has(text, "\ndata use      used for selection: these numbers flatter the model\n"));
  CHECK(has(text, "\ntemperature   1.2500\n"));
  CHECK(has(text, "\nlibtorch      2.11.0\n"));
}

TEST_CASE("to_text: what the data were to the model is told always, and how it is known") {
  const auto data_use = [](DataUse use, ToldSamples told) {
    Provenance p;
    p.data_use = use;
    p.told = told;
    std::string text = to_text(make_report(letters(), {}, p));
    text = text.substr(text.find("\ndata use      ") + 15);
    for (std::size_t at = 0; (at = text.find("\n              ")) != std::string::npos;)
      text.replace(at, 15, " ");  // a long line goes on below itself
    return text.substr(0, text.find('\n'));
  };
  CHECK(data_use(DataUse::kUnknown, {}) == "unknown: nothing tells whether they were trained on");
  CHECK(data_use(DataUse::kUnknown, {3, 0}) ==
        "unknown: the model tells of 3 of the samples, too few; none was trained on");
  CHECK(data_use(DataUse::kTraining, {}) == "trained on: no measure of quality");
  CHECK(data_use(DataUse::kTraining, {7, 7}) ==
        "trained on: no measure of quality (7 of the 7 that the model tells of)");
  CHECK(data_use(DataUse::kTraining, {1700, 1360}) ==
        "trained on, about 80 % of them: no measure of quality (1,360 of the 1,700 that the model tells of)");
  CHECK(data_use(DataUse::kTraining, {1000, 4}) ==
        "trained on, less than 1 % of them: no measure of quality (4 of the 1,000 that the model tells of)");
  CHECK(data_use(DataUse::kTraining, {1000, 996}) ==
        "trained on, more than 99 % of them: no measure of quality (996 of the 1,000 that the model tells "
        "of)");
  CHECK(data_use(DataUse::kSelection, {4, 1}) ==
        "used for selection, about 25 % of them: these numbers flatter the model (1 of the 4 that the model "
        "tells of)");
  CHECK(data_use(DataUse::kHeldOut, {20, 0}) ==
        "held out: none of the 20 samples that the model tells of was trained on (of all, at 95 %: below 14 "
        "%)");  // 0.861^20 = 0.05
  CHECK(
      has(data_use(DataUse::kHeldOut, {1000, 0}), "(of all, at 95 %: below 0.3 %)"));  // 0.997^1000 = 0.0496
}

TEST_CASE("to_text: no line is wider than 80 columns") {
  std::istringstream lines(to_text(make_report(letters(), {}, provenance())));
  for (std::string line; std::getline(lines, line);) {
    CAPTURE(line);
    CHECK(line.size() <= 80);
  }
}

TEST_CASE("to_text: what was not measured is not spoken of") {
  Predictions p = letters();
  p.log_probs.clear();
  const std::string text = to_text(make_report(p));
  CHECK_FALSE(has(text, "NLL"));
  CHECK_FALSE(has(text, "alibration"));
  CHECK_FALSE(has(text, "top-2"));
}

TEST_CASE("to_text: confusions that are not listed are counted") {
  ReportOptions options;
  options.top_confusions = 1;
  CHECK(has(to_text(make_report(letters(), options)), "Not listed: 1 of 2 errors, 50.0 %.\n"));
  Predictions p = letters();
  p.predicted = p.truth;
  CHECK(has(to_text(make_report(p)), "none: every sample is right\n"));
}

TEST_CASE("to_json: has all of it, rates as fractions") {
  const auto json = nlohmann::ordered_json::parse(to_json(make_report(letters(), {}, provenance())));
  CHECK(json["samples"] == 5);
  CHECK(json["accuracy"]["value"] == 0.6);
  CHECK(json["error_rate"].get<double>() == doctest::Approx(0.4));
  CHECK(json["accuracy"]["interval_95"].size() == 2);
  CHECK(json["classification_report"]["x"]["recall"] == 1.0);
  CHECK(json["classification_report"]["accuracy"] == 0.6);
  CHECK(json["confusables_merged"]["groups"] == nlohmann::ordered_json::parse(R"([["0","O"]])"));
  CHECK(json["confusions"].size() == 2);
  CHECK(json["confusions"][0]["truth"] == "0");
  CHECK(json["confusions"][0]["share_of_errors"] == 0.5);
  CHECK(json["classes"][1]["predicted"] == 2);
  CHECK(json["calibration"]["bins"].size() == 15);
  CHECK(json["top_k"]["2"]["value"] == 1.0);
  CHECK(json["provenance"]["data_use"] == "selection");
  CHECK_FALSE(json["provenance"].contains("data_use_told"));
  CHECK(json["provenance"]["libtorch"] == "2.11.0");
  CHECK_FALSE(json["provenance"].contains("data_hash"));
}

TEST_CASE("to_json: two entries of one name are an error, not the last of them") {
  Provenance p = provenance();
  p.more.emplace_back("libtorch", "2.5.0");
  CHECK(ductus::test::error_of([&] { to_json(make_report(letters(), {}, p)); }) ==
        "report: two entries of its provenance are called 'libtorch'");
}

TEST_CASE("write_files: writes what there is to show and names it") {
  const ductus::test::TempDir dir;
  const Predictions p = letters();
  const std::vector<uint8_t> pixels(28 * 28, 200);
  ReportExtras extras;
  extras.images = SampleImages{28, 28, [&](int64_t) { return pixels.data(); }};
  extras.curves = training_curves("{\"epoch\":1,\"loss\":2}\n{\"epoch\":2,\"loss\":1}\n");
  const ReleaseReport report = make_report(p, {}, provenance());
  std::vector<std::string> names;
  for (const auto& path : write_files(dir / "report", report, p, extras)) {
    names.push_back(path.filename().string());
    if (path.extension() == ".png") CHECK(read_file(path).compare(1, 3, "PNG") == 0);
  }
  CHECK(names == std::vector<std::string>{"report.txt", "report.json", "confusion.csv", "confusion.png",
                                          "per_class.png", "reliability.png", "montage.png", "curves.png"});
  CHECK(read_file(dir / "report" / "report.txt") == to_text(report));
  CHECK(read_file(dir / "report" / "report.json") == to_json(report));
  CHECK(read_file(dir / "report" / "confusion.csv") == "truth\\predicted,0,O,x\n0,1,1,0\nO,1,1,0\nx,0,0,1\n");
}

TEST_CASE("refuse_to_overwrite_report: every file of a report is kept, but for training's curves") {
  const ductus::test::TempDir dir;
  const auto refused = [&](bool overwrite = false) {
    return ductus::test::kind_and_error_of([&] { refuse_to_overwrite_report(dir / "report", overwrite); });
  };
  CHECK(refused() == "no error");
  for (const char* name :
       {"report.txt", "report.json", "confusion.csv", "confusion.png", "per_class.png", "reliability.png",
        "montage.png", "confusions.csv", "worst_lines.tsv", "by_length.png"}) {
    CAPTURE(name);
    const std::filesystem::path file = dir.write(std::filesystem::path("report") / name, "");
    CHECK(refused() == "usage: " + file.string() + ": exists already (--overwrite replaces it)");
    CHECK(refused(true) == "no error");
    std::filesystem::remove(file);
  }
  dir.write("report/curves.png", "");
  dir.write("report/notes.txt", "");
  CHECK(refused() == "no error");
  CHECK_THROWS_AS(ReportFolder(dir / "report").text("other.txt", ""), ductus::Error);
}

TEST_CASE(
    "refuse_one_place: outputs that would write over each other are a usage error, however they are named") {
  const ductus::test::TempDir dir;
  std::filesystem::create_directory(dir / "there");
  std::filesystem::create_symlink(dir / "there", dir / "link");
  const std::filesystem::path report = dir / "report", read = dir / "read.tsv";
  const auto refused = [&](const std::filesystem::path& predictions, const std::filesystem::path& symbols,
                           const std::filesystem::path& folder) {
    return ductus::test::kind_and_error_of([&] {
      refuse_one_place({{"--predictions", predictions}, {"--symbols", symbols}}, folder);
    });
  };
  CHECK(refused(read, dir / "symbols.tsv", report) == "no error");
  CHECK(refused(report / "read.tsv", report / "symbols.tsv", report) == "no error");
  CHECK(refused("", "", "") == "no error");
  CHECK(refused(read, read, "") ==
        "usage: --predictions and --symbols: both would write " + read.string() + ", expected a place each");
  CHECK(refused(read, dir / "there/../read.tsv", "").find("usage: --predictions and --symbols") == 0);
  CHECK(refused(dir / "there/x", dir / "link/x", "").find("usage: --predictions and --symbols") == 0);
  for (const char* name : {"report.txt", "worst_lines.tsv", "curves.png", ""}) {
    CAPTURE(name);
    CHECK(refused(report / name, "", report).find("usage: --out and --predictions: both") == 0);
    CHECK(refused("", report / name, dir / "report/").find("usage: --out and --symbols: both") == 0);
  }
}

TEST_CASE("write_files: a path that is no UTF-8 does not cost the report") {
  const ductus::test::TempDir dir;
  Provenance p = provenance();
  p.model = p.data = "letters-\xFF.h5";
  const ReleaseReport report = make_report(letters(), {}, p);
  write_files(dir.path(), report, letters());
  const auto json = nlohmann::ordered_json::parse(read_file(dir / "report.json"));
  CHECK(json["provenance"]["data"] == "letters-\xEF\xBF\xBD.h5");
}

TEST_CASE("write_files: what cannot be said is an error before any file is there") {
  const ductus::test::TempDir dir;
  Provenance p = provenance();
  p.more.emplace_back("libtorch", "2.5.0");  // no JSON has two of a name
  CHECK_THROWS_AS(write_files(dir.path(), make_report(letters(), {}, p), letters()), ductus::Error);
  CHECK(std::filesystem::is_empty(dir.path()));
}

TEST_CASE("write_files: the same predictions give the same bytes") {
  const ductus::test::TempDir dir;
  const Predictions p = letters();
  const auto first = write_files(dir / "a", make_report(p, {}, provenance()), p);
  const auto second = write_files(dir / "b", make_report(p, {}, provenance()), p);
  REQUIRE(first.size() == second.size());
  for (std::size_t i = 0; i < first.size(); ++i) CHECK(read_file(first[i]) == read_file(second[i]));
}

TEST_CASE("write_files: far too many classes leave out the matrix and its pictures, not the report") {
  const ductus::test::TempDir dir;
  Predictions p;
  std::vector<std::string> symbols;
  for (int32_t i = 0; i < 3000; ++i) {
    symbols.push_back(std::to_string(i));
    p.truth.push_back(i);
    p.predicted.push_back(i / 2);
  }
  p.alphabet = ductus::data::Alphabet(symbols);
  CHECK(write_files(dir.path(), make_report(p), p).size() == 2);
}

TEST_CASE("write_files: a folder that cannot be made is an error") {
  const ductus::test::TempDir dir;
  const Predictions p = letters();
  CHECK_THROWS_AS(write_files(dir.write("file", "x") / "report", make_report(p), p), ductus::Error);
}

TEST_CASE("make_report: predictions out of order are an error") {
  Predictions p = letters();
  p.predicted[0] = 3;
  CHECK_THROWS_WITH_AS(make_report(p), "report: prediction of sample 0 is 3, expected a label from 0 to 2",
                       ductus::Error);
}
