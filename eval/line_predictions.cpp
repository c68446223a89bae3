#include "eval/line_predictions.h"

#include "configs/schema/error.h"

namespace ductus::eval {
namespace {

template <typename T>
void check_length(const std::string& where, const char* name, const std::vector<T>& values, int64_t lines) {
  DUCTUS_CHECK(values.empty() || static_cast<int64_t>(values.size()) == lines, "{}: {} {} for {} lines",
               where, values.size(), name, lines);
}

}  // namespace

void LinePredictions::check(const std::string& where) const {
  DUCTUS_CHECK(size() > 0, "{}: no lines", where);
  DUCTUS_CHECK(predicted.size() == truth.size(), "{}: {} predictions for {} lines", where, predicted.size(),
               size());
  check_length(where, "ids", ids, size());
  check_length(where, "confidences", confidence, size());
  check_length(where, "likelihoods", nll, size());
  check_length(where, "groups", group, size());
  check_length(where, "sources", source, size());
  check_length(where, "widths", width_px, size());
  check_length(where, "lists of symbols", symbols, size());
  for (std::size_t i = 0; i < confidence.size(); ++i) {
    DUCTUS_CHECK(confidence[i] >= 0 && confidence[i] <= 1, "{}: confidence of line {} is {}, expected 0 to 1",
                 where, i, confidence[i]);
  }
}

}  // namespace ductus::eval
