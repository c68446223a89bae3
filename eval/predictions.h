// What a recogniser of characters said about labelled samples: what every metric and report starts from.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/alphabet.h"

namespace ductus::eval {

/// N samples of K classes. `truth` and `predicted` count in `alphabet`; the rest may be empty, and a report
/// then leaves out what needs it. `log_probs` and `confidence` are what users of the model see: temperature
/// applied.
struct Predictions {
  data::Alphabet alphabet;         // K symbols
  std::vector<int32_t> truth;      // [N]
  std::vector<int32_t> predicted;  // [N]
  std::vector<double> confidence;  // [N] or empty: probability of `predicted`, in [0, 1]
  std::vector<float> log_probs;    // [N, K] or empty: natural logarithms, finite
  std::vector<std::string> ids;    // [N] or empty

  int64_t size() const { return static_cast<int64_t>(truth.size()); }

  /// Throws ductus::Error, opening with `where`, unless there is a sample, lengths agree, labels lie in the
  /// alphabet, confidences in [0, 1], and log-probabilities are finite.
  void check(const std::string& where) const;

  /// `confidence`, or where it is empty the probability of `predicted` out of `log_probs`; [N], or empty
  /// without both.
  std::vector<double> confidences() const;
};

}  // namespace ductus::eval
