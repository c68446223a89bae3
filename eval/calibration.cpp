#include "eval/calibration.h"

#include <algorithm>
#include <cmath>

#include "configs/schema/error.h"

namespace ductus::eval {
namespace {

constexpr double kLeastTemperature = 0.05;
constexpr double kGreatestTemperature = 20;

/// The first bin whose upper edge (i + 1) / bins is not below the confidence.
std::size_t bin_of(double confidence, std::size_t bins) {
  auto bin = static_cast<std::size_t>(std::max(0.0, std::ceil(confidence * static_cast<double>(bins)) - 1));
  bin = std::min(bin, bins - 1);
  // the product may be rounded to the wrong side of an edge
  while (bin > 0 && confidence <= static_cast<double>(bin) / static_cast<double>(bins)) --bin;
  while (bin + 1 < bins && confidence > static_cast<double>(bin + 1) / static_cast<double>(bins)) ++bin;
  return bin;
}

/// Mean NLL of softmax(beta * row), and its first and second derivative by beta.
struct Nll {
  double value = 0;
  double slope = 0;
  double curvature = 0;
};

void add_sample(Nll& nll, const float* row, std::size_t classes, int32_t truth, double beta) {
  const double largest = *std::max_element(row, row + classes);
  double sum = 0;
  double first = 0;
  double second = 0;
  for (std::size_t c = 0; c < classes; ++c) {
    const double below = row[c] - largest;
    const double weight = std::exp(beta * below);
    sum += weight;
    first += weight * below;
    second += weight * below * below;
  }
  const double mean = first / sum;
  const double of_truth = row[truth] - largest;
  nll.value += std::log(sum) - beta * of_truth;
  nll.slope += mean - of_truth;
  nll.curvature += second / sum - mean * mean;
}

Nll nll_at(const std::vector<float>& log_probs, const std::vector<int32_t>& truth, std::size_t classes,
           double beta) {
  Nll nll;
  for (std::size_t i = 0; i < truth.size(); ++i)
    add_sample(nll, &log_probs[i * classes], classes, truth[i], beta);
  const auto samples = static_cast<double>(truth.size());
  return {nll.value / samples, nll.slope / samples, nll.curvature / samples};
}

/// Where the slope crosses zero between the bounds, or the bound it does not reach zero at; `nll` is that at
/// beta = 1. Newton's method, with a step by halves (of the logarithm) where it leaves the bracket or gets
/// slow.
template <typename At>
double least_beta(const At& at, Nll nll) {
  double low = 1 / kGreatestTemperature;
  double high = 1 / kLeastTemperature;
  if (at(low).slope >= 0) return low;
  if (at(high).slope <= 0) return high;
  double beta = 1;
  double last_move = high - low;
  while (std::abs(last_move) > 1e-9 * beta) {
    (nll.slope < 0 ? low : high) = beta;
    double next = beta - nll.slope / nll.curvature;
    const bool inside = next > low && next < high;
    if (!inside || std::abs(next - beta) > std::abs(last_move) / 2) next = std::sqrt(low * high);
    last_move = next - beta;
    beta = next;
    nll = at(beta);
  }
  return beta;
}

void check_shape(const char* what, const std::vector<float>& log_probs, const std::vector<int32_t>& truth,
                 std::size_t classes) {
  DUCTUS_CHECK(!truth.empty() && log_probs.size() == truth.size() * classes,
               "{}: {} log-probabilities for {} samples of {} classes", what, log_probs.size(), truth.size(),
               classes);
}

}  // namespace

Calibration calibration(const std::vector<double>& confidence, const std::vector<uint8_t>& correct,
                        int bins) {
  DUCTUS_CHECK(bins > 0 && !confidence.empty() && confidence.size() == correct.size(),
               "calibration: {} confidences, {} outcomes, {} bins", confidence.size(), correct.size(), bins);
  const auto bin_count = static_cast<std::size_t>(bins);
  Calibration result;
  result.bins.resize(bin_count);
  for (std::size_t b = 0; b < bin_count; ++b) {
    result.bins[b].low = static_cast<double>(b) / bins;
    result.bins[b].high = static_cast<double>(b + 1) / bins;
  }
  for (std::size_t i = 0; i < confidence.size(); ++i) {
    ReliabilityBin& bin = result.bins[bin_of(confidence[i], bin_count)];
    ++bin.count;
    bin.confidence += confidence[i];
    bin.accuracy += correct[i];
    result.mean_confidence += confidence[i];
  }
  const auto samples = static_cast<double>(confidence.size());
  result.mean_confidence /= samples;
  for (ReliabilityBin& bin : result.bins) {
    if (bin.count == 0) continue;
    const auto count = static_cast<double>(bin.count);
    bin.confidence /= count;
    bin.accuracy /= count;
    const double gap = std::abs(bin.accuracy - bin.confidence);
    result.expected_error += count / samples * gap;
    result.maximum_error = std::max(result.maximum_error, gap);
  }
  return result;
}

double mean_nll(const std::vector<float>& log_probs, const std::vector<int32_t>& truth, std::size_t classes) {
  check_shape("mean NLL", log_probs, truth, classes);
  double sum = 0;
  for (std::size_t i = 0; i < truth.size(); ++i) sum -= log_probs[i * classes + truth[i]];
  return sum / static_cast<double>(truth.size());
}

double brier_score(const std::vector<float>& log_probs, const std::vector<int32_t>& truth,
                   std::size_t classes) {
  check_shape("Brier score", log_probs, truth, classes);
  double sum = 0;
  for (std::size_t i = 0; i < truth.size(); ++i) {
    for (std::size_t c = 0; c < classes; ++c) {
      const double off =
          std::exp(static_cast<double>(log_probs[i * classes + c])) - (static_cast<int32_t>(c) == truth[i]);
      sum += off * off;
    }
  }
  return sum / static_cast<double>(truth.size());
}

Temperature fit_temperature(const std::vector<float>& log_probs, const std::vector<int32_t>& truth,
                            std::size_t classes) {
  check_shape("temperature", log_probs, truth, classes);
  const auto at = [&](double beta) { return nll_at(log_probs, truth, classes, beta); };
  const Nll before = at(1);
  DUCTUS_CHECK(std::isfinite(before.value), "temperature: the log-probabilities are not finite");
  if (before.slope == 0) return {1, before.value, before.value};
  const double beta = least_beta(at, before);
  return {1 / beta, before.value, at(beta).value};
}

}  // namespace ductus::eval
