#include "eval/predictions.h"

#include <algorithm>
#include <cmath>

#include "configs/schema/error.h"

namespace ductus::eval {
namespace {

void check_label(const std::string& where, const char* which, int32_t label, std::size_t sample,
                 std::size_t classes) {
  DUCTUS_CHECK(label >= 0 && static_cast<std::size_t>(label) < classes,
               "{}: {} of sample {} is {}, expected a label from 0 to {}", where, which, sample, label,
               classes - 1);
}

void check_length(const std::string& where, const char* what, std::size_t found, std::size_t expected) {
  DUCTUS_CHECK(found == expected, "{}: {} {}, expected {}", where, found, what, expected);
}

}  // namespace

void Predictions::check(const std::string& where) const {
  const std::size_t samples = truth.size();
  const std::size_t classes = alphabet.size();
  DUCTUS_CHECK(samples > 0, "{}: no sample", where);
  check_length(where, "predicted labels", predicted.size(), samples);
  if (!confidence.empty()) check_length(where, "confidences", confidence.size(), samples);
  if (!log_probs.empty()) check_length(where, "log-probabilities", log_probs.size(), samples * classes);
  if (!ids.empty()) check_length(where, "ids", ids.size(), samples);
  for (std::size_t i = 0; i < samples; ++i) {
    check_label(where, "truth", truth[i], i, classes);
    check_label(where, "prediction", predicted[i], i, classes);
  }
  for (std::size_t i = 0; i < confidence.size(); ++i) {
    DUCTUS_CHECK(confidence[i] >= 0 && confidence[i] <= 1,
                 "{}: confidence of sample {} is {}, expected 0 to 1", where, i, confidence[i]);
  }
  for (std::size_t i = 0; i < log_probs.size(); ++i) {
    DUCTUS_CHECK(std::isfinite(log_probs[i]),
                 "{}: log-probability of sample {}, class {} is {}, expected a finite number", where,
                 i / classes, alphabet[i % classes], log_probs[i]);
  }
}

std::vector<double> Predictions::confidences() const {
  if (!confidence.empty() || log_probs.empty()) return confidence;
  std::vector<double> result(truth.size());
  for (std::size_t i = 0; i < result.size(); ++i) {
    result[i] = std::min(1.0, std::exp(static_cast<double>(log_probs[i * alphabet.size() + predicted[i]])));
  }
  return result;
}

}  // namespace ductus::eval
