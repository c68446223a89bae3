#include "eval/classification_report.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "configs/schema/error.h"
#include "tests/support/errors.h"

namespace {

using ductus::eval::ConfusionMatrix;
using ductus::eval::TableOptions;
using ductus::eval::ZeroDivision;
using Json = nlohmann::ordered_json;

const std::filesystem::path kGolden = std::filesystem::path(DUCTUS_TESTS_DIR) / "golden" / "sklearn";

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE_MESSAGE(file.good(), path.string());
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

/// One folder of the golden cases. Labels that are numbers count as they are; names are sorted.
struct Case {
  explicit Case(const std::filesystem::path& folder) : call(Json::parse(read(folder / "call.json"))) {
    std::ifstream file(folder / "y.tsv");
    std::string line;
    std::getline(file, line);
    std::vector<std::pair<std::string, std::string>> rows;
    while (std::getline(file, line)) {
      const std::size_t tab = line.find('\t');
      rows.emplace_back(line.substr(0, tab), line.substr(tab + 1));
    }
    name_symbols(rows);
    for (const auto& [t, p] : rows) {
      truth.push_back(label(t));
      predicted.push_back(label(p));
    }
    read_options();
  }

  bool numbers() const { return call["matrix_labels"][0].is_number(); }

  int32_t label(const std::string& name) const {
    return numbers()
               ? std::stoi(name)
               : static_cast<int32_t>(std::find(symbols.begin(), symbols.end(), name) - symbols.begin());
  }

  int32_t label(const Json& entry) const {
    return label(entry.is_number() ? entry.dump() : entry.get<std::string>());
  }

  void name_symbols(const std::vector<std::pair<std::string, std::string>>& rows) {
    if (!numbers()) {
      for (const Json& name : call["matrix_labels"]) symbols.push_back(name);
      return;
    }
    int largest = 0;
    for (const auto& [t, p] : rows) largest = std::max({largest, std::stoi(t), std::stoi(p)});
    for (const Json& number : call["matrix_labels"]) largest = std::max(largest, number.get<int>());
    for (int i = 0; i <= largest; ++i) symbols.push_back(std::to_string(i));
  }

  void read_options() {
    options.digits = call.value("digits", 2);
    if (call.contains("target_names")) options.names = call["target_names"].get<std::vector<std::string>>();
    if (call.contains("labels")) {
      for (const Json& entry : call["labels"]) options.labels.push_back(label(entry));
    }
    for (const Json& entry : call["matrix_labels"]) matrix_labels.push_back(label(entry));
    if (!call.contains("zero_division")) return;
    const Json& zero = call["zero_division"];
    options.zero_division = zero == "nan"    ? ZeroDivision::kNan
                            : zero == "warn" ? ZeroDivision::kWarn
                            : zero == 1      ? ZeroDivision::kOne
                                             : ZeroDivision::kZero;
  }

  ductus::eval::ClassificationReport report() const {
    return classification_report(matrix(), symbols, options);
  }
  ConfusionMatrix matrix() const { return ConfusionMatrix(truth, predicted, symbols.size()); }

  Json call;
  std::vector<std::string> symbols;
  std::vector<int32_t> truth;
  std::vector<int32_t> predicted;
  std::vector<int32_t> matrix_labels;
  TableOptions options;
};

std::vector<std::filesystem::path> folders() {
  std::vector<std::filesystem::path> result;
  for (const auto& entry : std::filesystem::directory_iterator(kGolden)) {
    if (entry.is_directory()) result.push_back(entry.path());
  }
  std::sort(result.begin(), result.end());
  return result;
}

ConfusionMatrix matrix_of(const std::vector<int32_t>& truth, const std::vector<int32_t>& predicted,
                          std::size_t classes) {
  return ConfusionMatrix(truth, predicted, classes);
}

}  // namespace

TEST_CASE("classification_report: the text is scikit-learn's, byte for byte, in every golden case") {
  REQUIRE(folders().size() >= 29);
  for (const auto& folder : folders()) {
    CAPTURE(folder.filename().string());
    CHECK(Case(folder).report().text() == read(folder / "report.txt"));
  }
}

TEST_CASE(
    "classification_report: the JSON has scikit-learn's very numbers, in its order, in every golden case") {
  for (const auto& folder : folders()) {
    CAPTURE(folder.filename().string());
    // through text, where NaN becomes null
    CHECK(Json::parse(to_json(Case(folder).report()).dump()) == Json::parse(read(folder / "report.json")));
  }
}

TEST_CASE("confusion_csv: without names the text is numpy's in every golden case") {
  for (const auto& folder : folders()) {
    CAPTURE(folder.filename().string());
    const Case golden(folder);
    CHECK(confusion_csv(golden.matrix(), golden.matrix_labels) == read(folder / "confusion.csv"));
  }
}

TEST_CASE("classification_report: each kind of 0/0 is warned of, with the classes' names") {
  // truth a a b, predicted a a a, and c that does not occur: b is never predicted, c has neither
  TableOptions options;
  options.labels = {0, 1, 2};
  const auto report = classification_report(matrix_of({0, 0, 1}, {0, 0, 0}, 3), {"a", "b", "c"}, options);
  CHECK(report.warnings == std::vector<std::string>{
                               "precision is 0/0, set to 0, for classes without predictions: b, c",
                               "recall is 0/0, set to 0, for a class without samples: c",
                               "f1-score is 0/0, set to 0, for a class without samples and predictions: c"});
  options.zero_division = ZeroDivision::kZero;
  CHECK(classification_report(matrix_of({0, 0, 1}, {0, 0, 0}, 3), {"a", "b", "c"}, options).warnings.empty());
}

TEST_CASE("classification_report: a wrong number of names is a usage error that lists the labels") {
  TableOptions options;
  options.names = {"x"};
  try {
    classification_report(matrix_of({0, 1}, {0, 1}, 2), {"a", "b"}, options);
    FAIL("accepted");
  } catch (const ductus::Error& error) {
    CHECK(error.kind() == ductus::Error::Kind::kUsage);
    CHECK(std::string(error.what()) ==
          "classification report: 1 names for 2 labels, expected one each (labels: a, b)");
  }
}

TEST_CASE("check_digits: a table has 0 to 30 decimals") {
  using ductus::eval::check_digits;
  check_digits(0);
  check_digits(30);
  const auto refused = [](int32_t digits) {
    return ductus::test::kind_and_error_of([&] { check_digits(digits); });
  };
  CHECK(refused(-1) == "usage: --digits: expected 0 to 30, found -1");
  CHECK(refused(31) == "usage: --digits: expected 0 to 30, found 31");
}

TEST_CASE("classification_report: a label outside the matrix is an error") {
  TableOptions options;
  options.labels = {2};
  CHECK_THROWS_WITH_AS(classification_report(matrix_of({0, 1}, {0, 1}, 2), {"a", "b"}, options),
                       "classification report: label 2, expected 0 to 1", ductus::Error);
}
