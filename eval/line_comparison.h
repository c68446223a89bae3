// How sure the rates are, and whether one recogniser is better than another on the same lines.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "eval/line_metrics.h"

namespace ductus::eval {

/// Groups are drawn with replacement, as many as there are, `resamples` times; the interval reaches from the
/// 2.5th to the 97.5th percentile of what comes out (Efron and Tibshirani, "An Introduction to the
/// Bootstrap", 1993, section 13.3; for paired error rates Bisani and Ney, ICASSP 2004). Lines of one group
/// share their errors, so they are drawn together; without groups, or where all are of one, each line is
/// drawn by itself (and the interval holds for that group alone). More than kMostUnits of them are pooled
/// into kMostUnits by their number, and pools are drawn: as good an interval, in less time.
struct BootstrapOptions {
  int resamples = 1000;
  uint64_t seed = 0;
};
inline constexpr int64_t kMostUnits = 10000;

/// What was drawn.
struct BootstrapUnits {
  bool grouped = false;
  int64_t count = 0;  ///< groups, or lines
  int resamples = 0;

  /// Of so few groups that an interval from them is too narrow.
  bool few() const { return grouped && count < 10; }
};

struct RateIntervals {
  BootstrapUnits units;
  Interval cer;
  Interval wer;
  Interval exact;
};

/// `group`: [N] or empty.
RateIntervals rate_intervals(const std::vector<LineScore>& lines, const std::vector<std::string>& group,
                             const BootstrapOptions& options = {});

/// A number of two recognisers; rates are fractions.
struct PairedRate {
  double first = 0;
  double second = 0;
  Interval interval;  ///< of second - first

  double difference() const { return second - first; }
  bool distinct() const { return interval.low > 0 || interval.high < 0; }  ///< the interval leaves 0 out
};

struct LineComparison {
  BootstrapUnits units;
  PairedRate cer;
  PairedRate wer;
  PairedRate exact;
  int64_t only_first_exact = 0;  ///< lines
  int64_t only_second_exact = 0;
  int64_t fewer_errors_first = 0;  ///< lines that the first read with fewer character errors
  int64_t fewer_errors_second = 0;
};

/// Both of the same lines in the same order; both are drawn together. Throws ductus::Error when they differ
/// in number or in the length of a truth.
LineComparison compare_lines(const std::vector<LineScore>& first, const std::vector<LineScore>& second,
                             const std::vector<std::string>& group, const BootstrapOptions& options = {});

}  // namespace ductus::eval
