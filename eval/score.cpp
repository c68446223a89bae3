#include "eval/score.h"

#include <algorithm>

#include "configs/schema/error.h"
#include "eval/predictions_tsv.h"

namespace ductus::eval {
namespace {

std::vector<std::string> comma_list(const char* option, const std::string& text) {
  std::vector<std::string> items;
  for (std::size_t from = 0; !text.empty() && from <= text.size();) {
    const std::size_t to = std::min(text.size(), text.find(',', from));
    if (to == from) fail_usage("{}: an empty entry in '{}'", option, text);
    items.push_back(text.substr(from, to - from));
    from = to + 1;
  }
  return items;
}

ZeroDivision zero_division(const std::string& name) {
  if (name == "warn") return ZeroDivision::kWarn;
  if (name == "0") return ZeroDivision::kZero;
  if (name == "1") return ZeroDivision::kOne;
  if (name == "nan") return ZeroDivision::kNan;
  fail_usage("--zero-division: expected warn, 0, 1 or nan, found '{}'", name);
}

std::vector<int32_t> numbers_of(const std::vector<std::string>& labels, const data::Alphabet& alphabet) {
  std::vector<int32_t> numbers;
  for (const std::string& label : labels) numbers.push_back(alphabet.find(label));
  return numbers;
}

}  // namespace

Score score(const ScoreOptions& options) {
  check_digits(options.digits);
  const std::vector<std::string> labels = comma_list("--labels", options.labels);
  ReportOptions report;
  report.table.names = comma_list("--names", options.names);
  report.table.digits = options.digits;
  report.table.zero_division = zero_division(options.zero_division);

  Score result{read_predictions(options.truth, options.predicted, labels), {}};
  report.table.labels = numbers_of(labels, result.predictions.alphabet);
  Provenance provenance;
  provenance.data = options.truth.string();
  provenance.more = {{"predictions", options.predicted.string()}};
  report.title = options.predicted.filename().string();
  result.report = make_report(result.predictions, report, provenance);
  return result;
}

}  // namespace ductus::eval
