#include "eval/classification_report.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "configs/schema/error.h"
#include "data/utf8.h"
#include "eval/text_table.h"

namespace ductus::eval {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

struct Sums {
  int64_t correct = 0;
  int64_t predicted = 0;
  int64_t support = 0;
};

double zero_value(ZeroDivision mode) {
  if (mode == ZeroDivision::kOne) return 1;
  return mode == ZeroDivision::kNan ? kNaN : 0;
}

double divide(int64_t numerator, int64_t denominator, double zero) {
  return denominator == 0 ? zero : static_cast<double>(numerator) / static_cast<double>(denominator);
}

Scores scores_of(const Sums& sums, double zero) {
  return {divide(sums.correct, sums.predicted, zero), divide(sums.correct, sums.support, zero),
          divide(2 * sums.correct, sums.support + sums.predicted, zero), sums.support};
}

/// numpy's sum: pairwise (Higham, SIAM J. Sci. Comput. 14, 1993) in blocks of 128 with 8 accumulators. Its
/// order of additions is part of its result's last bit, which decides how halves are rounded.
double numpy_sum(const double* values, std::size_t count) {
  if (count < 8) {
    double sum = -0.0;
    for (std::size_t i = 0; i < count; ++i) sum += values[i];
    return sum;
  }
  if (count > 128) {
    const std::size_t half = count / 2 - count / 2 % 8;
    return numpy_sum(values, half) + numpy_sum(values + half, count - half);
  }
  double part[8];
  std::copy_n(values, 8, part);
  std::size_t i = 8;
  for (; i + 8 <= count; i += 8) {
    for (std::size_t k = 0; k < 8; ++k) part[k] += values[i + k];
  }
  double sum = ((part[0] + part[1]) + (part[2] + part[3])) + ((part[4] + part[5]) + (part[6] + part[7]));
  for (; i < count; ++i) sum += values[i];
  return sum;
}

double numpy_sum(const std::vector<double>& values) { return numpy_sum(values.data(), values.size()); }

/// numpy.nanmean: NaN is added as 0, and not counted.
double mean(std::vector<double> values) {
  const auto missing = std::count_if(values.begin(), values.end(), [](double v) { return std::isnan(v); });
  if (missing == static_cast<std::ptrdiff_t>(values.size())) return kNaN;
  for (double& value : values) value = std::isnan(value) ? 0 : value;
  return numpy_sum(values) / static_cast<double>(values.size() - missing);
}

/// numpy.average over the values that are not NaN; weights that are all zero are ignored.
double weighted_mean(const std::vector<double>& values, const std::vector<int64_t>& weights) {
  std::vector<double> present;
  std::vector<double> products;
  int64_t total = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::isnan(values[i])) continue;
    present.push_back(values[i]);
    products.push_back(values[i] * static_cast<double>(weights[i]));
    total += weights[i];
  }
  return total == 0 ? mean(present) : numpy_sum(products) / static_cast<double>(total);
}

std::vector<double> column(const std::vector<Scores>& rows, double Scores::*score) {
  std::vector<double> values;
  for (const Scores& row : rows) values.push_back(row.*score);
  return values;
}

void average(ClassificationReport& report) {
  std::vector<int64_t> support;
  for (const Scores& row : report.rows) support.push_back(row.support);
  for (const auto score : {&Scores::precision, &Scores::recall, &Scores::f1}) {
    const std::vector<double> values = column(report.rows, score);
    report.macro.*score = mean(values);
    report.weighted.*score = weighted_mean(values, support);
  }
  report.macro.support = report.weighted.support = report.micro.support;
}

bool covers_all(const std::vector<int32_t>& rows, const ConfusionMatrix& matrix) {
  const std::unordered_set<int32_t> given(rows.begin(), rows.end());
  const std::vector<int32_t> occurring = matrix.occurring();
  return std::all_of(occurring.begin(), occurring.end(),
                     [&](int32_t label) { return given.count(label) > 0; });
}

std::string listed(const std::vector<std::string>& names) {
  constexpr std::size_t kShown = 20;
  std::string text;
  for (std::size_t i = 0; i < std::min(kShown, names.size()); ++i) text += (i > 0 ? ", " : "") + names[i];
  return names.size() > kShown ? fmt::format("{} and {} more", text, names.size() - kShown) : text;
}

void warn(ClassificationReport& report, const std::vector<Sums>& sums, const char* score, const char* lack,
          int64_t (*denominator)(const Sums&)) {
  std::vector<std::string> names;
  for (std::size_t row = 0; row < sums.size(); ++row) {
    if (denominator(sums[row]) == 0) names.push_back(report.names[row]);
  }
  if (names.empty()) return;
  report.warnings.push_back(fmt::format("{} is 0/0, set to 0, for {} without {}: {}", score,
                                        names.size() == 1 ? "a class" : "classes", lack, listed(names)));
}

void warn_of_zero_division(ClassificationReport& report, const std::vector<Sums>& sums) {
  warn(report, sums, "precision", "predictions", [](const Sums& s) { return s.predicted; });
  warn(report, sums, "recall", "samples", [](const Sums& s) { return s.support; });
  warn(report, sums, "f1-score", "samples and predictions",
       [](const Sums& s) { return s.support + s.predicted; });
}

void name_rows(ClassificationReport& report, const std::vector<std::string>& symbols,
               const TableOptions& options) {
  for (const int32_t label : report.labels) report.names.push_back(symbols[label]);
  if (options.names.empty()) return;
  if (options.names.size() != report.labels.size()) {
    fail_usage("classification report: {} names for {} labels, expected one each (labels: {})",
               options.names.size(), report.labels.size(), listed(report.names));
  }
  report.names = options.names;
}

std::string text_row(const std::string& name, const std::string& precision, const std::string& recall,
                     const std::string& f1, const std::string& support, std::size_t width) {
  return fmt::format("{}  {:>9} {:>9} {:>9} {:>9}\n", pad_left(name, width), precision, recall, f1, support);
}

nlohmann::ordered_json to_json(const Scores& s) {
  return {{"precision", s.precision},
          {"recall", s.recall},
          {"f1-score", s.f1},
          {"support", static_cast<double>(s.support)}};
}

}  // namespace

std::string ClassificationReport::text() const {
  std::size_t width =
      std::max<std::size_t>(std::string("weighted avg").size(), static_cast<std::size_t>(digits));
  for (const std::string& name : names) width = std::max(width, data::count_code_points(name));
  const auto count = [&](const Scores& s) { return std::to_string(s.support) + (float_support ? ".0" : ""); };
  const auto row = [&](const std::string& name, const Scores& s) {
    return text_row(name, fixed(s.precision, digits), fixed(s.recall, digits), fixed(s.f1, digits), count(s),
                    width);
  };
  std::string text = text_row("", "precision", "recall", "f1-score", "support", width) + "\n";
  for (std::size_t i = 0; i < rows.size(); ++i) text += row(names[i], rows[i]);
  text += "\n";
  if (micro_is_accuracy) {
    text += text_row("accuracy", "", "", fixed(micro.f1, digits), count(micro), width);
  } else {
    text += row("micro avg", micro);
  }
  return text + row("macro avg", macro) + row("weighted avg", weighted);
}

void check_digits(int32_t digits) {
  constexpr int32_t kMost = 30;
  if (digits < 0 || digits > kMost) fail_usage("--digits: expected 0 to {}, found {}", kMost, digits);
}

ClassificationReport classification_report(const ConfusionMatrix& matrix,
                                           const std::vector<std::string>& symbols,
                                           const TableOptions& options) {
  ClassificationReport report;
  report.labels = options.labels.empty() ? matrix.occurring() : options.labels;
  report.digits = options.digits;
  report.float_support = matrix.correct() == 0;
  for (const int32_t label : report.labels) {
    DUCTUS_CHECK(label >= 0 && static_cast<std::size_t>(label) < matrix.classes(),
                 "classification report: label {}, expected 0 to {}", label, matrix.classes() - 1);
  }
  name_rows(report, symbols, options);

  const double zero = zero_value(options.zero_division);
  std::vector<Sums> sums;
  Sums all;
  for (const int32_t label : report.labels) {
    const Sums row{matrix.correct(label), matrix.predicted(label), matrix.support(label)};
    sums.push_back(row);
    report.rows.push_back(scores_of(row, zero));
    all = {all.correct + row.correct, all.predicted + row.predicted, all.support + row.support};
  }
  report.micro = scores_of(all, zero);
  report.micro_is_accuracy = covers_all(report.labels, matrix);
  average(report);
  if (options.zero_division == ZeroDivision::kWarn) warn_of_zero_division(report, sums);
  return report;
}

nlohmann::ordered_json to_json(const ClassificationReport& report) {
  nlohmann::ordered_json json = nlohmann::ordered_json::object();
  for (std::size_t i = 0; i < report.rows.size(); ++i) json[report.names[i]] = to_json(report.rows[i]);
  json[report.micro_is_accuracy ? "accuracy" : "micro avg"] = to_json(report.micro);
  json["macro avg"] = to_json(report.macro);
  json["weighted avg"] = to_json(report.weighted);
  // scikit-learn flattens this entry after the fact, whatever put it there: a class may be called "accuracy"
  if (json.contains("accuracy")) json["accuracy"] = nlohmann::ordered_json(json["accuracy"]["precision"]);
  return json;
}

}  // namespace ductus::eval
