// Lines whose truth two recognisers contradict with one voice: there the truth is often wrong, or a matter of
// habit ("AMT(RM)" for "AMT (RM)"). What the field calls label issues (Northcutt, Jiang and Chuang,
// "Confident Learning", JAIR 70, 2021), told here by agreement instead of by confidence.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "eval/line_metrics.h"
#include "eval/line_predictions.h"

namespace ductus::eval {

/// A line that both read the same, and not as its truth has it.
struct LabelIssue {
  int64_t line = 0;  ///< in the predictions
  std::string id;    ///< or its number
  std::string truth;
  std::string reading;
  int64_t errors = 0;  ///< characters, of either reader
};

struct LabelIssues {
  std::vector<LabelIssue> lines;  ///< most errors first, then by id
  int64_t errors = 0;             ///< characters, on all of them
  double share_first = 0;         ///< of all character errors of the first reader; 0 where it has none
  double share_second = 0;
};

/// Both of the same lines in the same order, scored by the same rules; two readings are the same where the
/// rules see no difference (same_text). Where both read nothing they do not agree: they have no reading.
LabelIssues label_issues(const LinePredictions& first, const LinePredictions& second,
                         const LineScores& first_scores, const LineScores& second_scores);

}  // namespace ductus::eval
