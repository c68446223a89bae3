// Whether confidences mean what they say: calibration error, and the temperature that mends it.
#pragma once

#include <cstdint>
#include <vector>

#include "eval/predictions.h"

namespace ductus::eval {

/// Samples with a confidence in (low, high]; a confidence of 0 is in the first bin. Means are 0 without
/// samples.
struct ReliabilityBin {
  double low = 0;
  double high = 0;
  int64_t count = 0;
  double confidence = 0;  ///< mean
  double accuracy = 0;
};

/// Guo, Pleiss, Sun, Weinberger, "On Calibration of Modern Neural Networks", ICML 2017.
struct Calibration {
  std::vector<ReliabilityBin> bins;
  double expected_error = 0;  ///< ECE: |accuracy - confidence| of the bins, weighted by their samples
  double maximum_error = 0;   ///< MCE: the largest
  double mean_confidence = 0;
};

/// `bins` of equal width over [0, 1]. confidence [N] in [0, 1], correct [N] zero or one.
Calibration calibration(const std::vector<double>& confidence, const std::vector<uint8_t>& correct,
                        int bins = 15);

/// Mean of -log p(truth). log_probs [N, K].
double mean_nll(const std::vector<float>& log_probs, const std::vector<int32_t>& truth, std::size_t classes);

/// Mean over samples of sum over classes of (p - [class is truth])^2, in [0, 2] (Brier, Mon. Weather Rev. 78,
/// 1950).
double brier_score(const std::vector<float>& log_probs, const std::vector<int32_t>& truth,
                   std::size_t classes);

struct Temperature {
  double value = 1;  ///< divide logits (or log-probabilities, then log-softmax again) by it; in [0.05, 20]
  double nll_before = 0;
  double nll_after = 0;
};

/// The temperature of least NLL (Guo et al. 2017, section 4.2), for samples that the weights were not fitted
/// on. NLL is convex in 1/T: one minimum, found by Newton's method inside a shrinking bracket. log_probs [N,
/// K], or logits: a constant added to a sample's row changes nothing. N >= 1, values finite.
Temperature fit_temperature(const std::vector<float>& log_probs, const std::vector<int32_t>& truth,
                            std::size_t classes);

}  // namespace ductus::eval
