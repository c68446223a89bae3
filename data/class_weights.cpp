#include "data/class_weights.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "configs/schema/error.h"

namespace ductus::data {
namespace {

double raw_weight(ClassWeighting mode, double count, double largest, double beta) {
  switch (mode) {
    case ClassWeighting::kInverse:
      return largest / count;
    case ClassWeighting::kSqrt:
      return std::sqrt(largest / count);
    case ClassWeighting::kEffectiveNumber:
      return (1.0 - beta) / (1.0 - std::pow(beta, count));
    case ClassWeighting::kNone:
      break;
  }
  return 1.0;
}

}  // namespace

config::Choice<ClassWeighting> class_weightings() {
  return {{"none", ClassWeighting::kNone},
          {"inverse", ClassWeighting::kInverse},
          {"sqrt", ClassWeighting::kSqrt},
          {"effective_number", ClassWeighting::kEffectiveNumber}};
}

ClassWeights class_weights(ClassWeighting mode, const std::vector<int64_t>& counts, double beta) {
  if (!(beta >= 0.0 && beta < 1.0))
    fail_usage("class weights: beta is {}, expected a number in [0, 1)", beta);
  ClassWeights result;
  const double largest =
      counts.empty() ? 0.0 : static_cast<double>(*std::max_element(counts.begin(), counts.end()));
  for (std::size_t label = 0; label < counts.size(); ++label) {
    const auto count = static_cast<double>(counts[label]);
    if (counts[label] == 0) result.absent.push_back(static_cast<int32_t>(label));
    result.weights.push_back(counts[label] == 0 ? 0.0 : raw_weight(mode, count, largest, beta));
  }
  if (mode == ClassWeighting::kEffectiveNumber) {
    const double sum = std::accumulate(result.weights.begin(), result.weights.end(), 0.0);
    const double mean = sum / static_cast<double>(counts.size() - result.absent.size());
    for (double& weight : result.weights) weight /= sum > 0.0 ? mean : 1.0;
  }
  return result;
}

}  // namespace ductus::data
